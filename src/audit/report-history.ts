import type { AuditPoint } from '../model/audit-point.ts';
import { type ClusterPoint, clusterPointsKept, type ReportStream } from '../model/report.ts';
import { fleetCount, withFleetHistory } from './fleet-history.ts';

/** What a report leaves for the history of later ones. */
export async function auditPoint({ head, clusters }: ReportStream): Promise<AuditPoint> {
  const points: AuditPoint['clusters'] = {};
  for await (const { key, verdict, scores, headroom } of clusters()) {
    points[key] = { verdict, readiness: scores.readiness.value, nodesLeft: headroom.nodesLeft };
  }
  const { scopes, ...count } = fleetCount(head);
  // A report of an earlier version does not say which subscriptions it counted whole.
  const isSaid = Object.keys(scopes ?? {}).length > 0;
  return {
    kind: 'kubenet-audit history',
    schemaVersion: '1.0',
    ...count,
    ...(isSaid ? { scopes } : {}),
    clusters: points,
  };
}

/**
 * The report with what the audits before it saw. Audits of one folder may have been asked for different subscriptions, so they are
 * compared over those that both counted, complete or not.
 */
export function withHistory(report: ReportStream, points: readonly AuditPoint[]): ReportStream {
  const { asOf } = report.head;
  const earlier = points
    .filter((point) => Date.parse(point.asOf) < Date.parse(asOf))
    .toSorted((a, b) => Date.parse(a.asOf) - Date.parse(b.asOf));
  const counts = earlier.map((point) =>
    point.scopes === undefined ? point : { ...point, status: 'partial' as const },
  );
  return {
    head: withFleetHistory(report.head, counts),
    async *clusters() {
      for await (const cluster of report.clusters()) yield { ...cluster, history: pointsOf(cluster.key, earlier) };
    },
  };
}

function pointsOf(key: string, earlier: readonly AuditPoint[]): ClusterPoint[] {
  const seen = earlier.flatMap(({ asOf, clusters }) => {
    const point = clusters[key];
    return point === undefined ? [] : [{ asOf, ...point }];
  });
  return seen.slice(-clusterPointsKept);
}
