import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { newestFirst, runsPartition } from '../../src/store/keys.ts';
import type { AuditTables } from '../../src/store/tables.ts';
import { type Azurite, emptyStore, startAzurite } from './azurite-store.ts';

const createdAt = '2026-11-22T06:00:00Z';
const many = Array.from({ length: 12 }, (_, index) => index);

describe('run rows', () => {
  let azurite: Azurite;
  let store: AuditStore;
  let tables: AuditTables;
  beforeAll(async () => {
    azurite = await startAzurite();
    ({ store, tables } = await emptyStore(azurite));
  });
  afterAll(() => azurite.stop());

  const create = (id: string) => store.createRun({ id, trigger: 'schedule', createdAt });

  it('let one of many creators win', async () => {
    const won = await Promise.all(many.map(() => create('20261122T060000Z')));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it('let one of many planners win, and tell the others who did', async () => {
    await create('20261123T060000Z');
    const runs = await Promise.all(
      many.map((index) =>
        store.changeRun('20261123T060000Z', ['planning'], { status: 'running', planAttempt: `plan-${index}` }),
      ),
    );
    expect(new Set(runs.map((run) => run?.planAttempt)).size).toBe(1);
  });

  it('are listed newest first, in pages', async () => {
    const ids = ['20261124T060000Z', '20261124T060000Z-abc', '20261125T060000Z'];
    for (const id of ids) await create(id);
    const listed = (await Array.fromAsync(store.listRuns(undefined, 2))).map(({ id }) => id);
    expect(listed.slice(0, 3)).toEqual(['20261125T060000Z', '20261124T060000Z', '20261124T060000Z-abc']);
    const [next] = await Array.fromAsync(store.listRuns('20261124T060000Z'));
    expect(next?.id).toBe('20261124T060000Z-abc');
  });

  it('are not found by an id that is none', async () => {
    expect(await store.readRun("x' or PartitionKey eq 'run")).toBeUndefined();
    expect(await store.changeRun('20200101T000000Z', ['running'], { status: 'failed' })).toBeUndefined();
  });

  it('are refused when another version wrote them', async () => {
    const row = {
      partitionKey: runsPartition,
      rowKey: newestFirst('20261126T060000Z'),
      id: '20261126T060000Z',
      status: 'paused',
    };
    await tables.runs.createEntity(row);
    await expect(store.readRun('20261126T060000Z')).rejects.toThrow('does not have the expected shape');
  });
});
