import { type Effort, effortKinds, effortOf } from '../model/effort.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { ClusterReport, ReportHead, ReportStream, Score, Verdict } from '../model/report.ts';
import { compareResourceIds, resourceKey } from '../model/resource-id.ts';
import { tagValue } from '../model/tag-value.ts';
import { plannedRow } from '../plan/make-plan.ts';
import { outlinePlan, type PlannedRow, type PlanOutline } from '../plan/outline-plan.ts';
import { groupChecks, headline, worstInWords } from '../words/cluster-checks.ts';
import { sinceText, withSince } from '../words/live-since-text.ts';
import { type NodesLeft, verdictsByUrgency } from '../words/words.ts';
import { type PlannedPlace, placesOf } from './plan/places.ts';

/** What tables and first screens need of a cluster, small enough to hold for every cluster of an estate. */
export interface ClusterRow {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly subscriptionId: string;
  readonly location: string;
  readonly kubernetesVersion: string | null;
  readonly verdict: Verdict;
  readonly readiness: Score;
  readonly routeTable: Score;
  readonly headroom: NodesLeft;
  /** One line for each live problem, with since when it burns. */
  readonly live: readonly string[];
  /** Of the first of them; empty where not known. */
  readonly liveSince: string;
  /** Their codes. */
  readonly liveCodes: readonly string[];
  /** Whether a check for live problems could not be answered. */
  readonly liveUnknown: boolean;
  /** What it takes before the cluster can move. */
  readonly effort: Effort;
  readonly worst: string;
  /** Of every failing check, accepted ones too. */
  readonly codes: readonly string[];
  /** The failing checks that decide the verdict, by severity. */
  readonly stops: { readonly blocker: readonly string[]; readonly high: readonly string[] };
  /** The `owner` tag. */
  readonly owner: string | undefined;
  /** The `wave` tag, else the wave of the plan. */
  readonly wave: string | undefined;
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
  /** What to do about a check that fails somewhere, by code. */
  readonly remedies: ReadonlyMap<string, Remedy>;
  /** When whom of them migrates; undefined where the report carries no schedule. */
  readonly plan: PlanOutline | undefined;
}

/** A failing check in the words of the first cluster where it fails. */
interface Remedy {
  readonly title: string;
  readonly fix: string;
}

/** Walks the clusters once. */
export async function readOverview(report: ReportStream): Promise<Overview> {
  const tally = tallyOverview(report.head);
  for await (const cluster of report.clusters()) tally.add(cluster);
  return tally.overview();
}

/**
 * Clusters after which a format that has nothing to say before it has read them all shows that it still reads: what sends nothing for
 * 230 seconds is cut on its way out of Azure.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout
 */
export const signEvery = 500;

/** The same for an answer that has begun. `sign` is what its format passes over. */
export async function* overviewWithSigns<Sign>(report: ReportStream, sign: Sign): AsyncGenerator<Sign, Overview> {
  const tally = tallyOverview(report.head);
  let read = 0;
  for await (const cluster of report.clusters()) {
    tally.add(cluster);
    read += 1;
    if (read % signEvery === 0) yield sign;
  }
  return tally.overview();
}

interface OverviewTally {
  add(cluster: ClusterReport): void;
  /** Of the clusters so far. */
  overview(): Overview;
}

/** For whoever walks the clusters anyway. */
export function tallyOverview({ schedule, asOf }: ReportHead): OverviewTally {
  const rows: ClusterRow[] = [];
  const unknown = new Map<string, UnknownCheck>();
  const remedies = new Map<string, Remedy>();
  const planned = new Map<string, PlannedRow>();
  const places = placesOf(schedule);
  return {
    add(cluster) {
      rows.push(clusterRow(cluster, places.get(cluster.key)));
      if (schedule !== undefined) planned.set(cluster.key, plannedRow(cluster, schedule.settings));
      for (const outcome of groupChecks(cluster.checks).unknown) countUnknown(unknown, outcome);
      for (const { status, code, title, fix } of cluster.checks) {
        if (status === 'fail' && !remedies.has(code)) remedies.set(code, { title, fix: fix.text });
      }
    },
    overview: () => ({
      rows: rows.toSorted(compareRows),
      unknown: [...unknown.values()].sort((a, b) => b.clusters - a.clusters),
      remedies,
      plan: schedule && outlinePlan(schedule, planned, titlesOf(remedies), asOf),
    }),
  };
}

function titlesOf(remedies: ReadonlyMap<string, Remedy>): ReadonlyMap<string, string> {
  return new Map([...remedies].map(([code, { title }]) => [code, title]));
}

function clusterRow(cluster: ClusterReport, place: PlannedPlace | undefined): ClusterRow {
  const groups = groupChecks(cluster.checks);
  return {
    key: cluster.key,
    id: cluster.id,
    name: cluster.name,
    subscriptionId: cluster.subscriptionId,
    location: cluster.location,
    kubernetesVersion: cluster.kubernetesVersion,
    verdict: cluster.verdict,
    readiness: cluster.scores.readiness,
    routeTable: cluster.scores.routeTable,
    headroom: nodesLeftOf(cluster.headroom),
    live: groups.live.map((outcome) => withSince(headline(outcome), cluster.liveSince?.[outcome.code])),
    liveSince: sinceText(cluster.liveSince?.[groups.live[0]?.code ?? '']),
    liveCodes: groups.live.map(({ code }) => code),
    liveUnknown: groups.unknown.some((outcome) => outcome.live),
    effort: effortOf(cluster.checks),
    worst: worstInWords(cluster.checks),
    codes: cluster.checks.filter(({ status }) => status === 'fail').map(({ code }) => code),
    stops: { blocker: stopping(cluster.checks, 'blocker'), high: stopping(cluster.checks, 'high') },
    owner: tagValue(cluster.tags, 'owner'),
    wave: tagValue(cluster.tags, 'wave') ?? waveName(place?.wave),
  };
}

function waveName(number: number | null | undefined): string | undefined {
  return number === null || number === undefined ? undefined : `Wave ${number}`;
}

function stopping(checks: readonly CheckOutcome[], severity: CheckOutcome['severity']): string[] {
  return checks
    .filter((outcome) => outcome.status === 'fail' && outcome.waiver === null && outcome.category !== 'deadline')
    .filter((outcome) => outcome.severity === severity)
    .map(({ code }) => code);
}

function countUnknown(unknown: Map<string, UnknownCheck>, { code, title, reason }: CheckOutcome): void {
  const seen = unknown.get(code) ?? { code, title, reason, clusters: 0 };
  unknown.set(code, { ...seen, clusters: seen.clusters + 1 });
}

/** Live problems, then blocked clusters with the cheapest fix and the fewest blockers, then by the nodes that are left; ids decide the rest. */
function compareRows(a: ClusterRow, b: ClusterRow): number {
  return (
    Math.sign(b.live.length) - Math.sign(a.live.length) ||
    Number(b.verdict === 'blocked') - Number(a.verdict === 'blocked') ||
    (a.verdict === 'blocked' ? compareEffort(a.effort, b.effort) : 0) ||
    compareNodesLeft(a, b) ||
    verdictsByUrgency.indexOf(a.verdict) - verdictsByUrgency.indexOf(b.verdict) ||
    compareResourceIds(a.id, b.id)
  );
}

function compareEffort(a: Effort, b: Effort): number {
  return effortKinds.indexOf(a.kind) - effortKinds.indexOf(b.kind) || a.blockers - b.blockers;
}

/** Unknown headroom comes first: nobody can say that it is not 0. */
function compareNodesLeft(a: ClusterRow, b: ClusterRow): number {
  return (a.headroom.nodesLeft ?? a.headroom.atMost ?? -1) - (b.headroom.nodesLeft ?? b.headroom.atMost ?? -1);
}

/** Clusters that may be in memory together. */
export const heldAtOnce = 500;

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

function nodesLeftOf({ binding, nodesLeft, atMost, notKnown }: ClusterReport['headroom']): NodesLeft {
  return {
    ...{ binding, nodesLeft },
    ...(atMost === undefined ? {} : { atMost }),
    ...(notKnown === undefined ? {} : { notKnown }),
  };
}
