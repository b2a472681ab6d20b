import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postRuns } from '../../src/functions/http/routes/post-runs.ts';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import { sweep } from '../../src/functions/runs/sweep.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import { aPlan, clusterId } from '../store/reports.ts';
import { fakeEngine } from './fake-engine.ts';
import { type Bench, withRoutes, workBench } from './work-bench.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

let store: AuditStore;
let bench: Bench;
beforeEach(async () => {
  ({ store } = await emptyStore(azurite));
  bench = workBench(store, fakeEngine(aPlan([[clusterId('a1')]])), {
    startIntervalMs: 5 * 60_000,
    retention: { fullRuns: 2, historyDays: 400 },
  });
});

async function post() {
  const request = { url: 'https://audit.example/api/runs', params: {}, headers: new Headers(), body: '' };
  const { status, headers } = await postRuns.handle(request, withRoutes(bench, 'https://audit.example'), bench.log);
  return { status, location: headers['location'], retryAfter: headers['retry-after'] };
}

const runIds = async () => (await Array.fromAsync(store.listRuns())).map(({ id }) => id);

describe('a run that somebody asks for', () => {
  it('is one at a time: the second caller is shown the first', async () => {
    const first = await post();
    bench.pass(60);

    expect(first).toMatchObject({ status: 202, retryAfter: undefined });
    expect(await post()).toEqual({ status: 409, location: first.location, retryAfter: undefined });
  });

  it('is one of several asked for at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, post));
    const [started, ...more] = answers.filter(({ status }) => status === 202);

    expect(more).toEqual([]);
    expect(await runIds()).toEqual([started?.location?.split('/').at(-1)]);
    expect(answers.filter(({ status }) => status !== 202).every(({ status }) => [409, 429].includes(status))).toBe(
      true,
    );
  });

  it.each([
    [4, 429, '60'],
    [5, 202, undefined],
  ])('waits for the least interval: after %i minutes %i', async (minutes, status, retryAfter) => {
    await post();
    await bench.deliverAll();
    bench.pass(minutes);

    expect(await post()).toMatchObject({ status, retryAfter });
  });

  it('does not wait for a scheduled one', async () => {
    await startScheduledRun(bench, new Date('2026-11-22T06:00:00Z'), bench.log);

    expect((await post()).status).toBe(202);
  });

  it('is not kept from starting for ever by one that died before it began', async () => {
    await store.claimManualRun({ run: '20261122T060001Z-dead', at: bench.now().toISOString() }, async () => undefined);
    bench.pass(5);

    expect((await post()).status).toBe(202);
  });
});

describe('the reports that are kept', () => {
  it('are counted apart: no number of runs asked for pushes out a scheduled one', async () => {
    await startScheduledRun(bench, new Date('2026-11-22T06:00:00Z'), bench.log);
    await bench.deliverAll();
    for (let count = 0; count < 4; count += 1) {
      bench.pass(5);
      expect((await post()).status).toBe(202);
      await bench.deliverAll();
    }
    await sweep(bench, bench.log);

    const runs = await Array.fromAsync(store.listRuns());
    expect(runs.map(({ trigger, forgottenAt }) => [trigger, forgottenAt === undefined])).toEqual([
      ['manual', true],
      ['manual', true],
      ['manual', false],
      ['manual', false],
      ['schedule', true],
    ]);
  });

  it('are not pushed out by runs that had none', async () => {
    await startScheduledRun(bench, new Date('2026-11-22T06:00:00Z'), bench.log);
    await bench.deliverAll();
    for (const day of [23, 24, 25]) {
      bench.pass(24 * 60);
      await startScheduledRun(bench, new Date(`2026-11-${day}T06:00:00Z`), bench.log);
      const change = {
        status: 'failed',
        failure: 'Planning did not finish.',
        closedAt: bench.now().toISOString(),
      } as const;
      await store.changeRun(`202611${day}T060000Z`, ['planning'], change);
    }
    await sweep(bench, bench.log);

    expect((await store.openReport('20261122T060000Z'))?.head.run.status).toBe('complete');
  });
});
