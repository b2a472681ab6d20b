/** Why a question about the cluster has no answer. `notApplicable`: there is nothing to ask it of. */
export interface Unjudged {
  readonly status: 'notApplicable' | 'unknown';
  readonly reason: string;
}
