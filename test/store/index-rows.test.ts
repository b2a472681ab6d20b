import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { summariseCluster } from '../../src/store/cluster-summary.ts';
import type { IndexEntry } from '../../src/store/index-rows.ts';
import { clusterKeyRow, clusterRowKey, indexPartition, keyPartition } from '../../src/store/keys.ts';
import { packedProperties } from '../../src/store/packed-value.ts';
import type { RunRecord } from '../../src/store/run-record.ts';
import type { AuditTables } from '../../src/store/tables.ts';
import { type Azurite, emptyStore, startAzurite } from './azurite-store.ts';
import { aClusterReport, clusterId } from './reports.ts';

const runId = '20261122T060000Z';
const at = '2026-11-22T06:00:01Z';
const closed: RunRecord = {
  ...{ id: runId, trigger: 'schedule', status: 'complete', createdAt: at, touchedAt: at },
  ...{ headAttempt: 'h', index: 'packed' },
};
const entryOf = (name: string, unit = 0): IndexEntry => {
  return { summary: summariseCluster(aClusterReport(clusterId(name))), at: { runId, unit, attempt: 'x' } };
};

let azurite: Azurite;
let store: AuditStore;
let tables: AuditTables;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

describe('the clusters of a run', () => {
  // More than two rows hold.
  const entries = Array.from({ length: 120 }, (_, n) => entryOf(`c${String(n).padStart(3, '0')}`, n < 60 ? 0 : 1));
  const list = (after?: string, run = closed) =>
    Array.fromAsync(store.listIndex(run, after === undefined ? {} : { after }));
  beforeEach(async () => {
    ({ store, tables } = await emptyStore(azurite));
    await store.writeIndex(runId, 'h', entries);
    await store.writeIndex(runId, 'killed', entries.slice(0, 7));
  });

  it('are listed in order, each with where its report lies, of the attempt that closed the run alone', async () => {
    expect(await list()).toEqual(entries);
  });

  it.each([
    ['the first', 0],
    ['one in the middle of a row', 57],
    ['the last of a row', 49],
    ['the last', 119],
  ])('go on after %s', async (_, n) => {
    expect(await list(entries[n]?.summary.id)).toEqual(entries.slice(n + 1));
  });

  it('go on after one that was never among them', async () => {
    expect(await list(clusterId('c057a'))).toEqual(entries.slice(58));
  });

  it.each([0, 49, 50, 119])('are found by their key: cluster %i', async (n) => {
    expect(await store.readIndexEntry(closed, entries[n]?.summary.key ?? '')).toEqual(entries[n]);
  });

  it.each(['no-such-key', 'constructor', '__proto__', ''])('are not found by what is no key: %j', async (key) => {
    expect(await store.readIndexEntry(closed, key)).toBeUndefined();
  });

  it('are none in a run without a report', async () => {
    const { headAttempt: _, ...failed } = closed;
    expect(await list(undefined, failed)).toEqual([]);
    expect(await store.readIndexEntry(failed, entries[0]?.summary.key ?? '')).toBeUndefined();
  });

  it('are none in a run that has none', async () => {
    await store.writeIndex(runId, 'empty', []);
    expect(await list(undefined, { ...closed, headAttempt: 'empty' })).toEqual([]);
    expect(await store.readIndexEntry({ ...closed, headAttempt: 'empty' }, 'any')).toBeUndefined();
  });
});

describe('the clusters of a run that an earlier version closed', () => {
  const { index: _, ...earlier } = closed;
  const entries = ['a', 'b', 'c'].map((name) => entryOf(name));
  beforeEach(async () => {
    ({ store, tables } = await emptyStore(azurite));
    for (const { summary } of entries) {
      const rowKey = clusterRowKey(summary.id);
      const where = { partitionKey: indexPartition(runId), rowKey, unit: '00000000', attempt: 'x' };
      await tables.history.createEntity({ ...where, ...(await packedProperties(summary)) });
      const key = { partitionKey: keyPartition(runId), rowKey: clusterKeyRow(summary.key) };
      await tables.results.createEntity({ ...key, clusterId: summary.id });
    }
  });

  it('are listed, and found by their key', async () => {
    expect(await Array.fromAsync(store.listIndex(earlier))).toEqual(entries);
    const [, b] = entries;
    expect(await Array.fromAsync(store.listIndex(earlier, { after: b?.summary.id ?? '' }))).toEqual(entries.slice(2));
    expect(await store.readIndexEntry(earlier, b?.summary.key ?? '')).toEqual(b);
    expect(await store.readIndexEntry(earlier, 'no-such-key')).toBeUndefined();
  });

  it('are not found where the row is gone, and refused where it does not say where the report lies', async () => {
    const [a, b] = entries.map(({ summary }) => summary);
    const partition = indexPartition(runId);
    await tables.history.deleteEntity(partition, clusterRowKey(a?.id ?? ''));
    expect(await store.readIndexEntry(earlier, a?.key ?? '')).toBeUndefined();
    const row = { partitionKey: partition, rowKey: clusterRowKey(b?.id ?? ''), attempt: 'x' };
    if (b === undefined) throw new Error('There is no cluster.');
    await tables.history.updateEntity({ ...row, ...(await packedProperties(b)) }, 'Replace');
    const problem = `History, partition ${partition}, row ${row.rowKey}: It does not say where the report lies.`;
    await expect(store.readIndexEntry(earlier, b.key)).rejects.toThrow(problem);
    await expect(Array.fromAsync(store.listIndex(earlier))).rejects.toThrow(problem);
  });

  it('are deleted with the run when it is too old, and those of a later one stay', async () => {
    const later = '20261222T060000Z';
    for (const id of [runId, later]) {
      await store.createRun({ id, trigger: 'schedule', createdAt: at.replace('2026-11', `2026-${id.slice(4, 6)}`) });
      await store.changeRun(id, ['planning'], { status: 'complete', headAttempt: 'h' });
      const partitionKey = `cluster|${clusterRowKey(clusterId('a'))}`;
      await tables.history.createEntity({ partitionKey, rowKey: rowOf(id) });
      await tables.history.createEntity({ partitionKey: 'fleet', rowKey: rowOf(id) });
    }
    await store.deleteExpired({ fullRuns: 30, historyDays: 20 }, new Date('2026-12-23T06:00:00Z'));

    const left: string[] = [];
    for (const table of [tables.runs, tables.results, tables.history])
      for await (const { partitionKey, rowKey } of table.listEntities()) left.push(`${partitionKey} ${rowKey}`);
    expect(left).toEqual([
      `run ${rowOf(later)}`,
      `cluster|${clusterRowKey(clusterId('a'))} ${rowOf(later)}`,
      `fleet ${rowOf(later)}`,
    ]);
  });
});

/** The row of a run among its like, newest first. */
function rowOf(id: string): string {
  return id.replaceAll(/\d/g, (digit) => String(9 - Number(digit)));
}
