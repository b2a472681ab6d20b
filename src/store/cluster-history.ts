import { z } from 'zod';
import { clusterSummarySchema, rememberedSchema } from './cluster-summary.ts';

export const clusterHistorySchema = clusterSummarySchema
  .pick({ verdict: true, scores: true, failing: true, liveSince: true })
  .extend({
    runId: z.string(),
    asOf: z.iso.datetime(),
    nodesLeft: z.number().nullable(),
    /** As `AuditedCluster.staleRoutes`. */
    staleRoutes: z.array(z.string()).nullable(),
    /** As `SeenLive.unknown`. */
    liveUnknown: z.array(z.string()).optional(),
    before: rememberedSchema.optional(),
  });
/** What stays of a cluster when the run's report is gone. */
export type ClusterHistory = z.infer<typeof clusterHistorySchema>;
