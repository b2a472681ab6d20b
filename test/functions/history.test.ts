import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import {
  aPlan,
  audited,
  clusterId,
  failingRoutes,
  oneRequest,
  subscriptionA,
  subscriptionB,
} from '../store/reports.ts';
import { fakeEngine } from './fake-engine.ts';
import { workBench } from './work-bench.ts';

const [a, b] = [clusterId('a'), clusterId('b')];
const unreadable = [{ subscriptionId: subscriptionA, name: null, status: 'partial', reason: '403' } as const];

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

describe('the history in a report', () => {
  it('holds the complete audits before it, of the whole and of each cluster, the oldest first', async () => {
    const { store } = await emptyStore(azurite);
    let day = 0;
    const plans = [aPlan([[a, b]]), aPlan([[a, b]], { scopes: [...unreadable] }), aPlan([[a]]), aPlan([[a]])];
    const engine = fakeEngine(aPlan([]), {
      plan: async () => plans[day] ?? aPlan([]),
      auditUnit: async ({ clusterIds }) => ({
        clusters: clusterIds.map((id) => audited(id, { verdict: day === 0 ? 'blocked' : 'ready' })),
        troubles: [],
        requests: oneRequest,
      }),
    });
    const bench = workBench(store, engine);
    for (; day < plans.length; day += 1) {
      await startScheduledRun(bench, new Date(Date.UTC(2026, 10, 22 + day, 6)), bench.log);
      await bench.deliverAll();
      bench.pass(24 * 60);
    }
    const report = await store.openReport('latest');
    const [cluster] = await Array.fromAsync(report?.clusters() ?? []);

    expect(
      report?.head.history?.map(({ asOf, kubenet, verdicts }) => [asOf.slice(0, 10), kubenet, verdicts.blocked]),
    ).toEqual([
      ['2026-11-22', 2, 2],
      ['2026-11-24', 1, 0],
    ]);
    expect(
      cluster?.history?.map(({ asOf, verdict, readiness, nodesLeft }) => [
        asOf.slice(0, 10),
        verdict,
        readiness,
        nodesLeft,
      ]),
    ).toEqual([
      ['2026-11-22', 'blocked', 72, 40],
      ['2026-11-23', 'ready', 72, 40],
      ['2026-11-24', 'ready', 72, 40],
    ]);
  });

  it('says since when a problem burns, longer than the audits it shows, and anew after one that saw it gone', async () => {
    const { store } = await emptyStore(azurite);
    let day = 0;
    const statuses = [
      'pass',
      'fail',
      'unknown',
      ...Array.from({ length: 13 }, () => 'fail' as const),
      'pass',
      'fail',
    ] as const;
    const engine = fakeEngine(aPlan([[a]]), {
      auditUnit: async ({ clusterIds }) => ({
        clusters: clusterIds.map((id) => {
          const status = statuses[day] ?? 'pass';
          return audited(id, {
            checks: [{ ...failingRoutes(id, 1), status }],
            live: status === 'fail' ? ['RT-004'] : [],
          });
        }),
        troubles: [],
        requests: oneRequest,
      }),
    });
    const bench = workBench(store, engine);
    const told: (string | undefined)[] = [];
    for (; day < statuses.length; day += 1) {
      await startScheduledRun(bench, new Date(Date.UTC(2026, 10, 22 + day, 6)), bench.log);
      await bench.deliverAll();
      bench.pass(24 * 60);
      const [cluster] = await Array.fromAsync((await store.openReport('latest'))?.clusters() ?? []);
      const since = cluster?.liveSince?.['RT-004'];
      told.push(since && `${since.asOf.slice(0, 10)} ${since.before}`);
    }

    expect(told).toEqual([
      ...[undefined, '2026-11-23 absent', undefined],
      ...Array.from({ length: 13 }, () => '2026-11-23 absent'),
      ...[undefined, '2026-12-09 absent'],
    ]);
  });

  it('draws a tenant that is never read whole over the subscriptions that were', async () => {
    const { store } = await emptyStore(azurite);
    const read = { subscriptionId: subscriptionB, name: null, status: 'read', reason: null } as const;
    const far = [1, 2, 3].map((each) => clusterId(`b${each}`, subscriptionB));
    let day = 0;
    const engine = fakeEngine(aPlan([]), {
      // One of B goes each day; A is never read whole.
      plan: async () => aPlan([[a], far.slice(day)], { scopes: [...unreadable, read] }),
    });
    const bench = workBench(store, engine);
    for (; day < 3; day += 1) {
      await startScheduledRun(bench, new Date(Date.UTC(2026, 10, 22 + day, 6)), bench.log);
      await bench.deliverAll();
      bench.pass(24 * 60);
    }
    const head = (await store.openReport('latest'))?.head;

    expect(head?.summary.kubenet).toBe(2);
    expect(head?.history?.map(({ kubenet, common }) => [kubenet, common])).toEqual([
      [4, { scopes: 1, of: 2 }],
      [3, { scopes: 1, of: 2 }],
    ]);
    expect(head?.summary.forecast.perWeekLately).toBe(7);
  });

  it('is empty, not absent, in the first report of a store', async () => {
    const { store } = await emptyStore(azurite);
    const bench = workBench(store, fakeEngine(aPlan([[a]])));
    await startScheduledRun(bench, new Date('2026-11-22T06:00:00Z'), bench.log);
    await bench.deliverAll();
    const report = await store.openReport('latest');
    const [cluster] = await Array.fromAsync(report?.clusters() ?? []);

    expect(report?.head.history).toEqual([]);
    expect(cluster?.history).toEqual([]);
  });
});

describe('the dates in a report', () => {
  it('are those of the report before, whatever cluster comes in front', async () => {
    const { store } = await emptyStore(azurite);
    const names = [
      ['b', 'c', 'd'],
      ['a', 'b', 'c', 'd'],
    ];
    let day = 0;
    const engine = fakeEngine(aPlan([]), {
      plan: async () => aPlan([(names[day] ?? []).map((name) => clusterId(name))]),
    });
    const bench = workBench(store, engine);
    const dates: Record<string, string>[] = [];
    for (; day < names.length; day += 1) {
      await startScheduledRun(bench, new Date(Date.UTC(2026, 10, 22 + day, 6)), bench.log);
      await bench.deliverAll();
      bench.pass(24 * 60);
      const report = await store.openReport('latest');
      const nameOf = new Map((await Array.fromAsync(report?.clusters() ?? [])).map(({ key, name }) => [key, name]));
      const places = report?.head.schedule?.waves.flatMap(({ clusters }) => clusters) ?? [];
      dates.push(Object.fromEntries(places.map(({ key, date }) => [nameOf.get(key) ?? '', date])));
    }

    // One a week; made anew, the newcomer would take a week that another has.
    expect(dates[0]).toEqual({ b: '2026-11-24', c: '2026-12-01', d: '2026-12-08' });
    expect(dates[1]).toEqual({ ...dates[0], a: '2026-12-15' });
  });
});
