import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lastingServices } from '../../src/functions/lasting-services.ts';
import { handlePoison } from '../../src/functions/runs/handle-poison.ts';
import { startManualRun, startScheduledRun } from '../../src/functions/runs/start-run.ts';
import { sweep } from '../../src/functions/runs/sweep.ts';
import { newestFirst } from '../../src/store/keys.ts';
import { type AuditTables, createTables } from '../../src/store/tables.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import { aPlan, clusterId } from '../store/reports.ts';
import { fakeEngine } from './fake-engine.ts';
import { alertsTelling, type Bench, readReport, workBench } from './work-bench.ts';

const slot = new Date('2026-11-22T06:00:00Z');
const slotRun = '20261122T060000Z';
const plan = aPlan([[clusterId('a1')]]);

let azurite: Azurite;
let tables: AuditTables;
let told: string[];
beforeAll(async () => {
  azurite = await startAzurite();
});
beforeEach(() => {
  told = [];
});
afterAll(() => azurite.stop());

async function aBench(engine = fakeEngine(plan)): Promise<Bench> {
  const empty = await emptyStore(azurite);
  tables = empty.tables;
  return workBench(empty.store, engine, {}, undefined, alertsTelling(told));
}

describe('planning that fails', () => {
  /** Azure lists nothing for the first `minutes`. */
  async function planned(minutes: number) {
    const bench = await aBench(
      fakeEngine(plan, {
        plan: async () => {
          if (bench.now().getTime() < slot.getTime() + minutes * 60_000) throw new Error('Azure answers 503.');
          return plan;
        },
      }),
    );
    await startScheduledRun(bench, slot, bench.log);
    // Five tries, the poison queue, and the sweep every five minutes, as the platform gives them.
    for (let passed = 0; passed < 7 * 60; passed += 5) {
      for (const message of bench.queue.messages.splice(0)) {
        const done = await bench.deliver(message).then(
          () => true,
          () => false,
        );
        if (!done) await handlePoison(bench, message, 5, bench.log);
      }
      bench.pass(5);
      await sweep(bench, bench.log);
    }
    return bench;
  }

  it('is tried again after its five tries, and the run is complete when Azure is back', async () => {
    const { store } = await planned(3 * 60);
    expect((await store.readRun(slotRun))?.status).toBe('complete');
    expect(told).toEqual([slotRun]);
  });

  it('is given up after six hours, with the reason, and that is told', async () => {
    const { store } = await planned(24 * 60);
    expect(await store.readRun(slotRun)).toMatchObject({
      status: 'failed',
      failure: expect.stringContaining('did not finish within 360 minutes'),
    });
    expect(told).toEqual([slotRun]);
  });
});

describe('a run that cannot be closed in its time', () => {
  it('is told too', async () => {
    const bench = await aBench();
    await startScheduledRun(bench, slot, bench.log);
    const [message] = bench.queue.messages.splice(0);
    if (message === undefined) throw new Error('No plan message was sent.');
    await bench.deliver(message);
    bench.pass(6 * 60 + 1);
    const broken = { ...bench, readPlan: () => Promise.reject(new Error('The plan is damaged.')) };
    await expect(sweep(broken, bench.log)).rejects.toThrow('The plan is damaged.');
    expect(told).toEqual([slotRun]);
  });
});

describe('a report whose head cannot be read', () => {
  it('keeps no later run from closing', async () => {
    const bench = await aBench();
    await startScheduledRun(bench, slot, bench.log);
    await bench.deliverAll();
    const run = await bench.store.readRun(slotRun);
    await tables.results.updateEntity(
      { partitionKey: `${slotRun}|head|${run?.headAttempt}`, rowKey: 'head|000', packed00: Buffer.from('damaged') },
      'Merge',
    );
    bench.pass(24 * 60);
    await startScheduledRun(bench, new Date('2026-11-23T06:00:00Z'), bench.log);
    await bench.deliverAll();

    expect((await readReport(bench.store)).head.run).toMatchObject({ id: '20261123T060000Z', status: 'complete' });
    expect(bench.lines).toContainEqual(expect.stringMatching(/^error: The plan is made anew.*damaged/));
  });
});

describe('history that cannot be read', () => {
  it('keeps no run from closing, is left as it is, and is named', async () => {
    const bench = await aBench();
    await startScheduledRun(bench, slot, bench.log);
    await bench.deliverAll();
    const damaged: { partitionKey: string; rowKey: string }[] = [];
    for await (const { partitionKey = '', rowKey = '' } of tables.history.listEntities()) {
      damaged.push({ partitionKey, rowKey });
      await tables.history.updateEntity({ partitionKey, rowKey, packed00: Buffer.from('damaged') }, 'Merge');
    }
    bench.pass(24 * 60);
    await startScheduledRun(bench, new Date('2026-11-23T06:00:00Z'), bench.log);
    await bench.deliverAll();

    const { head, names } = await readReport(bench.store);
    expect(head.run).toMatchObject({ id: '20261123T060000Z', status: 'complete' });
    expect(names).toEqual(['a1']);
    expect(told).toEqual([slotRun, '20261123T060000Z']);
    // The month of the cluster, and the day of the fleet.
    expect(damaged).toHaveLength(2);
    for (const { partitionKey, rowKey } of damaged) {
      expect(bench.lines).toContainEqual(
        expect.stringContaining(`partition ${partitionKey}, row ${rowKey}: The content is damaged.`),
      );
      expect(
        Buffer.from(
          (await tables.history.getEntity<{ packed00: Uint8Array }>(partitionKey, rowKey)).packed00,
        ).toString(),
      ).toBe('damaged');
    }
  });
});

describe('a table that is not there', () => {
  it('is an error, and never a unit that was not planned', async () => {
    const bench = await aBench();
    await startScheduledRun(bench, slot, bench.log);
    const [planMessage] = bench.queue.messages.splice(0);
    if (planMessage === undefined) throw new Error('No plan message was sent.');
    await bench.deliver(planMessage);
    const [unitMessage] = bench.queue.messages.splice(0);
    if (unitMessage === undefined) throw new Error('No unit message was sent.');
    await tables.results.deleteTable();

    await expect(bench.deliver(unitMessage)).rejects.toMatchObject({ statusCode: 404 });
    expect(bench.lines.join()).not.toContain('has no unit');
  });

  it('is made anew within a minute, in the same process', async () => {
    const { store, tables: deleted } = await emptyStore(azurite);
    let time = slot.getTime();
    const services = lastingServices(
      async () => ({ services: store, ensure: () => createTables(deleted) }),
      () => new Date(time),
    );
    await services();
    await deleted.runs.deleteTable();
    time += 59_000;
    await expect((await services()).readRun(slotRun)).rejects.toMatchObject({ statusCode: 404 });
    time += 1000;
    expect(await (await services()).readRun(slotRun)).toBeUndefined();
  });
});

describe('the latest report', () => {
  it('is of the run that was created last, whatever the slot it was made up for', async () => {
    const bench = await aBench();
    const asked = await startManualRun(bench, bench.log);
    await bench.deliverAll();
    expect((await bench.store.latestReportedRun())?.trigger).toBe('manual');
    bench.pass(60);
    // The schedule is changed to 03:00, and that slot is made up for: its id is below the one of the run before.
    await startScheduledRun(bench, new Date('2026-11-22T03:00:00Z'), bench.log);
    await bench.deliverAll();

    expect('id' in asked && newestFirst(asked.id) < newestFirst('20261122T030000Z')).toBe(true);
    expect((await bench.store.latestReportedRun())?.id).toBe('20261122T030000Z');
    expect((await bench.store.latestCompleteRun())?.id).toBe('20261122T030000Z');
  });
});
