import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addLock } from '../../../simulated-azure/estate/build/access.ts';
import { addCluster } from '../../../simulated-azure/estate/build/add-cluster.ts';
import { addOwnNetwork, addSubnet } from '../../../simulated-azure/estate/build/add-virtual-network.ts';
import type { ClusterSpec } from '../../../simulated-azure/estate/build/cluster-spec.ts';
import type { ClusterDraft, EstateDraft } from '../../../simulated-azure/estate/build/draft.ts';
import { addStaleRoute, routeTableOf } from '../../../simulated-azure/estate/build/routes.ts';
import type { Estate } from '../../../simulated-azure/estate/estate.ts';
import type { ClusterReport } from '../../../src/model/report.ts';
import { applyCommand } from './apply-command.ts';
import { auditEstate } from './audit-estate.ts';
import { arbitraryPlan, buildEstate, clusterName, type Plan } from './generated-estate.ts';

/** A cluster with one defect, and how much of the printed fix is mechanical. */
interface Situation {
  readonly code: string;
  readonly build: () => Estate;
  /** Which of the printed commands to run; all where not given. */
  readonly run?: RegExp;
  /** What the reader fills in. */
  readonly choices?: Readonly<Record<string, string>>;
  /** What AKS does next: the controller writes the routes of present nodes that are missing. */
  readonly afterwards?: (estate: Estate) => Estate;
  /** Where it is not `aks-broken`. */
  readonly cluster?: string;
  /** Other checks that the same change mends. */
  readonly also?: readonly string[];
}

const name = 'aks-broken';

const healthyPlan: Plan = {
  subscription: 'payments',
  system: 3,
  apps: 2,
  isOwnNetwork: false,
  maxSurge: '10%',
  defects: [],
};

function withCluster(
  spec: Partial<ClusterSpec>,
  change: (draft: EstateDraft, cluster: ClusterDraft) => void = () => undefined,
): Estate {
  return buildEstate([], (draft) => {
    const cluster = addCluster(draft, { name, subscription: 'payments', ...spec });
    change(draft, cluster);
  });
}

function withOwnNetwork(
  spec: Partial<ClusterSpec>,
  change: (draft: EstateDraft, cluster: ClusterDraft) => void = () => undefined,
): Estate {
  return buildEstate([], (draft) => {
    const place = { subscription: 'payments', resourceGroup: 'rg-network' } as const;
    const own = { name: 'vnet', prefix: '10.20.0.0/16', nodes: '10.20.0.0/22', routeTable: 'rt' };
    const { subnet, virtualNetwork } = addOwnNetwork(draft, place, own);
    const second = addSubnet(virtualNetwork, 'snet-second', '10.20.4.0/22');
    second.routeTable = subnet.routeTable;
    const pools = [
      { name: 'system', mode: 'System', count: 3, subnet },
      { name: 'apps', count: 2, subnet: second },
    ] as const;
    change(draft, addCluster(draft, { name, subscription: 'payments', pools, ...spec }));
  });
}

const situations: readonly Situation[] = [
  {
    code: 'RT-001',
    build: () =>
      withOwnNetwork({}, (_, cluster) => {
        const last = cluster.pools.at(-1);
        if (last !== undefined) last.subnet.routeTable = undefined;
      }),
  },
  {
    code: 'RT-005',
    build: () => withCluster({}, (_, cluster) => void addStaleRoute(cluster, 30, 60)),
    run: /route delete/,
  },
  {
    code: 'RT-006',
    build: () =>
      withCluster({}, (_, cluster) => {
        const [route] = routeTableOf(cluster).routes;
        if (route !== undefined) route.nextHopIpAddress = '10.224.9.9';
      }),
    run: /route delete/,
    afterwards: (estate) => withMissingRoutes(estate),
  },
  {
    code: 'RT-014',
    build: () => withOwnNetwork({ networkProfile: { outboundType: 'userDefinedRouting' } }),
    run: /route create/,
    choices: { firewallIp: '10.90.0.4' },
  },
  {
    code: 'MIG-002',
    build: () => withCluster({ powerState: 'Stopped' }),
    run: /aks start/,
    also: ['MIG-004'],
  },
  {
    code: 'MIG-012',
    build: () =>
      withCluster({}, (draft, cluster) => {
        addLock(draft, routeTableOf(cluster).id, { name: 'keep', level: 'CanNotDelete', notes: 'Kept.' });
      }),
  },
  {
    code: 'MIG-009',
    build: () => {
      const estate = withOwnNetwork({});
      const isOnNetwork = (id: string) => /rg-network.*roleAssignments/.test(id);
      return { ...estate, resources: estate.resources.filter(({ id }) => !isOnNetwork(id)) };
    },
  },
  {
    code: 'MIG-010',
    build: () =>
      withOwnNetwork({}, (draft, cluster) => {
        const [network] = draft.virtualNetworks;
        if (network !== undefined) addSubnet(network, 'snet-vms', '10.20.9.0/24').routeTable = routeTableOf(cluster);
      }),
    run: /--remove routeTable$/,
  },
  {
    code: 'MIG-017',
    build: () => withCluster({ pools: [{ name: 'system', mode: 'System', count: 3, maxSurge: '0' }] }),
  },
  {
    code: 'MIG-019',
    build: () => withCluster({ properties: { autoUpgradeProfile: { upgradeChannel: 'patch' } } }),
  },
  {
    code: 'NP-001',
    build: () => withCluster({ networkProfile: { networkPolicy: 'calico' } }),
    run: /--network-policy none/,
  },
  {
    code: 'RT-009',
    build: () =>
      withCluster({}, (_, cluster) => {
        const route = addStaleRoute(cluster, 30, 60);
        route.nextHopType = 'None';
        delete route.nextHopIpAddress;
      }),
    run: /route delete/,
    also: ['RT-005'],
  },
  {
    code: 'EGR-002',
    build: () => buildEstate([{ ...healthyPlan, isOwnNetwork: true, defects: ['deny'] }]),
    cluster: clusterName(0),
    choices: { freePriority: '100', nextFreePriority: '110', lastFreePriority: '120' },
  },
  {
    code: 'HEAD-003',
    build: () =>
      buildEstate([], (draft) => {
        const place = { subscription: 'payments', resourceGroup: 'rg-network' } as const;
        const own = { name: 'vnet', prefix: '10.20.0.0/16', nodes: '10.20.0.0/21', routeTable: 'rt' };
        const { subnet } = addOwnNetwork(draft, place, own);
        const pools = [
          { name: 'system', mode: 'System', count: 3, maxSurge: '33%', subnet },
          { name: 'stream', count: 367, maxSurge: '33%', subnet },
        ] as const;
        addCluster(draft, { name, subscription: 'payments', podCidrs: ['10.240.0.0/14'], pools });
      }),
    // Neither pool scales by itself, so that its maximum is what it has.
    also: ['HEAD-002'],
  },
];

describe('what a finding says to do', () => {
  it.each(situations.map((each) => [each.code, each] as const))(
    'turns %s to pass, and mends or breaks nothing else',
    async (code, situation) => {
      const estate = situation.build();
      const before = await reportOf(estate, situation.cluster);
      const after = await reportOf(fixed(estate, before, situation), situation.cluster);

      const [was, is] = [problems(before), problems(after)];
      expect([...was.difference(is)].sort()).toEqual([code, ...(situation.also ?? [])].sort());
      expect([...is.difference(was)]).toEqual([]);
    },
  );

  it('mends the stale routes of any estate, and nothing else', async () => {
    const plans = arbitraryPlan.map((plan) => ({
      ...plan,
      defects: [...new Set([...plan.defects, 'staleRoute' as const])],
    }));
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const estate = buildEstate([plan]);
        const before = await reportOf(estate, clusterName(0));
        const situation = { code: 'RT-005', build: () => estate, run: /route delete/ };
        const after = await reportOf(fixed(estate, before, situation), clusterName(0));
        expect(problems(after)).not.toContain('RT-005');
        expect([...problems(after).difference(problems(before))]).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

function fixed(
  estate: Estate,
  before: ClusterReport,
  { code, run = /./, choices = {}, afterwards }: Situation,
): Estate {
  const commands =
    before.checks.find((each) => each.code === code)?.fix.commands.filter((each) => run.test(each)) ?? [];
  expect(commands.length, `${code} prints no such command`).toBeGreaterThan(0);
  const filled = commands.map((command) =>
    Object.entries(choices).reduce((text, [choice, value]) => text.replace(`'<${choice}>'`, value), command),
  );
  const changed = filled.reduce(applyCommand, estate);
  return afterwards === undefined ? changed : afterwards(changed);
}

/** The route controller's next write: every node of the same cluster, unbroken, has its route. */
function withMissingRoutes(estate: Estate): Estate {
  const healthy = withCluster({});
  const tableOf = (of: Estate) => of.resources.find(({ type }) => /routeTables$/.test(type));
  const table = tableOf(healthy);
  return {
    ...estate,
    resources: estate.resources.map((each) => (each === tableOf(estate) && table !== undefined ? table : each)),
  };
}

async function reportOf(estate: Estate, cluster = name): Promise<ClusterReport> {
  const found = (await auditEstate(estate)).find((each) => each.name === cluster);
  if (found === undefined) throw new Error(`The audit found no ${cluster}.`);
  return found;
}

/** Codes of what fails or could not be told. */
function problems({ checks }: ClusterReport): Set<string> {
  const fine = ['pass', 'notApplicable'];
  return new Set(checks.filter(({ status }) => !fine.includes(status)).map(({ code }) => code));
}
