import { afterAll, beforeAll, expect, it } from 'vitest';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import type { AuditPlan } from '../../src/model/audit.ts';
import type { MovedCluster } from '../../src/model/migration-proof.ts';
import type { ClusterReport } from '../../src/model/report.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import { aPlan, audited, clusterId, oneRequest } from '../store/reports.ts';
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
