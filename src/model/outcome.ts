import type { Category, Finding, Severity } from './finding.ts';

/**
 * What became of a check for one cluster. `unknown`: a fact it needs could not be read. `notRun`: needs a source that was not
 * asked for (the Kubernetes API). `error`: the check itself failed, a defect of ours.
 */
export const outcomeStatuses = ['pass', 'fail', 'unknown', 'notApplicable', 'notRun', 'error'] as const;
export type OutcomeStatus = (typeof outcomeStatuses)[number];

/** How to mend it: in words, and as commands that name this cluster's own resources. */
export interface Fix {
  readonly text: string;
  readonly commands: readonly string[];
}

/** A waiver as a report shows it: who accepted the finding, why, until when (ISO date). */
export interface AppliedWaiver {
  readonly owner: string;
  readonly reason: string;
  readonly expires: string;
}

/** A check's status for one cluster, with the texts it was judged by, so that an old report reads as it did. */
export interface CheckOutcome {
  readonly code: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly live: boolean;
  readonly status: OutcomeStatus;
  readonly title: string;
  readonly reason: string;
  readonly findings: readonly Finding[];
  readonly fix: Fix;
  readonly docs: string;
  readonly waiver: AppliedWaiver | null;
}
