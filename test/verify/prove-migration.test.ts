import { describe, expect, it } from 'vitest';
import { judgeCluster } from '../../src/audit/judge-cluster.ts';
import type { RouteTable } from '../../src/model/azure/route-table.ts';
import { beforeMigration } from '../../src/model/before-migration.ts';
import { known, notKnown } from '../../src/model/fact.ts';
import {
  type BeforeMigration,
  beforeMigrationSchema,
  type MigrationProof,
  migrationProofSchema,
  type ProofItem,
} from '../../src/model/migration-proof.ts';
import { migrationRecord } from '../../src/report/migration-record.ts';
import type { AfterMigration } from '../../src/verify/after-migration.ts';
import { proveMigration } from '../../src/verify/prove-migration.ts';
import { anAgentPool } from '../builders/agent-pool.ts';
import { aContext } from '../builders/check-context.ts';
import { clusterFacts, healthyRoutes } from '../builders/cluster-facts.ts';
import { aManagedCluster, type ManagedClusterOverrides } from '../builders/managed-cluster.ts';
import { nodeSubnetId, routeTableId } from '../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../builders/route-table.ts';

const toFirewall = aRoute({ name: 'to-firewall', addressPrefix: '0.0.0.0/0', nextHopIpAddress: '10.9.0.4' });
const managedTableId =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/MC_rg-shop_aks-shop_westeurope/providers/Microsoft.Network/routeTables/aks-agentpool-12345678-routetable';

function onKubenet(overrides: Partial<BeforeMigration> = {}): BeforeMigration {
  const routeTables = [aRouteTable({ routes: [...healthyRoutes(), toFirewall] })];
  const remembered = beforeMigration(judgeCluster(clusterFacts({ routeTables }), aContext()), '2026-11-22T06:00:00Z');
  if (remembered === undefined) throw new Error('The report holds no facts to prove a migration by.');
  return { ...remembered, ...overrides };
}

const managed = () => {
  const own = onKubenet();
  return onKubenet({
    routeTableIds: [managedTableId],
    move: { ...own.move, nodeResourceGroup: 'mc_rg-shop_aks-shop_westeurope', ownRoutes: [] },
  });
};

function onOverlay(overrides: ManagedClusterOverrides = {}) {
  const networkProfile = { networkPlugin: 'azure', networkPluginMode: 'overlay', ...overrides.networkProfile };
  const agentPoolProfiles = ['system', 'user'].map((name) => anAgentPool({ name, provisioningState: 'Succeeded' }));
  return aManagedCluster({ agentPoolProfiles, ...overrides, networkProfile });
}

function seen(overrides: Partial<AfterMigration> = {}, cluster: ManagedClusterOverrides = {}): AfterMigration {
  return {
    managedCluster: known(onOverlay(cluster)),
    tables: [{ id: routeTableId, table: known(aRouteTable({ routes: [toFirewall] })) }],
    subnets: [{ id: nodeSubnetId, routeTableId: known(routeTableId) }],
    locks: known([]),
    ...overrides,
  };
}

const prove = (then: AfterMigration, remembered = onKubenet()) =>
  proveMigration(remembered, then, '2026-12-01T06:00:00Z');
const failing = (then: AfterMigration, remembered?: BeforeMigration) =>
  prove(then, remembered)
    .items.filter(({ status }) => status === 'fail')
    .map(({ id }) => id);

function podItem({ items }: MigrationProof): ProofItem {
  const item = items.find(({ id }) => id.startsWith('routes-'));
  if (item === undefined) throw new Error('The proof says nothing of routes to pods.');
  return item;
}

function withTable(table: RouteTable | null, id = routeTableId): Partial<AfterMigration> {
  return { tables: [{ id, table: known(table) }] };
}

describe('a migration', () => {
  it('is whole where the cluster, its pools, its table and its subnets are as they must be', () => {
    const proof = prove(seen());
    expect(proof).toMatchObject({
      state: 'migrated',
      lastOnKubenet: '2026-11-22T06:00:00Z',
      seenMigrated: '2026-12-01T06:00:00Z',
    });
    expect(migrationProofSchema.parse(proof)).toEqual(proof);
    expect(beforeMigrationSchema.parse(onKubenet())).toEqual(onKubenet());
  });

  it('did not happen where the plugin is kubenet', () => {
    expect(prove(seen({ managedCluster: known(aManagedCluster()) })).state).toBe('notMigrated');
  });

  it.each<[string, ManagedClusterOverrides, string]>([
    ['the cluster is Failed', { provisioningState: 'Failed' }, 'state'],
    ['the mode is missing', { networkProfile: { networkPluginMode: undefined } }, 'plugin'],
    [
      'one pool is not done',
      { agentPoolProfiles: [anAgentPool({ name: 'user', provisioningState: 'Upgrading' })] },
      'pools',
    ],
  ])('is half where %s, and says how it goes on', (_, cluster, id) => {
    const proof = prove(seen({}, cluster));
    expect(proof).toMatchObject({ state: 'half', summary: expect.stringContaining('repeat the update') });
    expect(proof.items.find((each) => each.id === id)).toMatchObject({
      status: 'fail',
      commands: [expect.stringContaining('--network-plugin azure --network-plugin-mode overlay')],
    });
  });

  it('tells the error that the update ended with', () => {
    const status = { provisioningError: { code: 'SubnetIsFull', message: 'No address left.' } };
    expect(prove(seen({}, { provisioningState: 'Failed', status })).items).toContainEqual(
      expect.objectContaining({ found: 'Failed: SubnetIsFull, No address left.' }),
    );
  });

  it('is not known, and never whole, where something could not be read', () => {
    expect(prove(seen({ managedCluster: notKnown('403.') }))).toMatchObject({ state: 'unknown', items: [] });
    expect(prove(seen({ tables: [{ id: routeTableId, table: notKnown('403.') }] })).state).toBe('unknown');
    expect(prove(seen({ subnets: [{ id: nodeSubnetId, routeTableId: notKnown('403.') }] })).state).toBe('unknown');
  });
});

describe('nothing is cleared up under nodes that may be on kubenet', () => {
  const liveTable = withTable(aRouteTable({ routes: [toFirewall, ...healthyRoutes()] }));
  const run = (then: AfterMigration, remembered?: BeforeMigration) =>
    prove(then, remembered)
      .items.filter(({ status }) => status === 'fail')
      .flatMap(({ commands }) => commands);

  it("while it has not begun: no route is deleted, and the update is the runbook's", () => {
    const proof = prove(seen({ ...liveTable, managedCluster: known(aManagedCluster()) }));
    expect(proof).toMatchObject({ state: 'notMigrated', summary: expect.stringContaining('its runbook says how') });
    expect(run(seen({ ...liveTable, managedCluster: known(aManagedCluster()) }))).toEqual([]);
  });

  it('while it is half done: the update goes on, and only then the rest', () => {
    const half = seen(
      { ...liveTable, subnets: [{ id: nodeSubnetId, routeTableId: known(null) }] },
      { provisioningState: 'Failed' },
    );
    expect(prove(half).items.filter(({ status }) => status === 'fail').length).toBeGreaterThan(2);
    expect(new Set(run(half))).toEqual(new Set([expect.stringMatching(/^az aks update .*-mode overlay$/)]));
    expect(run(seen(liveTable)).length).toBe(healthyRoutes().length);
  });

  it('nor has it ended while nodes stand on the table of AKS', () => {
    const table = aRouteTable({ id: managedTableId, routes: healthyRoutes(), subnetIds: [nodeSubnetId] });
    const subnets = [{ id: nodeSubnetId, routeTableId: known(managedTableId) }];
    const then = seen({ ...withTable(table, managedTableId), subnets });
    expect(prove(then, managed())).toMatchObject({ state: 'half', summary: expect.stringContaining('half-migrated') });
    expect(run(then, managed())).toEqual([expect.stringMatching(/^az aks update .*-mode overlay$/)]);
  });
});

describe('leftovers', () => {
  it("are routes to pods in the owner's table, each with its command, wherever the pod CIDR lies", () => {
    const outside = aRoute({ name: 'aks-old-1____102500024', addressPrefix: '10.250.0.0/24' });
    const table = aRouteTable({ routes: [toFirewall, ...healthyRoutes().slice(0, 1), outside] });
    const { items, state } = prove(seen(withTable(table)));
    expect(state).toBe('leftovers');
    expect(items.find(({ id }) => id.startsWith('routes-'))?.commands).toEqual([
      expect.stringMatching(/^az network route-table route delete --ids /),
      expect.stringContaining('aks-old-1____102500024'),
    ]);
  });

  it("are never a neighbour's: not inside the old pod CIDR, not outside, whatever the tables' subnets", () => {
    const neighbours = [
      aRoute({ name: 'aks-system-87654321-vmss000000____102450024', addressPrefix: '10.245.0.0/24' }),
      aRoute({ name: 'aks-system-87654321-vmss000001____102447024', addressPrefix: '10.244.7.0/24' }),
      // As named before Kubernetes 1.21.
      aRoute({ name: 'aks-user-87654321-vmss000000', addressPrefix: '10.244.8.0/24' }),
    ];
    const own = healthyRoutes()[0] ?? aRoute();
    for (const subnetIds of [[nodeSubnetId], [nodeSubnetId, `${nodeSubnetId}-other`]]) {
      const alone = prove(seen(withTable(aRouteTable({ routes: [toFirewall, ...neighbours], subnetIds }))));
      expect(alone.state).toBe('migrated');
      expect(podItem(alone)).toMatchObject({ status: 'pass', found: 'none; 3 of another cluster, which stay' });
      const mixed = podItem(
        prove(seen(withTable(aRouteTable({ routes: [toFirewall, own, ...neighbours], subnetIds })))),
      );
      expect(mixed).toMatchObject({
        status: 'fail',
        commands: [`az network route-table route delete --ids ${routeTableId}/routes/${own.name}`],
      });
    }
  });

  it('are not offered where nothing says whose they are: a name without a number, or nodes that were not read', () => {
    const shared = { subnetIds: [nodeSubnetId, `${nodeSubnetId}-other`] };
    const byHand = aRoute({ name: 'to-pods', addressPrefix: '10.244.9.0/24' });
    const { clusterNumbers: _, ...unread } = onKubenet().move;
    const cases: readonly [BeforeMigration, RouteTable][] = [
      [onKubenet(), aRouteTable({ routes: [toFirewall, byHand], ...shared })],
      [onKubenet({ unsharedTableIds: [] }), aRouteTable({ routes: [toFirewall, byHand] })],
      [onKubenet({ unsharedTableIds: undefined }), aRouteTable({ routes: [toFirewall, byHand] })],
      [onKubenet({ move: unread }), aRouteTable({ routes: [toFirewall, ...healthyRoutes()], ...shared })],
      // The same number by chance, in a range that is not the cluster's.
      [onKubenet(), aRouteTable({ routes: [toFirewall, aRoute({ addressPrefix: '10.250.0.0/24' })], ...shared })],
    ];
    for (const [remembered, table] of cases) {
      const proof = prove(seen(withTable(table)), remembered);
      expect(proof.state).toBe('unknown');
      expect(podItem(proof)).toMatchObject({
        status: 'unknown',
        found: expect.stringContaining('of which nothing says whose'),
        commands: [`az network route-table show --ids ${routeTableId} --query routes --output table`],
      });
    }
    const alone = prove(seen(withTable(aRouteTable({ routes: [toFirewall, byHand] }))));
    expect(podItem(alone).commands).toEqual([
      `az network route-table route delete --ids ${routeTableId}/routes/to-pods`,
    ]);
  });

  it("are the owner's routes that went with AKS's", () => {
    expect(failing(seen(withTable(aRouteTable({ routes: [] }))))).toEqual([expect.stringMatching(/^own-/)]);
    const elsewhere = { ...toFirewall, nextHopIpAddress: '10.9.0.5' };
    expect(failing(seen(withTable(aRouteTable({ routes: [elsewhere] }))))).toEqual([expect.stringMatching(/^own-/)]);
  });

  it("are a table of AKS's that is still there, and subnets that hang on it", () => {
    const subnets = [{ id: nodeSubnetId, routeTableId: known(null) }];
    expect(failing(seen({ ...withTable(null, managedTableId), subnets }, {}), managed())).toEqual([]);
    const table = aRouteTable({ id: managedTableId, routes: [], subnetIds: [] });
    const left = prove(seen({ ...withTable(table, managedTableId), subnets }), managed());
    expect(left.items.find(({ id }) => id.startsWith('table-'))?.commands).toEqual([
      `az network route-table delete --ids ${managedTableId}`,
    ]);
    const hanging = [{ id: nodeSubnetId, routeTableId: known(managedTableId.toLowerCase()) }];
    expect(failing(seen({ ...withTable(null, managedTableId), subnets: hanging }), managed())).toEqual([
      expect.stringMatching(/^subnet-/),
    ]);
  });

  it("are an owner's table that the node subnet has lost", () => {
    const { items } = prove(seen({ subnets: [{ id: nodeSubnetId, routeTableId: known(null) }] }));
    expect(items.find(({ id }) => id.startsWith('subnet-'))).toMatchObject({
      status: 'fail',
      commands: [`az network vnet subnet update --ids ${nodeSubnetId} --route-table ${routeTableId}`],
    });
  });

  it('are a foreign subnet that still uses the table', () => {
    const foreign = `${nodeSubnetId}-gateway`;
    const remembered = onKubenet({ foreignSubnetIds: [foreign] });
    const on = (table: string | null) => [
      { id: nodeSubnetId, routeTableId: known(routeTableId) },
      { id: foreign, routeTableId: known(table) },
    ];
    expect(failing(seen({ subnets: on(routeTableId) }), remembered)).toEqual([
      expect.stringMatching(/^subnet-.*gateway$/),
    ]);
    expect(failing(seen({ subnets: on(null) }), remembered)).toEqual([]);

    // Where another cluster writes to the table, its nodes may stand in that subnet.
    const theirs = aRoute({ name: 'aks-system-87654321-vmss000000____102450024', addressPrefix: '10.245.0.0/24' });
    const table = aRouteTable({ routes: [toFirewall, theirs], subnetIds: [nodeSubnetId, foreign] });
    const { items } = prove(seen({ ...withTable(table), subnets: on(routeTableId) }), remembered);
    expect(items.find(({ id }) => id.endsWith('gateway'))).toMatchObject({ status: 'unknown', commands: [] });
  });

  it('are an engine that stayed off, and is none where another enforces', () => {
    const calico = onKubenet({ networkPolicy: 'calico' });
    expect(failing(seen(), calico)).toEqual(['policy']);
    expect(failing(seen({}, { networkProfile: { networkPolicy: 'cilium' } }), calico)).toEqual([]);
  });

  it('are channels that stayed off, a lowered surge and a lock that did not come back', () => {
    const own = onKubenet();
    const lock = `${nodeSubnetId}/providers/Microsoft.Authorization/locks/keep`;
    const remembered = onKubenet({
      locks: [{ id: lock, level: 'ReadOnly' }],
      move: { ...own.move, upgradeChannel: 'stable', nodeOsUpgradeChannel: 'None' },
    });
    const proof = prove(seen(), remembered);
    const commands = proof.items.filter(({ status }) => status === 'fail').flatMap((item) => item.commands);
    expect(commands).toEqual([
      expect.stringContaining('--auto-upgrade-channel stable'),
      expect.stringContaining('az lock create --name keep --lock-type ReadOnly --resource'),
    ]);
    expect(failing(seen({ locks: notKnown('403.') }), onKubenet({ locks: remembered.locks }))).toEqual([]);
  });

  it('are a surge that stayed low, which gets back what was written, in per cent where it was', () => {
    const pools = (maxSurge: string) => [
      anAgentPool({ name: 'system', count: 10, upgradeSettings: { maxSurge, maxUnavailable: '0' } }),
    ];
    const facts = clusterFacts({ managedCluster: aManagedCluster({ agentPoolProfiles: pools('50%') }) });
    const remembered = onKubenet({
      move: { ...onKubenet().move, pools: judgeCluster(facts, aContext()).move?.pools ?? [] },
    });
    const { items } = prove(seen({}, { agentPoolProfiles: pools('1') }), remembered);
    expect(items.find(({ id }) => id === 'surge-system')).toMatchObject({
      ...{ status: 'fail', expected: '5 nodes', found: '1 node' },
      commands: [expect.stringMatching(/--name system --max-surge '?50%'?$/)],
    });
    expect(failing(seen({}, { agentPoolProfiles: pools('50%') }), remembered)).toEqual([]);
    expect(failing(seen({}, { agentPoolProfiles: pools('100%') }), remembered)).toEqual([]);
  });

  it('are a pod CIDR that no longer holds the old one; a superset is right', () => {
    const podCidr = (text: string) => ({ networkProfile: { podCidr: text, podCidrs: [text] } });
    expect(failing(seen({}, podCidr('10.244.0.0/15')))).toEqual([]);
    expect(failing(seen({}, podCidr('10.240.0.0/16')))).toEqual(['podCidr']);
    expect(failing(seen({}, podCidr('10.244.0.0/17')))).toEqual(['podCidr']);
  });
});

describe('the record', () => {
  it('is a page to sign, with what Azure does not tell to be looked at', () => {
    const text = migrationRecord(prove(seen()));
    expect(text).toMatch(/^# Migration of aks-shop: migrated\n/);
    expect(text).toContain('Last seen on kubenet: 22 Nov 2026, 06:00 UTC');
    expect(text).toContain('kubectl --context aks-shop get nodenetworkconfigs --all-namespaces');
    expect(text).toContain('Signed: ___');
    expect(text).not.toMatch(/\bundefined\b/);
  });
});
