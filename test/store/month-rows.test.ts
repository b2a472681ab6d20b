import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { slimCluster } from '../../src/store/cluster-summary.ts';
import { clusterPartition, newestFirst } from '../../src/store/keys.ts';
import { deleteMonthsBefore } from '../../src/store/month-rows.ts';
import { packedProperties } from '../../src/store/packed-value.ts';
import type { AuditTables } from '../../src/store/tables.ts';
import { type Azurite, emptyStore, startAzurite } from './azurite-store.ts';
import { audited, clusterId, runOf, subscriptionB } from './reports.ts';

const longAgo = new Date('2020-01-01T00:00:00Z');
const [a, b] = [clusterId('a'), clusterId('a-1', subscriptionB)];
const slims = (...ids: string[]) => ids.map((id) => slimCluster(audited(id)));

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

const seen = async (id: string, before = '20990101T000000Z') =>
  (await Array.fromAsync(store.listClusterHistory(id, before))).map(({ runId }) => runId.slice(0, 8));
const rows = () => Array.fromAsync(tables.history.listEntities<{ packed00: Uint8Array }>());

describe('the history of a cluster', () => {
  it('is one row a month, read newest first, from before a run, over the turn of a month', async () => {
    for (const day of [29, 30, 31, 32]) await store.writeClusterHistory(runOf(day), slims(a, b), longAgo);
    expect(await rows()).toHaveLength(4);
    expect(await seen(a)).toEqual(['20261202', '20261201', '20261130', '20261129']);
    expect(await seen(a, runOf(31).id)).toEqual(['20261130', '20261129']);
    expect(await seen(b, runOf(30).id)).toEqual(['20261129']);
  });

  it('takes a tenth of what a row a day took', async () => {
    const one = await packedProperties(slims(a)[0]);
    const daily = Object.values(one).reduce((sum, each) => sum + each.length, 0);
    for (let day = 1; day <= 30; day += 1) await store.writeClusterHistory(runOf(day), slims(a), longAgo);
    const [month, ...others] = await rows();
    expect(others).toEqual([]);
    expect(JSON.parse(gunzipSync(month?.packed00 ?? Buffer.alloc(0)).toString())).toHaveLength(30);
    expect((month?.packed00.length ?? Number.POSITIVE_INFINITY) / (30 * daily)).toBeLessThan(0.1);
  });

  it('says the same when it is written again, or late', async () => {
    for (const day of [3, 1, 2, 3]) await store.writeClusterHistory(runOf(day), slims(a), longAgo);
    expect(await seen(a)).toEqual(['20261103', '20261102', '20261101']);
  });

  it('loses nothing when runs write to it at once', async () => {
    const days = [1, 2, 3, 4, 5, 6];
    await Promise.all(days.map((day) => store.writeClusterHistory(runOf(day), slims(a, clusterId('z')), longAgo)));
    expect(await seen(a)).toHaveLength(days.length);
    expect(await seen(clusterId('z'))).toHaveLength(days.length);
  });

  it('of more clusters than one transaction takes is whole, and of no other cluster', async () => {
    const many = Array.from({ length: 120 }, (_, at) => clusterId(`m${at}`));
    await store.writeClusterHistory(runOf(1), slims(...many), longAgo);
    await store.writeClusterHistory(runOf(2), slims(...many), longAgo);
    expect(await seen(clusterId('m7'))).toEqual(['20261102', '20261101']);
    expect(await seen(clusterId('m119'))).toEqual(['20261102', '20261101']);
    expect(await seen(clusterId('m'))).toEqual([]);
  });

  it('drops what is too old with the next point, and whole months with the retention', async () => {
    for (const day of [1, 2, 3, 40])
      await store.writeClusterHistory(runOf(day), slims(a), new Date(runOf(day - 1).createdAt));
    expect(await seen(a)).toEqual(['20261210', '20261103', '20261102']);
    await deleteMonthsBefore(tables.history, '202612');
    expect(await seen(a)).toEqual(['20261210']);
  });

  it('goes on into what an earlier version wrote', async () => {
    const old = { ...runOf(1), id: '20261025T060000Z' };
    const { summary } = slims(a)[0] ?? {};
    if (summary === undefined) throw new Error('There is no cluster.');
    const { verdict, scores, failing } = summary;
    const value = { runId: old.id, asOf: old.createdAt, verdict, scores, failing, nodesLeft: 3, staleRoutes: null };
    const key = { partitionKey: clusterPartition(a), rowKey: newestFirst(old.id) };
    await tables.history.createEntity({ ...key, ...(await packedProperties(value)) });
    await store.writeClusterHistory(runOf(2), slims(a), longAgo);
    expect(await seen(a)).toEqual(['20261102', '20261025']);
  });
});
