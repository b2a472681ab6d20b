import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failPlanning } from '../../src/functions/runs/fail-planning.ts';
import { startManualRun, startScheduledRun } from '../../src/functions/runs/start-run.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import { aPlan, clusterId } from '../store/reports.ts';
import { fakeEngine } from './fake-engine.ts';
import { alertsTelling, type Bench, workBench } from './work-bench.ts';

const slot = new Date('2026-11-22T06:00:00Z');
const slotRun = '20261122T060000Z';

let azurite: Azurite;
let store: AuditStore;
let told: string[];
let bench: Bench;
beforeAll(async () => {
  azurite = await startAzurite();
});
beforeEach(async () => {
  ({ store } = await emptyStore(azurite));
  told = [];
  bench = workBench(store, fakeEngine(aPlan([[clusterId('a')]])), {}, undefined, alertsTelling(told));
});
afterAll(() => azurite.stop());

describe('a run that somebody asks for', () => {
  it('is told how many seconds to wait after the last one, and begins when they are over', async () => {
    const first = await startManualRun(bench, bench.log);
    const id = 'id' in first ? first.id : '';
    await bench.deliverAll();
    bench.pass(1.51);
    expect(await startManualRun(bench, bench.log)).toEqual({ tooSoon: { last: id, waitSeconds: 210 } });
    bench.pass(3.49);
    expect(await startManualRun(bench, bench.log)).toEqual({ id: expect.stringMatching(/^20261122T060501Z-/) });
  });

  it('waits for the one before that was never begun, for the least interval and no longer', async () => {
    await store.claimManualRun({ run: '20261122T060001Z-dead', at: bench.now().toISOString() }, async () => undefined);
    expect(await startManualRun(bench, bench.log)).toEqual({
      tooSoon: { last: '20261122T060001Z-dead', waitSeconds: 300 },
    });
  });
});

describe('planning that is given up', () => {
  it('closes the run with the reason, and that is told once', async () => {
    await startScheduledRun(bench, slot, bench.log);
    bench.lines.splice(0);
    await failPlanning(bench, slotRun, 'did not finish', bench.log);
    const failure =
      'Planning did not finish: what is in the scope could not be listed. The log of the function audit-work says why.';
    expect(await store.readRun(slotRun)).toMatchObject({
      ...{ status: 'failed', failure, closedAt: '2026-11-22T06:00:01.000Z' },
    });
    await failPlanning(bench, slotRun, 'did not finish in time', bench.log);
    expect(told).toEqual([slotRun]);
    expect(bench.lines).toEqual([
      `error: Run ${slotRun} failed. ${failure}`,
      `warning: Run ${slotRun} is failed: it is not given up.`,
    ]);
  });

  it('leaves a run that was planned meanwhile, and one that is gone', async () => {
    await startScheduledRun(bench, slot, bench.log);
    await bench.deliverAll();
    bench.lines.splice(0);
    told.splice(0);
    await failPlanning(bench, slotRun, 'did not finish', bench.log);
    await failPlanning(bench, '20261121T060000Z', 'did not finish', bench.log);
    expect((await store.readRun(slotRun))?.status).toBe('complete');
    expect(told).toEqual([]);
    expect(bench.lines).toEqual([
      `warning: Run ${slotRun} is complete: it is not given up.`,
      'warning: Run 20261121T060000Z is not known: it is not given up.',
    ]);
  });
});
