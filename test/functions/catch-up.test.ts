import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCatchUp } from '../../src/functions/runs/catch-up.ts';
import { startManualRun, startScheduledRun } from '../../src/functions/runs/start-run.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import { aPlan, clusterId } from '../store/reports.ts';
import { fakeEngine } from './fake-engine.ts';
import { type Bench, workBench } from './work-bench.ts';

const daily = '0 0 6 * * *';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

let store: AuditStore;
let bench: Bench;
beforeEach(async () => {
  ({ store } = await emptyStore(azurite));
  // One second after 06:00 on 22 November.
  bench = workBench(store, fakeEngine(aPlan([[clusterId('a1')]])));
});

const runIds = async () => (await Array.fromAsync(store.listRuns())).map(({ id }) => id);
const startOf22 = () => startScheduledRun(bench, new Date('2026-11-22T06:00:00Z'), bench.log);

describe('a request after the timer has stopped', () => {
  it('starts the run of the slot that was missed, once', async () => {
    await startOf22();
    bench.pass(24 * 60 + 10);
    await Promise.all([createCatchUp(bench, daily)(bench.log), createCatchUp(bench, daily)(bench.log)]);

    expect(await runIds()).toEqual(['20261123T060000Z', '20261122T060000Z']);
    expect(bench.queue.messages.filter(({ run }) => run === '20261123T060000Z')).toHaveLength(1);
    expect(bench.lines).toContain(
      'warning: The timer did not start the run of 2026-11-23T06:00:00.000Z: a request does.',
    );
  });

  it('starts only the last of several', async () => {
    await startOf22();
    bench.pass(3 * 24 * 60 + 10);
    await createCatchUp(bench, daily)(bench.log);

    expect(await runIds()).toEqual(['20261125T060000Z', '20261122T060000Z']);
  });

  it("takes no run that somebody asked for as the slot's", async () => {
    await startOf22();
    bench.pass(24 * 60 + 10);
    const asked = await startManualRun(bench, bench.log);
    await createCatchUp(bench, daily)(bench.log);

    expect((await runIds()).toSorted()).toEqual(
      ['20261122T060000Z', '20261123T060000Z', 'id' in asked ? asked.id : ''].toSorted(),
    );
  });

  it.each([
    ['the timer has ten minutes', 24 * 60 + 9],
    ['the slot has its run', 60],
  ])('starts nothing while %s', async (_, minutes) => {
    await startOf22();
    bench.pass(minutes);
    bench.lines.splice(0);
    await createCatchUp(bench, daily)(bench.log);

    expect(await runIds()).toEqual(['20261122T060000Z']);
    expect(bench.lines).toEqual([]);
  });

  it('starts nothing before the first run of all', async () => {
    bench.pass(60);
    await createCatchUp(bench, daily)(bench.log);

    expect(await runIds()).toEqual([]);
  });

  it('looks once a minute, however many requests come', async () => {
    await startOf22();
    const listRuns = vi.fn(store.listRuns);
    const catchUp = createCatchUp({ ...bench, store: { ...store, listRuns } }, daily);
    bench.pass(60);
    await catchUp(bench.log);
    await catchUp(bench.log);
    bench.pass(1);
    await catchUp(bench.log);

    expect(listRuns).toHaveBeenCalledTimes(2);
  });
});
