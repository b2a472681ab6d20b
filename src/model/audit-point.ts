import { z } from 'zod';
import { seenLiveSchema } from './live-since.ts';
import { clusterPointSchema, reportSchema, scopeCountsSchema, summarySchema } from './report.ts';

/** What one audit leaves for the history of later ones, where no storage account keeps it. Like the report it only grows. */
export const auditPointSchema = z.object({
  kind: z.literal('kubenet-audit history'),
  schemaVersion: z.literal('1.0'),
  asOf: z.string(),
  status: reportSchema.shape.run.shape.status,
  ...summarySchema.pick({ kubenet: true, verdicts: true }).shape,
  /** Undefined in what reports of earlier versions left. */
  scopes: scopeCountsSchema.optional(),
  /** By the cluster's key. */
  clusters: z.record(
    z.string(),
    // Undefined in what earlier versions left.
    clusterPointSchema.omit({ asOf: true }).extend({ live: seenLiveSchema.optional() }),
  ),
});
export type AuditPoint = z.infer<typeof auditPointSchema>;
