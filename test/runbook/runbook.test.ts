import { describe, expect, it } from 'vitest';
import { judgeCluster } from '../../src/audit/judge-cluster.ts';
import type { ManagedCluster } from '../../src/model/azure/managed-cluster.ts';
import type { ClusterReport } from '../../src/model/report.ts';
import { clusterReportSchema } from '../../src/model/report.ts';
import { runbookChecklist } from '../../src/report/runbook/checklist.ts';
import { runbookMarkdown } from '../../src/report/runbook/markdown.ts';
import { makeRunbook } from '../../src/runbook/make-runbook.ts';
import type { Runbook, RunbookStep } from '../../src/runbook/runbook.ts';
import { anAgentPool } from '../builders/agent-pool.ts';
import { aContext } from '../builders/check-context.ts';
import { clusterFacts, type FactOverrides, healthyRoutes } from '../builders/cluster-facts.ts';
import { aManagedCluster, type ManagedClusterOverrides } from '../builders/managed-cluster.ts';
import { clusterId, nodeSubnetId } from '../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../builders/route-table.ts';
import { aNodeSubnet } from '../builders/virtual-network.ts';
import { hostileText } from '../report/a-report.ts';

const judged = (facts: FactOverrides = {}) => judgeCluster(clusterFacts(facts), aContext());
const ofCluster = (overrides: ManagedClusterOverrides, facts: FactOverrides = {}) =>
  judged({ ...facts, managedCluster: aManagedCluster(overrides) });

function runbook(report: ClusterReport): Runbook {
  const made = makeRunbook(report, '2026-11-22T06:00:00Z');
  if (made === undefined) throw new Error('The report holds no facts for a runbook.');
  return made;
}

const steps = (report: ClusterReport): readonly RunbookStep[] => runbook(report).sections.flatMap((each) => each.steps);
const stepIds = (report: ClusterReport) => steps(report).map(({ id }) => id);

function stepOf(report: ClusterReport, id: string): RunbookStep {
  const found = steps(report).find((each) => each.id === id);
  if (found === undefined) throw new Error(`No step ${id} in ${stepIds(report).join(', ')}.`);
  return found;
}

describe('the runbook of a cluster that is ready', () => {
  it('has no more than every migration needs', () => {
    const ready = judged();
    expect(stepIds(ready)).toEqual(['tools', 'before', 'export', 'update', 'watch', 'verify', 'inside', 'declared']);
    expect(runbook(ready).conditions.filter(({ state }) => state === 'noGo')).toEqual([]);
  });

  it('names one point of no return, and keeps the pod CIDR', () => {
    const irreversible = steps(judged()).filter(({ effect }) => effect === 'irreversible');
    expect(irreversible.map(({ id }) => id)).toEqual(['update']);
    expect(irreversible[0]?.commands).toEqual([
      'az aks update --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-shop --name aks-shop --network-plugin azure --network-plugin-mode overlay',
    ]);
  });

  it('leaves no placeholder, and says of each step how to know that it worked', () => {
    for (const { commands, expect: said } of steps(judged())) {
      expect(commands.join('\n')).not.toMatch(/[{<]\w+[}>]/);
      expect(said).not.toBe('');
    }
  });

  it('is not to be had from a report of an earlier version', () => {
    const { move: _, ...earlier } = judged();
    expect(makeRunbook(earlier, '2026-11-22T06:00:00Z')).toBeUndefined();
    expect(clusterReportSchema.parse(earlier)).toEqual(earlier);
  });
});

const networkPolicy = (engine: string): Partial<NonNullable<ManagedCluster['networkProfile']>> => ({
  networkPolicy: engine,
});

describe('what only some clusters need', () => {
  it('Kubernetes one minor at a time, to 1.27, or to 1.30 where Calico has to go', () => {
    const upgrades = (report: ClusterReport) => stepIds(report).filter((id) => id.startsWith('kubernetes'));
    const on = (version: string, engine = 'none') =>
      ofCluster({
        currentKubernetesVersion: version,
        networkProfile: networkPolicy(engine),
        agentPoolProfiles: [anAgentPool({ name: 'system', count: 2, currentOrchestratorVersion: version })],
      });
    expect(upgrades(on('1.25.4'))).toEqual(['kubernetes-1.26', 'kubernetes-1.27']);
    expect(upgrades(on('1.27.0'))).toEqual([]);
    expect(upgrades(on('1.29.4', 'calico'))).toEqual(['kubernetes-1.30']);
    expect(upgrades(on('1.30.0', 'calico'))).toEqual([]);
  });

  it('a pool behind the control plane too', () => {
    const agentPoolProfiles = [anAgentPool({ name: 'old', count: 2, currentOrchestratorVersion: '1.26.3' })];
    expect(stepIds(ofCluster({ agentPoolProfiles }))).toContain('kubernetes-1.27');
  });

  it('Calico off before the update and an engine on after it, which makes three passes', () => {
    const report = ofCluster({ networkProfile: networkPolicy('calico') });
    const ids = stepIds(report);
    expect(ids.indexOf('engine-off')).toBeLessThan(ids.indexOf('update'));
    expect(ids.indexOf('engine-on')).toBeGreaterThan(ids.indexOf('update'));
    expect(runbook(report).duration.passes).toBe(3);
    expect(stepOf(report, 'engine-on').commands[0]).toContain('--network-dataplane cilium --network-policy cilium');
  });

  it("an identity with rights on the owner's table and subnet, whose id nobody has to copy", () => {
    const report = ofCluster({ identity: { type: 'SystemAssigned', principalId: 'p' } });
    const { commands } = stepOf(report, 'identity-create');
    expect(commands).toHaveLength(3);
    expect(commands[1]).toContain('--assignee-object-id "$(az identity show');
    expect(stepOf(report, 'identity-assign').commands[0]).toContain('userAssignedIdentities/id-aks-shop');
  });

  it('a table of its own for routes on a table that goes, attached right after the update', () => {
    const nodeResourceGroup = 'MC_rg-shop_aks-shop_westeurope';
    const id = `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/${nodeResourceGroup}/providers/Microsoft.Network/routeTables/aks-agentpool-12345678-routetable`;
    const toFirewall = aRoute({ name: 'to-firewall', addressPrefix: '0.0.0.0/0', nextHopIpAddress: '10.9.0.4' });
    const report = ofCluster(
      { nodeResourceGroup },
      {
        nodeSubnets: [aNodeSubnet({ routeTableId: id })],
        routeTables: [aRouteTable({ id, routes: [...healthyRoutes(), toFirewall] })],
      },
    );
    expect(stepOf(report, 'own-table').commands.join('\n')).toMatch(
      /route create .*--address-prefix 0\.0\.0\.0\/0 .*--next-hop-ip-address 10\.9\.0\.4/,
    );
    const ids = stepIds(report);
    expect(ids.indexOf('own-table-on')).toBe(ids.indexOf('watch') + 1);
    expect(stepOf(report, 'own-table-on').commands[0]).toContain(nodeSubnetId);
  });

  it('channels off for the window and on again', () => {
    const report = ofCluster({ autoUpgradeProfile: { upgradeChannel: 'stable', nodeOSUpgradeChannel: 'NodeImage' } });
    expect(stepOf(report, 'channels-off').commands[0]).toContain('--auto-upgrade-channel none');
    expect(stepOf(report, 'channels-on').commands[0]).toContain(
      '--auto-upgrade-channel stable --node-os-upgrade-channel NodeImage',
    );
  });
});

describe('a pod CIDR that is too small', () => {
  const agentPoolProfiles = [
    anAgentPool({ name: 'system', count: 3 }),
    anAgentPool({ name: 'batch', count: 50, enableAutoScaling: true, minCount: 10, maxCount: 300 }),
  ];

  it('is kept for the update with lower maxima, and widened afterwards to the range that the plan names', () => {
    const report = ofCluster({ agentPoolProfiles });
    expect(stepOf(report, 'maxima-down').commands[0]).toMatch(/--name batch .*--min-count 10 --max-count 253$/);
    expect(stepOf(report, 'widen').commands[0]).toMatch(/az aks update .* --pod-cidr 10\.244\.0\.0\/15$/);
    expect(stepOf(report, 'maxima-up').commands[0]).toMatch(/--max-count 300$/);
    const ids = stepIds(report);
    expect(ids.indexOf('widen')).toBeGreaterThan(ids.indexOf('update'));
    expect(ids.indexOf('maxima-up')).toBeGreaterThan(ids.indexOf('widen'));
  });

  it('is not the only limit: AKS allows a kubenet cluster 400 nodes', () => {
    const wide = { podCidr: '10.240.0.0/13', podCidrs: ['10.240.0.0/13'] };
    const pools = (maxCount: number) => [
      anAgentPool({ name: 'system', count: 3 }),
      anAgentPool({ name: 'batch', count: 50, enableAutoScaling: true, minCount: 10, maxCount }),
    ];
    const above = ofCluster({ agentPoolProfiles: pools(398), networkProfile: wide });
    expect(stepOf(above, 'maxima-down')).toMatchObject({ code: 'HEAD-004', why: expect.stringContaining('allows') });
    expect(stepOf(above, 'maxima-down').commands).toEqual([expect.stringMatching(/--name batch .*--max-count 397$/)]);
    expect(stepOf(above, 'maxima-up').commands).toEqual([expect.stringMatching(/--max-count 398$/)]);
    expect(stepIds(above)).not.toContain('mend-HEAD-004');
    expect(stepIds(ofCluster({ agentPoolProfiles: pools(397), networkProfile: wide }))).not.toContain('maxima-down');
  });

  it('meets what the owner names too', () => {
    const made = makeRunbook(ofCluster({ agentPoolProfiles }), '2026-11-22T06:00:00Z', ['10.245.0.0/16']);
    expect(made?.sections.flatMap((each) => each.steps).map(({ id }) => id)).not.toContain('widen');
  });
});

describe('go or no-go', () => {
  it('says of what the window mends, and of what the migration ends, that it is no reason to stay', () => {
    const calico = runbook(ofCluster({ networkProfile: networkPolicy('calico') })).conditions;
    expect(calico.find(({ code }) => code === 'NP-001')).toMatchObject({ state: 'go' });
    const locked = judged().checks.map((each) =>
      each.code === 'HEAD-002' ? { ...each, status: 'fail' as const, severity: 'high' as const } : each,
    );
    const report = { ...judged(), checks: locked };
    expect(runbook(report).conditions.find(({ code }) => code === 'HEAD-002')).toMatchObject({ state: 'go' });
    expect(stepIds(report)).not.toContain('mend-HEAD-002');
  });

  it('asks about a version out of support, which AKS migrates and no step of the window changes', () => {
    const old = ofCluster({ kubernetesVersion: '1.30', currentKubernetesVersion: '1.30.9' });
    expect(runbook(old).conditions.find(({ code }) => code === 'PLAT-001')).toMatchObject({ state: 'ask' });
  });

  it('asks once for all that lacks the same', () => {
    const inside = runbook(judged()).conditions.filter(({ text }) => text.includes("It needs the cluster's own API"));
    expect(inside).toHaveLength(1);
    expect(inside[0]?.text).toContain('Every disruption budget lets a node be drained?');
  });
});

describe('who declares the cluster', () => {
  it.each([
    [{ 'sigs.k8s.io_cluster-api-provider-azure_cluster_shop': 'owned' }, 'Cluster API (CAPZ)', '4960'],
    [{ 'crossplane-name': 'shop' }, 'Crossplane', 'managed resource'],
    [{ 'managed-by': 'azure-service-operator' }, 'Azure Service Operator', 'ManagedCluster'],
    [{ ManagedBy: 'Terraform' }, 'Terraform', '4.66.0'],
    [{ 'azd-env-name': 'prod' }, 'Azure Developer CLI (azd)', 'azd provision'],
  ])('%j is %s', (tags, system, said) => {
    const { owner, sections } = runbook(ofCluster({ tags }));
    expect(owner).toMatchObject({ system, change: expect.stringContaining(said) });
    expect(sections[0]?.name).toBe('owner');
  });

  it('is not made up', () => {
    expect(runbook(ofCluster({ tags: { owner: 'terraform-team', env: 'prod' } })).owner).toBeNull();
  });
});

describe('how long', () => {
  const pools = (...given: Parameters<typeof anAgentPool>[0][]) =>
    runbook(ofCluster({ agentPoolProfiles: given.map((each) => anAgentPool(each)) })).duration;

  it('is what was measured for one node at least, and all time-outs at most', () => {
    expect(pools({ name: 'one', count: 1 })).toMatchObject({
      lowMinutes: 10,
      highMinutes: 40,
      batches: 1,
      pool: 'one',
    });
  });

  it('is that of the pool with the most batches, since pools go side by side', () => {
    const upgradeSettings = { maxSurge: '10%', drainTimeoutInMinutes: 60 };
    expect(pools({ name: 'small', count: 3 }, { name: 'large', count: 400, upgradeSettings })).toMatchObject({
      ...{ pool: 'large', batches: 10, lowMinutes: 93, highMinutes: 693 },
    });
  });
});

describe('written out', () => {
  it('warns before the point of no return, tells the truth about rollback, and gives every known error', () => {
    const text = runbookMarkdown(runbook(judged()));
    expect(text.indexOf('Point of no return')).toBeLessThan(text.indexOf('--network-plugin azure'));
    expect(text).toContain('## Rollback\n\nThere is none.');
    for (const code of [
      'SubnetIsFull',
      'InsufficientSubnetSize',
      'PodDrainFailure',
      'CustomRouteTableMissingPermission',
    ]) {
      expect(text).toContain(code);
    }
    expect(text).not.toMatch(/\bundefined\b|\bnull\b/);
  });

  it('is a list of tasks that an issue takes, however much there is to do', () => {
    const list = runbookChecklist(runbook(judged()));
    expect(list.match(/^- \[[ x]\] /gm)?.length).toBeGreaterThan(8);
    const locks = Array.from({ length: 400 }, (_, index) => ({
      ...{ id: `${clusterId}/providers/Microsoft.Authorization/locks/lock-${index}`, name: `lock-${index}` },
      ...{ level: 'ReadOnly', scope: clusterId },
    }));
    const base = judged();
    const finding = {
      status: 'fail',
      severity: 'blocker',
      confidence: 'measured',
      message: 'Locked.',
      evidence: {},
    } as const;
    const locked = base.checks.map((each) =>
      each.code === 'MIG-012'
        ? { ...each, status: 'fail' as const, findings: locks.map(({ id }) => ({ ...finding, resourceId: id })) }
        : each,
    );
    const long = runbookChecklist(runbook({ ...base, checks: locked }));
    expect(long.length).toBeLessThanOrEqual(65_536);
    expect(long).toContain('The commands are in the runbook.');
  });

  it('lets no name out of its place', () => {
    const report = { ...judged(), name: hostileText, tags: { 'azd-env-name': hostileText } };
    for (const text of [runbookMarkdown(runbook(report)), runbookChecklist(runbook(report))]) {
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(text.replace(/```[\s\S]*?```/g, '')).not.toContain('<script');
    }
  });
});
