import { z } from 'zod';
import type { CheckOutcome } from './outcome.ts';

const liveSinceSchema = z.object({
  /** Of the first of the audits that saw it, as far back as none saw it gone. */
  asOf: z.string(),
  /** What is known of the time before that one: an audit saw it `absent`, there was `noAudit`, or an audit was there and could not tell. */
  before: z.enum(['absent', 'noAudit', 'notKnown']),
});
/** Since when a live problem burns. Between two audits nobody looked. */
export type LiveSince = z.infer<typeof liveSinceSchema>;

/** By check code; a problem of which nothing is known before this audit is left out. */
export const liveSincesSchema = z.record(z.string(), liveSinceSchema);
export type LiveSinces = z.infer<typeof liveSincesSchema>;

export const seenLiveSchema = z.object({
  /** Codes of live checks, accepted ones too. */
  failing: z.array(z.string()),
  /** Codes of live checks that were not answered. Undefined where an earlier version did not keep it: what did not fail may be among them. */
  unknown: z.array(z.string()).optional(),
  since: liveSincesSchema.optional(),
});
/** What an audit saw of a cluster's live problems. */
export type SeenLive = z.infer<typeof seenLiveSchema>;

interface Judged {
  readonly checks: readonly Pick<CheckOutcome, 'code' | 'live' | 'status'>[];
  readonly liveSince?: LiveSinces | undefined;
}

export function seenLive({ checks, liveSince }: Judged): SeenLive {
  const live = checks.filter((check) => check.live);
  return {
    failing: live.filter(({ status }) => status === 'fail').map(({ code }) => code),
    unknown: liveUnknown(checks),
    ...(liveSince === undefined ? {} : { since: liveSince }),
  };
}

/** Codes of the live checks that were not answered. */
export function liveUnknown(checks: Judged['checks']): string[] {
  const unanswered: readonly CheckOutcome['status'][] = ['unknown', 'error', 'notRun'];
  return checks.filter(({ live, status }) => live && unanswered.includes(status)).map(({ code }) => code);
}
