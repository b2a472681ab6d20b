import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clusterKey } from '../../src/audit/cluster-key.ts';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import { sweep } from '../../src/functions/runs/sweep.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import { aPlan, audited, clusterId, failingRoutes, oneRequest } from '../store/reports.ts';
import { fakeEngine } from './fake-engine.ts';
import { alertsTelling, readReport, workBench } from './work-bench.ts';

const slot = new Date('2026-11-22T06:00:00Z');
const ids = Array.from({ length: 120 }, (_, at) => clusterId(`c${String(at).padStart(3, '0')}`));
const plan = aPlan([ids.slice(0, 60), ids.slice(60)]);
const accepted = { owner: 'ops', reason: 'Known.', expires: '2027-01-31' };

let azurite: Azurite;
let store: AuditStore;
beforeAll(async () => {
  azurite = await startAzurite();
});
beforeEach(async () => {
  ({ store } = await emptyStore(azurite));
});
afterAll(() => azurite.stop());

/** A run whose units are all done but for the last message, which closes it. */
async function almostDone(at: AuditStore, told: string[] = []) {
  const bench = workBench(at, fakeEngine(plan), {}, undefined, alertsTelling(told));
  await startScheduledRun(bench, slot, bench.log);
  const [planning] = bench.queue.messages.splice(0);
  if (planning === undefined) throw new Error('No plan message was sent.');
  await bench.deliver(planning);
  const messages = bench.queue.messages.splice(0);
  const last = messages.pop();
  if (last === undefined) throw new Error('No unit message was sent.');
  for (const message of messages) await bench.deliver(message);
  return { bench, last };
}

describe('closing a run', () => {
  it('plans a cluster by what stops it, not by what somebody accepted', async () => {
    const [stopped = ''] = ids;
    const engine = fakeEngine(plan, {
      auditUnit: async ({ clusterIds }) => ({
        clusters: clusterIds.map((id) => {
          const waiver = id === stopped ? null : accepted;
          const checks = [{ ...failingRoutes(id, 1), waiver }];
          return audited(id, { key: clusterKey(id), verdict: 'needsWork', checks });
        }),
        troubles: [],
        requests: oneRequest,
      }),
    });
    const bench = workBench(store, engine);
    await startScheduledRun(bench, slot, bench.log);
    await bench.deliverAll();
    const { head } = await readReport(store);
    const placed = head.schedule?.waves.flatMap(({ clusters }) => clusters.map(({ key }) => key)) ?? [];

    expect(placed).toHaveLength(ids.length);
    // Those that the same causes stop are beside each other; the one that is stopped comes after the 119 that are not.
    expect(placed.at(-1)).toBe(clusterKey(stopped));
  });

  it('takes requests by the page and not by the cluster', async () => {
    const { bench, last } = await almostDone(store);
    let requests = 0;
    const count = () => {
      requests += 1;
    };
    subscribe('http.client.request.start', count);
    try {
      await bench.deliver(last);
    } finally {
      unsubscribe('http.client.request.start', count);
    }
    expect((await readReport(store)).names).toHaveLength(ids.length);
    // The estate's own unit is among them.
    expect(requests).toBeLessThan(35);
  });

  it('is done by one at a time, and by the sweep where that one was killed', async () => {
    const held = Promise.withResolvers<void>();
    let closers = 0;
    const told: string[] = [];
    const busy: AuditStore = {
      ...store,
      writeIndex: async () => {
        closers += 1;
        await held.promise;
      },
    };
    const { bench, last } = await almostDone(busy, told);
    const killed = bench.deliver(last);
    killed.catch(() => undefined);
    while (closers === 0) await new Promise(setImmediate);
    await sweep(bench, bench.log);
    await bench.deliver(last);
    expect(closers).toBe(1);
    expect((await store.readRun('20261122T060000Z'))?.status).toBe('running');

    bench.pass(6);
    const other = { ...bench, store };
    await sweep(other, bench.log);
    expect((await store.readRun('20261122T060000Z'))?.status).toBe('complete');
    // What was held wakes up, changes nothing, and tells nobody.
    held.resolve();
    await killed;
    expect(told).toEqual(['20261122T060000Z']);
    expect((await readReport(store)).names).toHaveLength(ids.length);
  });

  it('adds to the history what a worker that died left out', async () => {
    let dies = true;
    const mortal: AuditStore = {
      ...store,
      writeClusterHistory: async (...given) => {
        if (dies) throw new Error('The process died.');
        await store.writeClusterHistory(...given);
      },
    };
    const bench = workBench(mortal, fakeEngine(plan));
    await startScheduledRun(bench, slot, bench.log);
    for (let next = bench.queue.messages.shift(); next !== undefined; next = bench.queue.messages.shift()) {
      await bench.deliver(next).catch(() => undefined);
    }
    dies = false;
    await sweep(bench, bench.log);
    expect((await readReport(store)).head.summary.kubenet).toBe(ids.length);
    for (const id of [ids[0], ids.at(-1)]) {
      expect(await Array.fromAsync(store.listClusterHistory(id ?? '', '20990101T000000Z'))).toHaveLength(1);
    }
  });
});
