import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import hostJson from '../../host.json' with { type: 'json' };
import { handlePoison } from '../../src/functions/runs/handle-poison.ts';
import type { WorkMessage } from '../../src/functions/runs/messages.ts';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import { sweep } from '../../src/functions/runs/sweep.ts';
import type { AuditEngine } from '../../src/model/audit-engine.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import { aPlan, clusterId } from '../store/reports.ts';
import { everyClusterReady, fakeEngine } from './fake-engine.ts';
import { alertsTelling, type Bench, readReport, workBench } from './work-bench.ts';

const { maxDequeueCount } = hostJson.extensions.queues;
const slot = new Date('2026-11-22T06:00:00Z');
const slotRun = '20261122T060000Z';
const [a1, a2] = [clusterId('a1'), clusterId('a2')];
const plan = aPlan([[a1], [a2]]);

/** A message whose attempts have all failed is seen by the poison queue's function at once, and after that only every ten minutes. */
const poisonHiddenMinutes = 10;
const hour = 60;
const day = 24 * hour;

let azurite: Azurite;
let told: string[];
beforeAll(async () => {
  azurite = await startAzurite();
});
beforeEach(() => {
  told = [];
});
afterAll(() => azurite.stop());

async function startedRun(overrides: Partial<AuditEngine> = {}): Promise<Bench> {
  const { store } = await emptyStore(azurite);
  const bench = workBench(store, fakeEngine(plan, overrides), {}, undefined, alertsTelling(told));
  await startScheduledRun(bench, slot, bench.log);
  return bench;
}

interface Buried {
  readonly message: WorkMessage;
  seenAt: number;
}

/** The platform's queues and the sweep, until the run is told or a day is over. Returns after how many minutes that was. */
async function live(
  bench: Bench,
  sweepMinutes: number,
  bury: (message: WorkMessage) => Promise<void>,
): Promise<number> {
  const buried: Buried[] = [];
  for (let passed = 0; passed < day; passed += sweepMinutes) {
    for (const message of bench.queue.messages.splice(0)) {
      if (!(await isDone(() => bench.deliver(message)))) buried.push({ message, seenAt: passed });
    }
    for (const dead of buried.filter(({ seenAt }) => seenAt <= passed)) {
      if (await isDone(() => bury(dead.message))) buried.splice(buried.indexOf(dead), 1);
      else dead.seenAt = passed + poisonHiddenMinutes;
    }
    await sweep(bench, bench.log);
    if (told.length > 0) return passed;
    bench.pass(sweepMinutes);
  }
  throw new Error('Nothing was told within the day.');
}

/** A message's last attempt counts: those before it end as it does. */
async function isDone(work: () => Promise<void>): Promise<boolean> {
  return work().then(
    () => true,
    () => false,
  );
}

const a2Dies: Partial<AuditEngine> = {
  auditUnit: async (unit) => {
    if (unit.clusterIds.includes(a2)) throw new Error('The worker dies of it.');
    return everyClusterReady(unit);
  },
};

describe('work that died', () => {
  it('is told when its poison message is seen again, where that failed the first time', async () => {
    const bench = await startedRun(a2Dies);
    let isFirst = true;
    const minutes = await live(bench, 10, async (message) => {
      if (isFirst) {
        isFirst = false;
        throw new Error('Storage answers 503.');
      }
      await handlePoison(bench, message, maxDequeueCount, bench.log);
    });

    // The units are sent with the planning, and audited at the next turn.
    expect(minutes).toBe(10 + poisonHiddenMinutes);
    expect(told).toEqual([slotRun]);
    const { head, names } = await readReport(bench.store);
    expect(names).toEqual(['a1']);
    expect(head.run.scopes).toContainEqual(
      expect.objectContaining({ reason: `The audit of a2 did not finish after ${maxDequeueCount} attempts.` }),
    );
  });

  it('is told within the day where its poison message is never handled', async () => {
    const bench = await startedRun(a2Dies);
    const minutes = await live(bench, 60, () => Promise.reject(new Error('Storage answers 503.')));

    expect(minutes).toBeLessThanOrEqual(7 * hour);
    expect(told).toEqual([slotRun]);
    const { head, names } = await readReport(bench.store);
    expect(names).toEqual(['a1']);
    expect(head.run.status).toBe('partial');
    expect(head.run.scopes).toContainEqual(
      expect.objectContaining({ reason: expect.stringContaining('The audit of a2 did not finish within 360 minutes') }),
    );
  });

  it('is told within the day where it was the planning, and its poison message is never handled', async () => {
    const bench = await startedRun({ plan: () => Promise.reject(new Error('Azure answers 503.')) });
    const minutes = await live(bench, 60, () => Promise.reject(new Error('Storage answers 503.')));

    expect(minutes).toBeLessThanOrEqual(7 * hour);
    expect(told).toEqual([slotRun]);
    expect(await bench.store.readRun(slotRun)).toMatchObject({ status: 'failed', failure: expect.any(String) });
  });
});

describe('a message on its seventh day', () => {
  /** The app stood still so long that nothing is left in any queue. */
  async function expire(bench: Bench): Promise<void> {
    bench.queue.messages.splice(0);
    bench.pass(7 * day + 1);
    await sweep(bench, bench.log);
  }

  it('takes the planning with it, and that is told', async () => {
    const bench = await startedRun();
    await expire(bench);

    expect(told).toEqual([slotRun]);
    expect(await bench.store.readRun(slotRun)).toMatchObject({ status: 'failed' });
  });

  it('takes a cluster with it, which the report names', async () => {
    const bench = await startedRun();
    const [planning] = bench.queue.messages.splice(0);
    if (planning === undefined) throw new Error('No plan message was sent.');
    await bench.deliver(planning);
    const isOfA1 = (message: WorkMessage) => message.kind === 'unit' && message.unit === 0;
    for (const message of bench.queue.messages.filter(isOfA1)) await bench.deliver(message);
    await expire(bench);

    expect(told).toEqual([slotRun]);
    const { head, names } = await readReport(bench.store);
    expect(names).toEqual(['a1']);
    expect(head.run.scopes).toContainEqual(
      expect.objectContaining({ reason: expect.stringContaining('The audit of a2 did not finish') }),
    );
  });

  it('keeps no later run from its report', async () => {
    const bench = await startedRun();
    await expire(bench);
    await startScheduledRun(bench, new Date('2026-11-30T06:00:00Z'), bench.log);
    await bench.deliverAll();

    expect((await readReport(bench.store)).head.run).toMatchObject({ id: '20261130T060000Z', status: 'complete' });
    expect(told).toEqual([slotRun, '20261130T060000Z']);
  });
});
