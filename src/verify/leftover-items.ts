import { setPoolSurge, surgeBefore } from '../checks/pool-surge.ts';
import { isEnum, type ManagedCluster } from '../model/azure/managed-cluster.ts';
import { countOf } from '../model/count-of.ts';
import type { BeforeMigration, ProofItem } from '../model/migration-proof.ts';
import { resourceNameOf, sameResource } from '../model/resource-id.ts';
import { nodesNow, surgeNodes } from '../network/node-pool.ts';
import type { AfterMigration } from './after-migration.ts';
import { aksUpdate, type Render } from './render.ts';

/** What was changed for the window and has to be put back. */
export function leftoverItems(
  before: BeforeMigration,
  cluster: ManagedCluster,
  after: AfterMigration,
  render: Render,
): readonly ProofItem[] {
  return [
    policyEngine(before, cluster, render),
    ...channels(before, cluster, render),
    ...surges(before, cluster, render),
    ...locks(before, after, render),
  ];
}

function policyEngine({ networkPolicy }: BeforeMigration, cluster: ManagedCluster, render: Render): ProofItem {
  const now = cluster.networkProfile?.networkPolicy ?? 'none';
  const isLost = networkPolicy !== 'none' && isEnum(now, 'none');
  return {
    ...{ id: 'policy', isCore: false, title: 'Network policy engine' },
    status: isLost ? 'fail' : 'pass',
    expected:
      networkPolicy === 'none'
        ? 'none, as before'
        : 'one that enforces: NetworkPolicy objects are there and nothing reads them',
    found: [now, cluster.networkProfile?.networkDataplane].filter(Boolean).join(', data plane '),
    commands: isLost ? render([`${aksUpdate} --network-dataplane cilium --network-policy cilium`]) : [],
  };
}

function channels({ move }: BeforeMigration, { autoUpgradeProfile }: ManagedCluster, render: Render): ProofItem[] {
  const wanted = [
    {
      option: '--auto-upgrade-channel',
      title: 'Automatic upgrade of Kubernetes',
      was: move.upgradeChannel,
      is: autoUpgradeProfile?.upgradeChannel,
    },
    {
      option: '--node-os-upgrade-channel',
      title: 'Automatic upgrade of node images',
      was: move.nodeOsUpgradeChannel,
      is: autoUpgradeProfile?.nodeOSUpgradeChannel,
    },
  ];
  return wanted.flatMap(({ option, title, was, is }) => {
    if (was === null || isEnum(was, 'none')) return [];
    const isBack = isEnum(is, was);
    const commands = isBack ? [] : render([`${aksUpdate} ${option} {channel}`], { channel: was });
    return [
      {
        id: option.slice(2),
        isCore: false,
        title,
        status: isBack ? 'pass' : 'fail',
        expected: was,
        found: is ?? 'none',
        commands,
      },
    ];
  });
}

function surges({ move }: BeforeMigration, { agentPoolProfiles }: ManagedCluster, render: Render): ProofItem[] {
  return agentPoolProfiles.flatMap((pool) => {
    const was = move.pools.find(({ name, nodes }) => name === pool.name && nodes === nodesNow(pool));
    const is = surgeNodes(pool, nodesNow(pool));
    if (was === undefined || was.surge === null || is === undefined) return [];
    const commands = render([setPoolSurge], { pool: pool.name, maxSurge: surgeBefore(was) });
    const item = {
      id: `surge-${pool.name}`,
      isCore: false,
      title: `Surge of node pool ${pool.name}`,
      expected: countOf(was.surge, 'node'),
    };
    return is < was.surge ? [{ ...item, status: 'fail' as const, found: countOf(is, 'node'), commands }] : [];
  });
}

/** A lock on what the migration deletes is gone with it; every other has to be back. */
function locks({ locks: before }: BeforeMigration, { locks: now }: AfterMigration, render: Render): ProofItem[] {
  return before
    .filter(({ id }) => !/\/routeTables\/aks-agentpool-\d{8}-routetable\//i.test(id))
    .map(({ id, level }) => {
      const name = resourceNameOf(id);
      const item = {
        id: `lock-${name}`,
        isCore: false,
        title: `Lock ${name}`,
        expected: 'back in its place',
        commands: [],
      };
      if (!now.known) return { ...item, status: 'unknown' as const, found: now.reason };
      if (now.value.some((each) => sameResource(each.id, id)))
        return { ...item, status: 'pass' as const, found: 'there' };
      const scope = id.replace(/\/providers\/Microsoft\.Authorization\/locks\/[^/]+$/i, '');
      const isGroup = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)$/i.exec(scope)?.[1];
      const target =
        isGroup === undefined ? '--resource {scope}' : '--subscription {subscription} --resource-group {group}';
      const type = isEnum(level, 'ReadOnly') ? 'ReadOnly' : 'CanNotDelete';
      const commands = render([`az lock create --name {lock} --lock-type {type} ${target}`], {
        lock: name,
        type,
        scope,
        group: isGroup ?? '',
      });
      return { ...item, status: 'fail' as const, found: 'missing', commands };
    });
}
