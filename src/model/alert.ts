import { z } from 'zod';
import { severities } from './finding.ts';
import { verdicts } from './report.ts';

/** What can be worth saying. */
const eventKinds = [
  'outage',
  'staleRoute',
  'newCluster',
  'headroom',
  'headroomForecast',
  'verdict',
  'coverage',
  'noCompleteAudit',
  'auditFailed',
  'deadline',
  'waiver',
  'test',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** The cluster an event is about, with what channels filter by. */
const eventClusterSchema = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  subscriptionId: z.string(),
  tags: z.record(z.string(), z.string()),
});
export type EventCluster = z.infer<typeof eventClusterSchema>;

/**
 * One thing worth saying. `id` is the same whenever the same change of the same thing is found again, so that nobody hears it twice.
 * `opened` also means worse or reached, `closed` also means better. A closing has the severity of its opening, so that who heard the
 * one hears the other. Texts hold whatever Azure holds: they are escaped where they land.
 */
export const alertEventSchema = z.object({
  id: z.string(),
  kind: z.enum(eventKinds),
  transition: z.enum(['opened', 'closed']),
  severity: z.enum(severities),
  cluster: eventClusterSchema.nullable(),
  /** Of the cluster, or the subscription itself; null for what is about the whole estate. */
  subscriptionId: z.string().nullable(),
  /** The check's, where one found it. */
  code: z.string().nullable(),
  title: z.string(),
  detail: z.string(),
  /** ISO 8601: when it was opened, of what is closed; null where that is not known. */
  since: z.string().nullable(),
  /** The audit that found it; null for what no audit found, such as that there was none. */
  runId: z.string().nullable(),
  asOf: z.string(),
});
export type AlertEvent = z.infer<typeof alertEventSchema>;

const openCondition = z.object({ since: z.string(), severity: z.enum(severities), title: z.string() });
const changeCounts = z.record(z.string(), z.number().int().nonnegative());

/** What was said of a cluster, and what the next audit is compared with. */
export const clusterMemorySchema = z.object({
  cluster: eventClusterSchema,
  /** The last audit that saw the cluster. */
  runId: z.string(),
  /** The first one: a cluster that comes back under its old id is another story. */
  bornIn: z.string(),
  /** What was said to be open, by condition. */
  open: z.record(z.string(), openCondition),
  /** How often each condition changed: tells one opening from the next. */
  changes: changeCounts,
  /** Codes that failed in the last audit and could not be proved. */
  suspected: z.array(z.string()),
  /** As it was last said or first seen. */
  verdict: z.enum(verdicts),
  /** Per cent; 0 below the lowest mark. */
  headroomMark: z.number().int().nonnegative(),
  /** Days since 1970 and the nodes that still fitted then; at most one a day, oldest first. */
  nodesLeft: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** The expiry that was said, by check code. */
  waivers: z.record(z.string(), z.string()),
});
export type ClusterMemory = z.infer<typeof clusterMemorySchema>;

/** What was said of the whole estate. */
export const estateMemorySchema = z.object({
  /** The last audit whose events are all stored. */
  runId: z.string(),
  asOf: z.string(),
  firstAsOf: z.string(),
  lastCompleteAt: z.string().nullable(),
  /** The days before the deadline that were reached last; null before the first mark. */
  deadlineMark: z.number().int().nullable(),
  open: z.record(z.string(), openCondition),
  changes: changeCounts,
  waivers: z.record(z.string(), z.string()),
  /** By lower-case subscription id; `read` at least in part. */
  subscriptions: z.record(z.string(), z.object({ name: z.string().nullable(), wasRead: z.boolean() })),
});
export type EstateMemory = z.infer<typeof estateMemorySchema>;

/** An event that one channel is to be told. Events of one batch go out in one notice. */
export interface AlertIntent {
  readonly channel: string;
  readonly batch: string;
  readonly event: AlertEvent;
}

/** One message to one channel, as its row says. */
export const noticeRecordSchema = z.object({
  channel: z.string(),
  batch: z.string(),
  status: z.enum(['due', 'sent', 'dead']),
  /** 1, or more when events came after a part of the batch had been sent. */
  part: z.number().int().positive(),
  /** The value of the tag that a digest is split by; null where it is not split, empty for clusters without the tag. */
  owner: z.string().nullable(),
  /** The audit it is about; null for a digest or where there was none. */
  runId: z.string().nullable(),
  createdAt: z.string(),
  /** When the sweep sends for it. */
  notBefore: z.string(),
  attempts: z.number().int().nonnegative(),
  firstAttemptAt: z.string().nullable(),
  /** While a worker has it. */
  claimedUntil: z.string().nullable(),
  sentAt: z.string().nullable(),
  /** Why the last attempt failed, without any secret. */
  lastError: z.string().nullable(),
});
export type NoticeRecord = z.infer<typeof noticeRecordSchema>;

/** What is known of a notice before anybody took it up. */
export type NewNotice = Pick<NoticeRecord, 'channel' | 'batch' | 'owner' | 'runId' | 'createdAt' | 'notBefore'>;

/** A notice with the version in which it was claimed. */
export interface ClaimedNotice extends NoticeRecord {
  readonly version: string;
}
