import type { TableClient } from '@azure/data-tables';
import pLimit from 'p-limit';
import { z } from 'zod';
import type { PreviousAudit } from '../model/cluster-facts.ts';
import type { SeenLive } from '../model/live-since.ts';
import {
  type ClusterPoint,
  clusterPointsKept,
  fleetPointSchema,
  scopeCountsSchema,
  summarySchema,
} from '../model/report.ts';
import { type ResourceKey, resourceKey } from '../model/resource-id.ts';
import { type ClusterHistory, clusterHistorySchema } from './cluster-history.ts';
import type { SlimCluster } from './cluster-summary.ts';
import { type OnDamaged, unlessDamaged, unlessStatus } from './errors.ts';
import { clusterPartition, clusterPartitionOfRow, fleetPartition, indexPartition, newestFirst } from './keys.ts';
import { listMonths } from './month-rows.ts';
import { packedProperties, unpack } from './packed-value.ts';
import { listRows, type Row, writeRows } from './rows.ts';
import { closedStatuses, type RunRecord } from './run-record.ts';

/** Writes to different partitions that may be under way at once. */
const concurrency = 32;

const fleetHistorySchema = summarySchema
  .pick({ clusters: true, kubenet: true, verdicts: true, liveProblems: true })
  .extend({
    runId: z.string(),
    asOf: z.iso.datetime(),
    status: z.enum(closedStatuses),
    /** Not in rows of earlier versions. */
    scopes: scopeCountsSchema.optional(),
    invented: fleetPointSchema.shape.invented,
  });
/** What stays of the whole estate. */
export type FleetHistory = z.infer<typeof fleetHistorySchema>;

export function historyOf(run: RunRecord, { summary, staleRoutes, liveUnknown, before }: SlimCluster): ClusterHistory {
  const { verdict, scores, failing, liveSince, headroom } = summary;
  return {
    ...{ runId: run.id, asOf: run.createdAt, verdict, scores, failing, staleRoutes },
    nodesLeft: headroom.nodesLeft,
    ...(liveSince === undefined ? {} : { liveSince }),
    ...(liveUnknown === undefined ? {} : { liveUnknown }),
    ...(before === undefined ? {} : { before }),
  };
}

export async function writeFleetHistory(history: TableClient, value: FleetHistory): Promise<void> {
  await writeRows(history, [await historyRow(fleetPartition, value.runId, value)]);
}

async function historyRow(partitionKey: string, runId: string, value: unknown): Promise<Row> {
  return { partitionKey, rowKey: newestFirst(runId), ...(await packedProperties(value)) };
}

/** Newest first, the runs before this one; without what is damaged. */
export async function* listClusterHistory(
  history: TableClient,
  clusterId: string,
  before: string,
  onDamaged: OnDamaged,
  pageSize = 100,
): AsyncGenerator<ClusterHistory> {
  yield* listMonths(history, clusterId, before, onDamaged);
  // An earlier version wrote one row a run.
  for await (const row of listRows(history, clusterPartition(clusterId), { after: newestFirst(before), pageSize })) {
    const value = await unlessDamaged(unpack(history, [row], clusterHistorySchema), onDamaged);
    if (value !== undefined) yield value;
  }
}

/** Newest first, the runs before this one; without what is damaged. */
export async function* listFleetHistory(
  history: TableClient,
  before: string,
  onDamaged: OnDamaged,
): AsyncGenerator<FleetHistory> {
  for await (const row of listRows(history, fleetPartition, { after: newestFirst(before), pageSize: 100 })) {
    const value = await unlessDamaged(unpack(history, [row], fleetHistorySchema), onDamaged);
    if (value !== undefined) yield value;
  }
}

/** What earlier runs saw of each cluster, oldest first, the last `clusterPointsKept` of them. */
export async function clusterHistories(
  history: TableClient,
  clusterIds: readonly string[],
  before: string,
  onDamaged: OnDamaged,
): Promise<ReadonlyMap<ResourceKey, readonly ClusterHistory[]>> {
  const histories = await pLimit(concurrency).map(clusterIds, async (id) => {
    const seen: ClusterHistory[] = [];
    for await (const each of listClusterHistory(history, id, before, onDamaged, clusterPointsKept)) {
      seen.unshift(each);
      if (seen.length === clusterPointsKept) break;
    }
    return [resourceKey(id), seen] as const;
  });
  return new Map(histories);
}

/** What the run before this one saw of each cluster; those it did not see, or not well enough, are left out. */
export function previousAudits(
  histories: ReadonlyMap<ResourceKey, readonly ClusterHistory[]>,
): ReadonlyMap<ResourceKey, PreviousAudit> {
  const audits = new Map<ResourceKey, PreviousAudit>();
  for (const [key, seen] of histories) {
    const { asOf, staleRoutes } = seen.at(-1) ?? {};
    if (asOf !== undefined && staleRoutes != null) audits.set(key, { asOf, staleRoutes });
  }
  return audits;
}

/** The same as a report shows it. */
export function historyPoints(seen: readonly ClusterHistory[]): ClusterPoint[] {
  return seen.map(({ asOf, verdict, scores, nodesLeft }) => {
    return { asOf, verdict, readiness: scores.readiness.value, nodesLeft };
  });
}

/** The same as what tells since when a problem burns. Of codes that are not live it says nothing of use. */
export function livePoints(seen: readonly ClusterHistory[]): { readonly asOf: string; readonly live: SeenLive }[] {
  return seen.map(({ asOf, failing, liveUnknown, liveSince }) => {
    return { asOf, live: { failing: failing.map(({ code }) => code), unknown: liveUnknown, since: liveSince } };
  });
}

/** Deletes what the history holds of a run; the index goes last, since it says which clusters there were. */
export async function deleteHistory(history: TableClient, runId: string, index: RunRecord['index']): Promise<void> {
  const remove = (partitionKey: string, rowKey: string) =>
    unlessStatus(404, () => history.deleteEntity(partitionKey, rowKey));
  const limit = pLimit(concurrency);
  // Only an earlier version wrote rows of its own for each run.
  if (index === undefined)
    for await (const page of pagesOf(listRows(history, indexPartition(runId), { select: ['rowKey'] }))) {
      await limit.map(page, async ({ rowKey }) => {
        await remove(clusterPartitionOfRow(rowKey), newestFirst(runId));
        await remove(indexPartition(runId), rowKey);
      });
    }
  await remove(fleetPartition, newestFirst(runId));
}

async function* pagesOf(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let page: Row[] = [];
  for await (const row of rows) {
    page.push(row);
    if (page.length === 500) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}
