import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { movedClusters } from '../../src/functions/runs/moved-clusters.ts';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import type { AuditPlan } from '../../src/model/audit.ts';
import type { MovedCluster } from '../../src/model/migration-proof.ts';
import type { ClusterReport } from '../../src/model/report.ts';
import type { ClusterHistory } from '../../src/store/cluster-history.ts';
import type { RunRecord } from '../../src/store/run-record.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import { aPlan, audited, clusterId, oneRequest, subscriptionA } from '../store/reports.ts';
import { fakeEngine } from './fake-engine.ts';
import { workBench } from './work-bench.ts';

const move: NonNullable<ClusterReport['move']> = {
  ...{ nodeResourceGroup: 'MC', provisioningState: 'Succeeded', powerState: 'Running', networkDataplane: null },
  ...{ identity: { type: 'UserAssigned', userAssignedIds: [] }, pools: [], gateways: [] },
  ...{ upgradeChannel: null, nodeOsUpgradeChannel: null, ownRoutes: [], podRoutes: 3 },
};

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

it('recognises a cluster that has left kubenet, with the day it was first seen elsewhere, in every later run', async () => {
  const [moved, stays, never] = [clusterId('moved'), clusterId('stays'), clusterId('never')];
  const onOverlay = (id: string) => ({
    id: id.toUpperCase(),
    name: 'x',
    networkPlugin: 'azure',
    networkPluginMode: 'overlay',
  });
  let plan: AuditPlan = { ...aPlan([[moved, stays]]), overlay: [onOverlay(never)] };
  const asked: (readonly MovedCluster[])[] = [];
  const { store } = await emptyStore(azurite);
  const bench = workBench(
    store,
    fakeEngine(plan, {
      plan: async () => plan,
      auditUnit: async ({ clusterIds }) => ({
        clusters: clusterIds.map((id) => audited(id, { move })),
        ...{ troubles: [], requests: oneRequest },
      }),
      auditEstate: async (_plan, _asOf, given = []) => {
        asked.push(given);
        const migrations = given.map(({ before, seenMigrated }) => ({
          ...{ id: before.id, name: before.name, state: 'migrated' as const, summary: 'Whole.', items: [] },
          ...{ lastOnKubenet: before.asOf, seenMigrated },
        }));
        return { checks: [], troubles: [], requests: oneRequest, migrations };
      },
    }),
  );
  const run = async (day: string) => {
    await startScheduledRun(bench, new Date(`2026-11-${day}T06:00:00Z`), bench.log);
    await bench.deliverAll();
    return (await store.openReport('latest'))?.head;
  };

  expect((await run('22'))?.migrations).toBeUndefined();
  plan = { ...aPlan([[stays]]), overlay: [onOverlay(never), onOverlay(moved)] };
  const first = await run('23');
  const second = await run('24');

  expect(asked.map((each) => each.length)).toEqual([0, 1, 1]);
  expect(asked[1]?.[0]?.before).toMatchObject({ id: moved, move: { podRoutes: 3 } });
  const seen = first?.migrations?.[0];
  expect(seen).toMatchObject({ id: moved, state: 'migrated' });
  expect(second?.migrations?.[0]?.seenMigrated).toBe(seen?.seenMigrated);
  expect(second?.migrations?.[0]?.lastOnKubenet).toBe(seen?.lastOnKubenet);
});

describe('since when a cluster is elsewhere', () => {
  const score = { value: 72, low: 61, high: 83 };
  const at = (day: number) => `2026-11-${day}T06:00:00Z`;
  const run: RunRecord = {
    ...{ id: '20261125T060000Z', trigger: 'schedule', status: 'running' },
    ...{ createdAt: at(25), touchedAt: at(25) },
  };
  const [moved, other] = [clusterId('moved'), clusterId('other')];
  const elsewhere = (id: string) => ({ id, name: 'x', networkPlugin: 'azure', networkPluginMode: 'overlay' });
  const last = (id: string, day: number): ClusterHistory => ({
    ...{ runId: '20261121T060000Z', asOf: at(day), verdict: 'ready', failing: [], staleRoutes: null, nodesLeft: null },
    scores: { readiness: score, routeTable: score, headroom: score },
    before: {
      ...{ id, name: 'x', location: 'westeurope', subscriptionId: subscriptionA, resourceGroup: 'rg-aks' },
      ...{
        networkPolicy: 'none',
        podCidrs: [],
        routeTableIds: [],
        nodeSubnetIds: [],
        foreignSubnetIds: [],
        locks: [],
        move,
      },
    },
  });
  /** What the history has of clusters, and the runs before, newest first. */
  function history(
    clusters: readonly ClusterHistory[],
    runs: readonly (readonly [day: number, status: 'complete' | 'partial'])[],
  ) {
    const asked: string[] = [];
    return {
      asked,
      async *listClusterHistory(id: string) {
        asked.push(id);
        yield* clusters.filter(({ before }) => before?.id === id);
      },
      async *listFleetHistory() {
        asked.push('fleet');
        const verdicts = { ready: 0, needsWork: 0, blocked: 0, unverified: 0 };
        for (const [day, status] of runs)
          yield { ...{ runId: 'x', asOf: at(day), status, clusters: 1, kubenet: 1, liveProblems: 0 }, verdicts };
      },
    };
  }
  const found = async (store: ReturnType<typeof history>, plan = aPlan([])) =>
    (await movedClusters(store, plan, run, () => undefined)).map(({ before, seenMigrated }) => [
      ...[before.id, before.asOf, seenMigrated],
    ]);

  it('is the first complete audit after the last that saw it on kubenet: one with gaps may have missed it', async () => {
    const store = history(
      [last(moved, 20)],
      [
        [24, 'complete'],
        [23, 'complete'],
        [22, 'complete'],
        [21, 'partial'],
        [20, 'complete'],
      ],
    );
    expect(await found(store, { ...aPlan([]), overlay: [elsewhere(moved)] })).toEqual([[moved, at(20), at(22)]]);
  });

  it('is this audit where none since was complete', async () => {
    const store = history(
      [last(other, 22)],
      [
        [23, 'partial'],
        [22, 'complete'],
      ],
    );
    expect(await found(store, { ...aPlan([]), other: [elsewhere(other)] })).toEqual([[other, at(22), at(25)]]);
  });

  it('is asked of no cluster on kubenet, and the estate only where one has moved', async () => {
    const store = history([], [[24, 'complete']]);
    expect(await found(store, { ...aPlan([[clusterId('stays')]]), other: [elsewhere(other)] })).toEqual([]);
    expect(store.asked).toEqual([other]);
  });

  it('is not known of a cluster of which an earlier version remembered nothing', async () => {
    const { before: _, ...forgotten } = last(moved, 21);
    const store = {
      ...history([], []),
      async *listClusterHistory() {
        yield forgotten;
      },
    };
    expect(await found(store, { ...aPlan([]), overlay: [elsewhere(moved)] })).toEqual([]);
  });
});
