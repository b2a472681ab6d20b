import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditStore } from '../../src/store/audit-store.ts';
import type { PlannedRun } from '../../src/store/run-record.ts';
import type { AuditTables } from '../../src/store/tables.ts';
import { type Azurite, emptyStore, startAzurite } from './azurite-store.ts';
import { aPlan, audited, clusterId, oneRequest } from './reports.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 6, minute));
const stamp = (minute: number) => at(minute).toISOString();
const run: PlannedRun = {
  ...{ id: '20261122T060000Z', trigger: 'schedule', status: 'running', planAttempt: 'p' },
  ...{ createdAt: stamp(0), touchedAt: stamp(0) },
};
const plan = aPlan([[clusterId('a')], [clusterId('b')], [clusterId('c')]]);

let azurite: Azurite;
let store: AuditStore;
let tables: AuditTables;
beforeAll(async () => {
  azurite = await startAzurite();
});
beforeEach(async () => {
  ({ store, tables } = await emptyStore(azurite));
  await store.writePlan(run.id, 'p', plan, at(0));
});
afterAll(() => azurite.stop());

const open = async () => (await Array.fromAsync(store.listOpenUnits(run))).map(({ unit }) => unit);

describe('a plan in storage', () => {
  it("comes back, with its units and the estate's open", async () => {
    expect(await store.readPlan(run)).toEqual(plan);
    expect(await open()).toEqual([0, 1, 2, 'estate']);
    expect(await store.readUnit(run, 1)).toEqual({
      ...{ unit: 1, status: 'open', touchedAt: stamp(0), winner: undefined, isRecorded: false },
    });
    expect(await store.readUnit(run, 3)).toBeUndefined();
  });

  it('is refused where a cluster is in two units, in any spelling of its id', async () => {
    const twice = aPlan([[clusterId('a'), clusterId('b')], [clusterId('B').toUpperCase()]]);
    await expect(store.writePlan(run.id, 'q', twice, at(0))).rejects.toThrow(/in two units\.$/);
    await expect(store.readPlan({ ...run, planAttempt: 'q' })).rejects.toThrow(
      /partition 20261122T060000Z\|plan\|q, row plan: The plan is not there\./,
    );
  });
});

describe('a unit in storage', () => {
  it('is done by the attempt that was first, and nothing changes it any more', async () => {
    expect(await store.completeUnit(run, 1, 'x', at(1))).toBe(true);
    expect(await store.completeUnit(run, 1, 'y', at(2))).toBe(false);
    // Who asks again hears the same.
    expect(await store.completeUnit(run, 1, 'x', at(3))).toBe(true);
    await store.touchUnit(run, 1, at(4));
    expect(await store.readUnit(run, 1)).toMatchObject({ status: 'done', winner: 'x', touchedAt: stamp(1) });
    expect(await open()).toEqual([0, 2, 'estate']);
  });

  it('is done by one of several attempts at once', async () => {
    const attempts = Array.from({ length: 6 }, (_, n) => store.completeUnit(run, 0, `x${n}`, at(1)));
    expect((await Promise.all(attempts)).filter(Boolean)).toHaveLength(1);
  });

  it('is touched while it is open', async () => {
    await store.touchUnit(run, 'estate', at(5));
    expect(await store.readUnit(run, 'estate')).toMatchObject({ status: 'open', touchedAt: stamp(5) });
  });

  it('is recorded in the history once, and stays what it was', async () => {
    await store.completeUnit(run, 2, 'x', at(1));
    await store.markRecorded(run, 2);
    const units = await Array.fromAsync(store.listUnits(run));
    expect(units.map(({ unit, status, isRecorded }) => [unit, status, isRecorded])).toEqual([
      [0, 'open', false],
      [1, 'open', false],
      [2, 'done', true],
      ['estate', 'open', false],
    ]);
  });

  it('that is open is found, whichever was done last', async () => {
    for (const unit of [1, 2, 'estate'] as const) await store.completeUnit(run, unit, 'x', at(1));
    expect(await store.hasOpenUnit(run)).toBe(true);
    expect(await store.hasOpenUnit(run, 2)).toBe(true);
    await store.completeUnit(run, 0, 'x', at(1));
    expect(await store.hasOpenUnit(run)).toBe(false);
    expect(await store.hasOpenUnit(run, 0)).toBe(false);
  });

  it('that is not there, or of another version, is an error with table, partition and row', async () => {
    const where = `partition ${run.id}|units|p, row 0000000`;
    await expect(store.touchUnit(run, 7, at(1))).rejects.toThrow(`${where}7: The unit is not there.`);
    const row = { partitionKey: `${run.id}|units|p`, rowKey: '00000001', status: 'paused' };
    await tables.results.updateEntity(row, 'Merge');
    await expect(store.readUnit(run, 1)).rejects.toThrow(`${where}1: The row does not have the expected shape.`);
  });
});

describe('what the attempts at units found', () => {
  const outcome = (reason: string) => {
    return { troubles: [{ subscriptionId: 's', reason }], requests: oneRequest, checks: [] };
  };
  const write = (unit: number | 'estate', attempt: string, names: string[] = [], reason = attempt) =>
    store.writeResult(
      'p',
      { runId: run.id, unit, attempt },
      { clusters: names.map((name) => audited(clusterId(name))), outcome: () => outcome(reason) },
    );
  const found = async (winners: [number | 'estate', string][]) =>
    (await Array.fromAsync(store.listDigests(run, new Map(winners)))).map(({ at: { unit, attempt }, digest }) => [
      ...[unit, attempt, digest.outcome.troubles[0]?.reason.slice(0, 9)],
      digest.clusters.map(({ summary }) => summary.name).join(),
    ]);

  it('is that of the winners, in the order of the units', async () => {
    await write('estate', 'e');
    await write(1, 'late', ['a', 'b']);
    await write(1, 'first', ['b']);
    await write(0, 'only', ['a', 'c']);
    expect(
      await found([
        ['estate', 'e'],
        [1, 'first'],
        [0, 'only'],
      ]),
    ).toEqual([
      [0, 'only', 'only', 'a,c'],
      [1, 'first', 'first', 'b'],
      ['estate', 'e', 'e', ''],
    ]);
  });

  it('is whole where it takes several rows', async () => {
    // A megabyte that does not compress.
    const long = Buffer.from(crypto.getRandomValues(new Uint8Array(60_000))).toString('base64');
    const noise = Array.from({ length: 12 }, () => crypto.getRandomValues(new Uint8Array(60_000)));
    const reason = `two rows ${long}${noise.map((each) => Buffer.from(each).toString('base64')).join('')}`;
    await write(0, 'large', ['a'], reason);
    await write(1, 'x');
    expect(
      await found([
        [0, 'large'],
        [1, 'x'],
      ]),
    ).toEqual([
      [0, 'large', 'two rows ', 'a'],
      [1, 'x', 'x', ''],
    ]);
  });

  it('is missed where a winner left nothing', async () => {
    await write(0, 'x');
    await expect(
      found([
        [0, 'x'],
        [1, 'gone'],
      ]),
    ).rejects.toThrow(/partition 20261122T060000Z\|digest\|p, row 00000001\|gone: It is not there\./);
  });
});
