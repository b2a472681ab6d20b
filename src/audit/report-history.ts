import type { AuditPoint } from '../model/audit-point.ts';
import { seenLive } from '../model/live-since.ts';
import { type ClusterPoint, type ClusterReport, clusterPointsKept, type ReportStream } from '../model/report.ts';
import { withLiveSince } from '../scoring/live-since.ts';
import { fleetCount, withFleetHistory } from './fleet-history.ts';

/** What a report leaves for the history of later ones. */
export async function auditPoint({ head, clusters }: ReportStream): Promise<AuditPoint> {
  const points: AuditPoint['clusters'] = {};
  for await (const cluster of clusters()) {
    const { key, verdict, scores, headroom } = cluster;
    const { nodesLeft } = headroom;
    points[key] = { verdict, readiness: scores.readiness.value, nodesLeft, live: seenLive(cluster) };
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
      for await (const cluster of report.clusters()) yield { ...cluster, ...historyOf(cluster, asOf, earlier) };
    },
  };
}

function historyOf(cluster: ClusterReport, asOf: string, earlier: readonly AuditPoint[]): Partial<ClusterReport> {
  const seen = earlier.flatMap((point) => {
    const then = point.clusters[cluster.key];
    return then === undefined ? [] : [{ asOf: point.asOf, ...then }];
  });
  const lived = seen.map(({ live, ...point }) => ({ asOf: point.asOf, live: live ?? { failing: [] } }));
  const history: ClusterPoint[] = seen.map(({ live: _lived, ...point }) => point);
  return {
    history: history.slice(-clusterPointsKept),
    ...withLiveSince({ asOf, live: seenLive(cluster) }, lived),
  };
}
