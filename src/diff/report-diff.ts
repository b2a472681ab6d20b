import { z } from 'zod';
import { severities } from '../model/finding.ts';

/**
 * What became of a finding. `opened`: it fails now and did not, or its waiver ended. `changed`: it fails in both, otherwise.
 * `waived`: somebody accepted it. `fixed`: its check was asked again and no longer finds it. `notKnown`: its check could not be
 * asked again, so nobody can say that it is gone.
 */
export const findingChangeKinds = ['opened', 'changed', 'waived', 'fixed', 'notKnown'] as const;
export type FindingChangeKind = (typeof findingChangeKinds)[number];

/**
 * What became of a cluster. `migrated`: it is on Azure CNI Overlay now. `leftKubenet`: it has another plugin and no overlay, as a
 * migration that stopped half-way shows. `notRead`: it is missing, and its subscription could not be read, or not whole.
 */
export const clusterChangeKinds = ['migrated', 'leftKubenet', 'appeared', 'gone', 'notRead'] as const;
export type ClusterChangeKind = (typeof clusterChangeKinds)[number];

const findingChangeSchema = z.object({
  kind: z.enum(findingChangeKinds),
  /** Null for what belongs to no cluster. */
  cluster: z.object({ id: z.string(), name: z.string() }).nullable(),
  code: z.string(),
  title: z.string(),
  /** Now; of what is gone, before. */
  severity: z.enum(severities),
  /** Null where it did not fail before. */
  severityBefore: z.enum(severities).nullable(),
  live: z.boolean(),
  resourceId: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FindingChange = z.infer<typeof findingChangeSchema>;

const clusterChangeSchema = z.object({
  kind: z.enum(clusterChangeKinds),
  id: z.string(),
  name: z.string(),
  /** A sentence. */
  detail: z.string(),
});
export type ClusterChange = z.infer<typeof clusterChangeSchema>;

const comparedSchema = z.object({ runId: z.string(), asOf: z.string(), kubenet: z.number().int() });
const tally = z.number().int().nonnegative();

/** What differs between two reports. It only grows, like the report itself. */
export const reportDiffSchema = z.object({
  schemaVersion: z.literal('1.0'),
  before: comparedSchema,
  after: comparedSchema,
  counts: z.object({
    ...{ opened: tally, changed: tally, waived: tally, fixed: tally, notKnown: tally },
    ...{ migrated: tally, leftKubenet: tally, appeared: tally, gone: tally, notRead: tally },
  }),
  clusters: z.array(clusterChangeSchema),
  findings: z.array(findingChangeSchema),
});
export type ReportDiff = z.infer<typeof reportDiffSchema>;

/** Two reports that cannot be compared; the message says why and what to do. */
export class DiffError extends Error {
  override readonly name = 'DiffError';
}
