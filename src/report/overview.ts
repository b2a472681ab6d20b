import type { CheckOutcome } from '../model/outcome.ts';
import type { ClusterReport, ReportStream, Score, Verdict } from '../model/report.ts';
import { compareResourceIds, resourceKey } from '../model/resource-id.ts';
import { groupChecks, headline, worstInWords } from './cluster-checks.ts';
import { tagValue } from './select.ts';
import { verdictsByUrgency } from './words.ts';

/** What tables and first screens need of a cluster, small enough to hold for every cluster of an estate. */
export interface ClusterRow {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly subscriptionId: string;
  readonly verdict: Verdict;
  readonly readiness: Score;
  readonly routeTable: Score;
  readonly headroom: Pick<ClusterReport['headroom'], 'binding' | 'nodesLeft'>;
  /** One line for each live problem. */
  readonly live: readonly string[];
  /** Whether a check for live problems could not be answered. */
  readonly liveUnknown: boolean;
  /** Failing checks of severity blocker. */
  readonly blockers: number;
  readonly worst: string;
  /** The `owner` tag. */
  readonly owner: string | undefined;
}

/** A check that could not be answered, with the reason of the first cluster where it could not. */
export interface UnknownCheck {
  readonly code: string;
  readonly title: string;
  readonly reason: string;
  readonly clusters: number;
}

export interface Overview {
  /** What to do first comes first. */
  readonly rows: readonly ClusterRow[];
  /** By how many clusters they are missing for, most first. */
  readonly unknown: readonly UnknownCheck[];
}

/** Walks the clusters once. */
export async function readOverview(report: ReportStream): Promise<Overview> {
  const rows: ClusterRow[] = [];
  const unknown = new Map<string, UnknownCheck>();
  for await (const cluster of report.clusters()) {
    rows.push(clusterRow(cluster));
    for (const outcome of groupChecks(cluster.checks).unknown) countUnknown(unknown, outcome);
  }
  return { rows: rows.sort(compareRows), unknown: [...unknown.values()].sort((a, b) => b.clusters - a.clusters) };
}

function clusterRow(cluster: ClusterReport): ClusterRow {
  const groups = groupChecks(cluster.checks);
  return {
    key: cluster.key,
    id: cluster.id,
    name: cluster.name,
    subscriptionId: cluster.subscriptionId,
    verdict: cluster.verdict,
    readiness: cluster.scores.readiness,
    routeTable: cluster.scores.routeTable,
    headroom: { binding: cluster.headroom.binding, nodesLeft: cluster.headroom.nodesLeft },
    live: groups.live.map(headline),
    liveUnknown: groups.unknown.some((outcome) => outcome.live),
    blockers: [...groups.live, ...groups.blockers].filter(({ severity }) => severity === 'blocker').length,
    worst: worstInWords(cluster.checks),
    owner: tagValue(cluster.tags, 'owner'),
  };
}

function countUnknown(unknown: Map<string, UnknownCheck>, { code, title, reason }: CheckOutcome): void {
  const seen = unknown.get(code) ?? { code, title, reason, clusters: 0 };
  unknown.set(code, { ...seen, clusters: seen.clusters + 1 });
}

/** Live problems, then blocked clusters with the fewest blockers, then by the nodes that are left; ids decide the rest. */
function compareRows(a: ClusterRow, b: ClusterRow): number {
  return (
    Math.sign(b.live.length) - Math.sign(a.live.length) ||
    Number(b.verdict === 'blocked') - Number(a.verdict === 'blocked') ||
    (a.verdict === 'blocked' ? a.blockers - b.blockers : 0) ||
    compareNodesLeft(a, b) ||
    verdictsByUrgency.indexOf(a.verdict) - verdictsByUrgency.indexOf(b.verdict) ||
    compareResourceIds(a.id, b.id)
  );
}

/** Unknown headroom comes first: nobody can say that it is not 0. */
function compareNodesLeft(a: ClusterRow, b: ClusterRow): number {
  return (a.headroom.nodesLeft ?? -1) - (b.headroom.nodesLeft ?? -1);
}

/** Clusters that may be in memory together. */
const heldAtOnce = 500;

/** The clusters in the order of `rows`; an estate too large to hold comes in its own order, by id. */
export async function* inReadingOrder(
  report: ReportStream,
  rows: readonly ClusterRow[],
): AsyncGenerator<ClusterReport> {
  if (rows.length > heldAtOnce) return yield* report.clusters();
  const order = new Map(rows.map((row, index) => [resourceKey(row.id), index]));
  const place = (cluster: ClusterReport) => order.get(resourceKey(cluster.id)) ?? rows.length;
  const clusters: ClusterReport[] = [];
  for await (const cluster of report.clusters()) clusters.push(cluster);
  yield* clusters.sort((a, b) => place(a) - place(b));
}
