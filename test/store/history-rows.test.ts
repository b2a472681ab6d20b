import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clusterPointsKept } from '../../src/model/report.ts';
import { resourceKey } from '../../src/model/resource-id.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { slimCluster } from '../../src/store/cluster-summary.ts';
import { type FleetHistory, historyPoints, livePoints, previousAudits } from '../../src/store/history-rows.ts';
import { newestFirst } from '../../src/store/keys.ts';
import type { AuditTables } from '../../src/store/tables.ts';
import { type Azurite, emptyStore, startAzurite } from './azurite-store.ts';
import { audited, clusterId, failingRoutes, runOf } from './reports.ts';

const longAgo = new Date('2020-01-01T00:00:00Z');
const [a, b] = [clusterId('a'), clusterId('b')];

let azurite: Azurite;
let store: AuditStore;
let tables: AuditTables;
beforeAll(async () => {
  azurite = await startAzurite();
});
beforeEach(async () => {
  ({ store, tables } = await emptyStore(azurite));
});
afterAll(() => azurite.stop());

describe('the history of the estate', () => {
  const verdicts = { ready: 1, needsWork: 0, blocked: 0, unverified: 0 };
  const counts = (day: number): FleetHistory => {
    const { id: runId, createdAt: asOf } = runOf(day);
    return { ...{ runId, asOf, status: 'complete', verdicts }, ...{ clusters: day, kubenet: day, liveProblems: 0 } };
  };
  beforeEach(async () => {
    for (const day of [2, 1, 3]) await store.writeFleetHistory(counts(day));
  });
  const damage = (day: number) => {
    const key = { partitionKey: 'fleet', rowKey: newestFirst(runOf(day).id) };
    return tables.history.updateEntity({ ...key, packed00: Buffer.from('damaged') }, 'Merge');
  };

  it('is what the runs before this one counted, newest first', async () => {
    expect(await Array.fromAsync(store.listFleetHistory(runOf(3).id))).toEqual([counts(2), counts(1)]);
    expect(await Array.fromAsync(store.listFleetHistory(runOf(9).id))).toEqual([counts(3), counts(2), counts(1)]);
  });

  it('is without what is damaged, which is told', async () => {
    await damage(2);
    const told: string[] = [];
    const days = await Array.fromAsync(store.listFleetHistory(runOf(9).id, ({ message }) => void told.push(message)));
    expect(days).toEqual([counts(3), counts(1)]);
    expect(told).toEqual([expect.stringContaining('The content is damaged.')]);
  });

  it('ends with the error where nobody is told', async () => {
    await damage(2);
    await expect(Array.fromAsync(store.listFleetHistory(runOf(9).id))).rejects.toThrow('The content is damaged.');
  });
});

describe('the histories of clusters', () => {
  const write = (day: number, staleRoutes: readonly string[] | null, ...ids: string[]) => {
    const checks = [{ ...failingRoutes(a, 1), status: 'unknown' as const }];
    return store.writeClusterHistory(
      runOf(day),
      ids.map((id) => slimCluster({ ...audited(id, { checks }), staleRoutes })),
      longAgo,
    );
  };
  const days = (seen: readonly { readonly asOf: string }[] = []) => seen.map(({ asOf }) => Number(asOf.slice(8, 10)));

  it('are what the last runs before this one saw, oldest first', async () => {
    const most = Array.from({ length: clusterPointsKept + 2 }, (_, at) => at + 1);
    for (const day of most) await write(day, [], a);
    await write(2, [], b);
    const histories = await store.clusterHistories([a, b, clusterId('never')], runOf(most.length).id);
    expect(days(histories.get(resourceKey(a)))).toEqual(most.slice(1, -1));
    expect(days(histories.get(resourceKey(b)))).toEqual([2]);
    expect(histories.get(resourceKey(clusterId('never')))).toEqual([]);
  });

  it('say what the last run saw well enough, as a report shows it', async () => {
    await write(1, ['t/old'], a, b);
    await write(2, ['t/r'], a);
    await write(2, null, b);
    const histories = await store.clusterHistories([a, b, clusterId('never')], runOf(3).id);
    expect([...previousAudits(histories)]).toEqual([
      [resourceKey(a), { asOf: runOf(2).createdAt, staleRoutes: ['t/r'] }],
    ]);
    expect(historyPoints(histories.get(resourceKey(a)) ?? [])).toEqual(
      [1, 2].map((day) => ({ asOf: runOf(day).createdAt, verdict: 'ready', readiness: 72, nodesLeft: 40 })),
    );
    expect(livePoints(histories.get(resourceKey(a)) ?? []).at(-1)).toEqual({
      asOf: runOf(2).createdAt,
      live: { failing: [], unknown: ['RT-004'], since: undefined },
    });
  });
});
