import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { newestFirst, runsPartition } from '../../src/store/keys.ts';
import type { AuditTables } from '../../src/store/tables.ts';
import { type Azurite, emptyStore, startAzurite } from './azurite-store.ts';

const createdAt = '2026-11-22T06:00:00Z';
const many = Array.from({ length: 12 }, (_, index) => index);

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

describe('run rows', () => {
  let store: AuditStore;
  let tables: AuditTables;
  beforeEach(async () => {
    ({ store, tables } = await emptyStore(azurite));
  });

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
    expect(listed).toEqual(['20261125T060000Z', '20261124T060000Z', '20261124T060000Z-abc']);
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

  it('are changed only from the states that are named, and tell how they are otherwise', async () => {
    const id = '20261127T060000Z';
    await create(id);
    expect(await store.changeRun(id, ['running'], { status: 'complete' })).toMatchObject({ status: 'planning' });
    expect(await store.readRun(id)).toMatchObject({ status: 'planning', createdAt, touchedAt: createdAt });
    expect(await store.changeRun(id, ['planning', 'running'], { status: 'failed', failure: 'x' })).toMatchObject({
      ...{ status: 'failed', failure: 'x', trigger: 'schedule' },
    });
    expect(await store.readRun(id)).toMatchObject({ status: 'failed', failure: 'x' });
  });

  it('are closed by one at a time: another has to wait until its time is over, and nobody closes a closed one', async () => {
    const id = '20261128T060000Z';
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 28, 6, minute));
    const claim = (closer: string, minute: number) => store.claimClosing(id, closer, at(minute), at(minute + 5));
    await create(id);
    expect(await claim('early', 0)).toBe(false);
    await store.changeRun(id, ['planning'], { status: 'running', planAttempt: 'p' });
    expect(await claim('one', 0)).toBe(true);
    expect(await claim('other', 4)).toBe(false);
    expect(await claim('one', 4)).toBe(true);
    expect(await claim('other', 8)).toBe(false);
    expect(await claim('other', 9)).toBe(true);
    expect(await store.readRun(id)).toMatchObject({
      closer: 'other',
      closingUntil: at(14).toISOString(),
      planAttempt: 'p',
    });
    await store.changeRun(id, ['running'], { status: 'complete' });
    expect(await claim('other', 20)).toBe(false);
    expect(await store.claimClosing('20200101T000000Z', 'one', at(0), at(5))).toBe(false);
  });

  it("of which one is closed by several at once are one's", async () => {
    const id = '20261129T060000Z';
    await create(id);
    await store.changeRun(id, ['planning'], { status: 'running', planAttempt: 'p' });
    const claims = many.map((n) =>
      store.claimClosing(id, `c${n}`, new Date(createdAt), new Date('2026-11-22T07:00:00Z')),
    );
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
  });

  it('keep their summary, and are refused with table and row where it is damaged', async () => {
    const id = '20261130T060000Z';
    await create(id);
    const verdicts = { ready: 1, needsWork: 0, blocked: 0, unverified: 0 };
    const forecast = { perWeekNeeded: 0.1, perWeekLately: null, projectedFinish: null };
    const summary = { ...{ clusters: 1, kubenet: 1, overlay: 0, other: 0, liveProblems: 0 }, verdicts, forecast };
    await store.changeRun(id, ['planning'], { status: 'complete', summary });
    expect((await store.readRun(id))?.summary).toEqual(summary);
    const rowKey = newestFirst(id);
    await tables.runs.updateEntity({ partitionKey: runsPartition, rowKey, summary: '{"clusters":' }, 'Merge');
    await expect(store.readRun(id)).rejects.toThrow(
      `Runs, partition run, row ${rowKey}: The row does not have the expected shape. The run cannot be read; start a new one.`,
    );
  });
});

describe('the latest run', () => {
  it('is the one that was created last, and is found by how it ended', async () => {
    const { store } = await emptyStore(azurite);
    expect(await store.latestRun()).toBeUndefined();
    const runs = [
      ['20261122T060000Z', 'complete', '06:00'],
      ['20261123T060000Z', 'partial', '07:00'],
      ['20261124T060000Z', 'failed', '08:00'],
      ['20261125T060000Z', 'planning', '09:00'],
      // Made up for, of a slot before all of them.
      ['20261121T060000Z', 'complete', '05:00'],
    ] as const;
    for (const [id, status, time] of runs) {
      await store.createRun({ id, trigger: 'schedule', createdAt: `2026-11-26T${time}:00Z` });
      if (status !== 'planning') await store.changeRun(id, ['planning'], { status, headAttempt: 'h' });
    }
    expect((await store.latestRun())?.id).toBe('20261125T060000Z');
    expect((await store.latestClosedRun())?.id).toBe('20261124T060000Z');
    expect((await store.latestReportedRun())?.id).toBe('20261123T060000Z');
    expect((await store.latestCompleteRun())?.id).toBe('20261122T060000Z');
    expect((await Array.fromAsync(store.listOpenRuns())).map(({ id }) => id)).toEqual(['20261125T060000Z']);
  });

  it('with a report is one that says why it saw nothing, where none saw anything', async () => {
    const { store } = await emptyStore(azurite);
    const id = '20261122T060000Z';
    await store.createRun({ id, trigger: 'schedule', createdAt });
    await store.changeRun(id, ['planning'], { status: 'failed' });
    expect(await store.latestReportedRun()).toBeUndefined();
    await store.changeRun(id, ['failed'], { headAttempt: 'h' });
    expect((await store.latestReportedRun())?.id).toBe(id);
    await store.changeRun(id, ['failed'], { forgottenAt: createdAt });
    expect(await store.latestReportedRun()).toBeUndefined();
    expect(await store.openReport(id)).toBeUndefined();
  });
});
