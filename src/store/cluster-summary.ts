import { z } from 'zod';
import type { AuditedCluster } from '../model/audit.ts';
import { beforeMigration } from '../model/before-migration.ts';
import { severities } from '../model/finding.ts';
import { liveUnknown } from '../model/live-since.ts';
import { beforeMigrationSchema } from '../model/migration-proof.ts';
import { type ClusterReport, clusterReportSchema } from '../model/report.ts';

/** A cluster's part of the report without its checks, history, picture and surroundings, but for the codes that fail: enough for a list. */
export const clusterSummarySchema = clusterReportSchema.omit({ checks: true, history: true, move: true }).extend({
  network: clusterReportSchema.shape.network.omit({ picture: true, surroundings: true }),
  failing: z.array(z.object({ code: z.string(), severity: z.enum(severities), waived: z.boolean().optional() })),
});
export type ClusterSummary = z.infer<typeof clusterSummarySchema>;

/** The moment is the run's. */
export const rememberedSchema = beforeMigrationSchema.omit({ asOf: true });

/** What closing a run needs of a cluster, so that it need not read the reports. */
export const slimClusterSchema = z.object({
  summary: clusterSummarySchema,
  staleRoutes: z.array(z.string()).nullable(),
  /** As `SeenLive.unknown`. Not in rows of earlier versions. */
  liveUnknown: z.array(z.string()).optional(),
  /** What its migration will be proved by. Not in rows of earlier versions. */
  before: rememberedSchema.optional(),
});
export type SlimCluster = z.infer<typeof slimClusterSchema>;

export function summariseCluster({
  checks,
  history: _before,
  move: _move,
  network,
  ...rest
}: ClusterReport): ClusterSummary {
  const { picture: _drawn, surroundings: _around, ...addresses } = network;
  const failing = checks.filter((check) => check.status === 'fail');
  return {
    ...rest,
    network: addresses,
    failing: failing.map(({ code, severity, waiver }) => {
      return { code, severity, ...(waiver === null ? {} : { waived: true }) };
    }),
  };
}

export function slimCluster({ report, staleRoutes }: AuditedCluster): SlimCluster {
  const remembered = beforeMigration(report, '');
  return {
    summary: summariseCluster(report),
    staleRoutes: staleRoutes === null ? null : [...staleRoutes],
    liveUnknown: liveUnknown(report.checks),
    ...(remembered === undefined ? {} : { before: rememberedSchema.parse(remembered) }),
  };
}
