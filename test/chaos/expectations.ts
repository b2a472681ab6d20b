import { z } from 'zod';
import type { ClusterReport, Report } from '../../src/model/report.ts';
import { runId } from './night.ts';
import type { Ended } from './run-seed.ts';

const noticeSchema = z.object({
  id: z.string(),
  data: z.object({ events: z.array(z.object({ id: z.string(), kind: z.string() })) }),
});

/** What a night left, as far as it must not depend on the storm. */
export interface Night {
  readonly report: Report;
  /** What each cluster came to, by its id. */
  readonly clusters: ReadonlyMap<string, string>;
  /** Ids of events, each with the notices that brought it. */
  readonly events: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads what is left, and throws where it contradicts itself. */
export async function readNight({ records, taken, failures }: Ended): Promise<Night> {
  const { store } = records;
  const stream = await store.openReport(runId);
  const run = await store.readRun(runId);
  if (stream === undefined || run === undefined) {
    throw new Error(`The run is ${run?.status} without a report: ${run?.failure}\n${failures.slice(-3).join('\n')}`);
  }
  const reports = await Array.fromAsync(stream.clusters());
  const clusters = new Map(reports.map((each) => [each.id, essence(each)]));
  expectEqual('clusters, each once', reports.length, clusters.size);
  expectEqual('the summary', stream.head.summary.kubenet, clusters.size);
  const index = (await Array.fromAsync(store.listIndex(run))).map(({ summary }) => summary.id);
  expectEqual('the index', index, [...clusters.keys()]);
  const later = '99999999T999999Z';
  const histories = await store.clusterHistories(index, later);
  const points = [...histories.values()].map((points) => points.filter((point) => point.runId === runId).length);
  expectEqual(
    'points of the history',
    points,
    index.map(() => 1),
  );
  const fleet = (await Array.fromAsync(store.listFleetHistory(later))).filter((each) => each.runId === runId);
  expectEqual(
    'the fleet of the history',
    fleet.map(({ kubenet }) => kubenet),
    [clusters.size],
  );
  return { report: { ...stream.head, clusters: reports }, clusters, events: eventsOf(taken) };
}

/** Throws where the night did not come to what it must, beside a calm one over the same estate. */
export async function expectWellEnded(ended: Ended, quiet: Night): Promise<void> {
  const night = await readNight(ended);
  const { status, scopes } = night.report.run;
  const unread = new Set(scopes.filter((scope) => scope.status !== 'read').map((scope) => scope.subscriptionId));
  for (const [id, calmly] of quiet.clusters) {
    const here = night.clusters.get(id);
    if (unread.has(id.split('/')[2] ?? '')) continue;
    expectEqual(`${id}, whose subscription was read`, here, calmly);
  }
  if (status === 'complete') expectEqual('the clusters', night.clusters.size, quiet.clusters.size);
  for (const [event, notices] of night.events) expectEqual(`notices that brought event ${event}`, notices.size, 1);
  if (status === 'complete')
    expectEqual('the events', [...night.events.keys()].sort(), [...quiet.events.keys()].sort());
  expectEqual('notices given up', (await ended.records.notices('dead')).length, 0);
}

function essence({ verdict, scores, headroom, checks }: ClusterReport): string {
  const outcomes = checks.map(({ code, status }) => `${code} ${status}`).sort();
  return JSON.stringify({ verdict, scores, nodesLeft: headroom.nodesLeft, outcomes });
}

function eventsOf(taken: readonly string[]): Map<string, Set<string>> {
  const events = new Map<string, Set<string>>();
  for (const body of taken) {
    const { id, data } = noticeSchema.parse(JSON.parse(body));
    for (const event of data.events) events.set(event.id, (events.get(event.id) ?? new Set()).add(id));
  }
  return events;
}

function expectEqual(what: string, found: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: ${a}, expected ${b}`);
}
