import { describe, expect, it } from 'vitest';
import { addLock } from '../../simulated-azure/estate/build/access.ts';
import { addCluster } from '../../simulated-azure/estate/build/add-cluster.ts';
import { addOwnNetwork, addRouteTable, addSubnet } from '../../simulated-azure/estate/build/add-virtual-network.ts';
import {
  type ClusterDraft,
  type EstateDraft,
  emptyDraft,
  nodeAt,
  nodesOf,
} from '../../simulated-azure/estate/build/draft.ts';
import type { SubnetDraft } from '../../simulated-azure/estate/build/network-draft.ts';
import { addOwnRoutes, addStaleRoute, removeRoutes, routeTableOf } from '../../simulated-azure/estate/build/routes.ts';
import type { ArmResource, Estate } from '../../simulated-azure/estate/estate.ts';
import { computeUsages } from '../../simulated-azure/estate/render/compute-usages.ts';
import { renderResources } from '../../simulated-azure/estate/render/render.ts';
import { subnetUsages } from '../../simulated-azure/estate/render/virtual-network.ts';
import { buildSubscriptions } from '../../simulated-azure/estate/subscriptions.ts';
import { countRequests } from '../../src/arm/request-counter.ts';
import { createArmSource } from '../../src/gather/arm/arm-source.ts';
import type { Report } from '../../src/model/report.ts';
import { answerSentence } from '../../src/words/sentences.ts';
import { audited, checkOf, clusterOf } from './audit-azure.ts';
import { estateClient } from './properties/estate-client.ts';

const seed = 'contoso';
const asOf = '2026-11-22T06:00:00.000Z';
const place = { subscription: 'retail', resourceGroup: 'rg-shop-network' } as const;
const network = { name: 'vnet-shop', prefix: '10.20.0.0/16', nodes: '10.20.0.0/22', routeTable: 'rt-shop' };

type Build = (draft: EstateDraft) => void;
type Change = (resources: readonly ArmResource[]) => readonly ArmResource[];

/** What an audit says of an estate with nothing else in it. */
async function reportOf(build: Build, change: Change = (resources) => resources): Promise<Report> {
  const draft = emptyDraft(seed, asOf);
  build(draft);
  const estate: Estate = {
    tenantId: '',
    asOf,
    subscriptions: buildSubscriptions(seed),
    managementGroups: [],
    principals: [],
    resources: change(renderResources(draft)),
    computeUsages: computeUsages(draft),
    subnetUsages: draft.virtualNetworks.flatMap(subnetUsages),
  };
  return audited({ source: createArmSource(estateClient(estate), countRequests()), fresh: undefined });
}

const changing =
  (name: string, properties: object): Change =>
  (resources) =>
    resources.map((each) =>
      each.name === name ? { ...each, properties: { ...each.properties, ...properties } } : each,
    );
const shouting =
  (ids: RegExp): Change =>
  (resources) =>
    JSON.parse(JSON.stringify(resources).replaceAll(ids, (id) => id.toUpperCase()));

const commands = (report: Report, code: string, name = 'aks-shop') =>
  checkOf(clusterOf(report, name), code).fix.commands;
const everyCommand = (report: Report) => [
  ...report.clusters.flatMap(({ checks }) => checks.flatMap(({ fix }) => fix.commands)),
  ...report.estate.checks.flatMap(({ fix }) => fix.commands),
];
const harmful = /route-table delete|route delete|delete-machines|--remove routeTable/;

/** A cluster in a network of its owner's: two pools of two nodes, each in a subnet of its own or both in the first. */
function shop(draft: EstateDraft, { isSplit = false, name = 'aks-shop' } = {}) {
  const { virtualNetwork, subnet } = addOwnNetwork(draft, place, network);
  const second = addSubnet(virtualNetwork, 'snet-batch', '10.20.4.0/22');
  second.routeTable = subnet.routeTable;
  const cluster = addCluster(draft, {
    name,
    subscription: 'retail',
    pools: [
      { name: 'system', mode: 'System', count: 3, subnet },
      { name: 'batch', count: 2, subnet: isSplit ? second : subnet },
    ],
  });
  return { virtualNetwork, subnet, second, cluster };
}

/** A table of the owner's that leads to a firewall and to no pod. */
function firewallTable(draft: EstateDraft, inPlace: Parameters<typeof addRouteTable>[1] = place) {
  const table = addRouteTable(draft, inPlace, 'rt-firewall');
  addOwnRoutes(table, { default: '0.0.0.0/0' });
  return table;
}

const putBack = (subnet: SubnetDraft, tableId: string) =>
  `az network vnet subnet update --ids ${subnet.id} --route-table ${tableId}`;
const bare = (command: string) => command.replace(/^#.*\n/, '');

describe('a table that is not where it was', () => {
  it('detached from the one node subnet: the command puts it back, and nothing takes machines or the table away', async () => {
    let expected = '';
    const report = await reportOf((draft) => {
      const { subnet, cluster } = shop(draft);
      expected = putBack(subnet, routeTableOf(cluster).id);
      subnet.routeTable = undefined;
    });
    expect(clusterOf(report, 'aks-shop').live).toContain('RT-001');
    expect(commands(report, 'RT-001').map(bare)).toEqual([expected]);
    expect(everyCommand(report).filter((command) => harmful.test(command))).toEqual([]);
  });

  it("swapped for the firewall's: one finding, the right table, and a word about the routes of the other", async () => {
    let expected = '';
    const report = await reportOf((draft) => {
      const { subnet, cluster } = shop(draft);
      expected = putBack(subnet, routeTableOf(cluster).id);
      subnet.routeTable = firewallTable(draft);
    });
    const check = checkOf(clusterOf(report, 'aks-shop'), 'RT-001');
    expect(check).toMatchObject({
      status: 'fail',
      live: true,
      reason: expect.stringContaining('Copy routes of your own'),
    });
    expect(check.fix.commands.map(bare)).toEqual([expected]);
    expect(commands(report, 'RT-004')).toEqual([]);
  });

  it('swapped under one of two pools: one command for the one subnet', async () => {
    let expected = '';
    const report = await reportOf((draft) => {
      const { second, cluster } = shop(draft, { isSplit: true });
      expected = putBack(second, routeTableOf(cluster).id);
      second.routeTable = firewallTable(draft);
    });
    expect(commands(report, 'RT-001').map(bare)).toEqual([expected]);
    expect(commands(report, 'RT-002').map(bare)).toEqual([expected]);
    expect(JSON.stringify(report)).not.toContain('<routeTableId>');
  });

  it('detached from both subnets of a split cluster: both are told, with the same table', async () => {
    const ids: string[] = [];
    const report = await reportOf((draft) => {
      const { subnet, second, cluster } = shop(draft, { isSplit: true });
      ids.push(putBack(subnet, routeTableOf(cluster).id), putBack(second, routeTableOf(cluster).id));
      subnet.routeTable = undefined;
      second.routeTable = undefined;
    });
    expect(commands(report, 'RT-001').map(bare).sort()).toEqual(ids.sort());
  });

  it('detached, and the answer in capitals: the same', async () => {
    const report = await reportOf(
      (draft) => {
        shop(draft).subnet.routeTable = undefined;
      },
      shouting(/\/subscriptions\/[^"]*\/(routeTables|subnets)\/[^"]*/g),
    );
    const [command] = commands(report, 'RT-001').map(bare);
    expect(command?.toLowerCase()).toMatch(/--route-table \S*routetables\/rt-shop$/);
  });

  it("AKS's own, detached from a subnet of the owner's: kept by RT-015, and put back", async () => {
    const report = await reportOf((draft) => {
      const { subnet } = addOwnNetwork(draft, place, {
        name: 'vnet-shop',
        prefix: '10.20.0.0/16',
        nodes: '10.20.0.0/22',
      });
      addCluster(draft, {
        name: 'aks-shop',
        subscription: 'retail',
        pools: [{ name: 'system', mode: 'System', count: 3, subnet }],
      });
      subnet.routeTable = firewallTable(draft);
    });
    expect(commands(report, 'RT-001')[0]).toContain('routetable');
    expect(report.estate.checks.find(({ code }) => code === 'RT-015')).toMatchObject({ status: 'pass' });
  });

  it('stated by the table and left out by the subnet: nothing is wrong', async () => {
    const report = await reportOf(
      (draft) => void shop(draft),
      (resources) => JSON.parse(JSON.stringify(resources, (key, value) => (key === 'routeTable' ? undefined : value))),
    );
    expect(checkOf(clusterOf(report, 'aks-shop'), 'RT-001').status).toBe('pass');
    expect(checkOf(clusterOf(report, 'aks-shop'), 'RT-004').status).toBe('pass');
  });
});

describe('routes that are missing', () => {
  it('of one node of many, without a cause: the machine is offered', async () => {
    const report = await reportOf((draft) => removeRoutes(shop(draft).cluster, nodeAt(shopCluster(draft), 0)));
    expect(commands(report, 'RT-004').some((command) => command.includes('delete-machines'))).toBe(true);
  });

  it('of one node, under a lock: the lock is named, and no machine offered', async () => {
    const report = await reportOf((draft) => {
      const { cluster } = shop(draft);
      removeRoutes(cluster, nodeAt(cluster, 0));
      addLock(draft, routeTableOf(cluster).id, { name: 'keep', level: 'ReadOnly', notes: 'Kept.' });
    });
    expect(checkOf(clusterOf(report, 'aks-shop'), 'RT-004').reason).toContain('Lock keep forbids every write');
    expect(commands(report, 'RT-004')).toEqual([]);
  });

  it('of most nodes: keep the machines', async () => {
    const report = await reportOf((draft) => {
      const { cluster } = shop(draft);
      for (const node of nodesOf(cluster).slice(0, 4)) removeRoutes(cluster, node);
    });
    expect(checkOf(clusterOf(report, 'aks-shop'), 'RT-004').reason).toContain('keep the machines');
    expect(commands(report, 'RT-004')).toEqual([]);
  });

  it('of all nodes of a small pool beside a large healthy one: no machine of that pool is offered', async () => {
    const report = await reportOf((draft) => {
      const { cluster } = shop(draft);
      for (const node of nodesOf(cluster).slice(3)) removeRoutes(cluster, node);
    });
    expect(checkOf(clusterOf(report, 'aks-shop'), 'RT-004').status).toBe('fail');
    expect(commands(report, 'RT-004')).toEqual([]);
  });

  it('while the table is Updating: said with it, and no machine offered', async () => {
    const report = await reportOf(
      (draft) => {
        const { cluster } = shop(draft);
        removeRoutes(cluster, nodeAt(cluster, 0));
      },
      changing('rt-shop', { provisioningState: 'Updating' }),
    );
    expect(checkOf(clusterOf(report, 'aks-shop'), 'RT-004').reason).toContain('rt-shop is Updating');
    expect(checkOf(clusterOf(report, 'aks-shop'), 'RT-013').status).toBe('fail');
    expect(commands(report, 'RT-004')).toEqual([]);
  });
});

describe('a table that another cluster may use', () => {
  const neighbour = 'aks-other';
  /** Both write into one table; the other's pods have another range. */
  const shared: Build = (draft) => {
    const { second } = shop(draft);
    addCluster(draft, {
      name: neighbour,
      subscription: 'retail',
      podCidrs: ['10.245.0.0/16'],
      pools: [{ name: 'other', mode: 'System', count: 3, subnet: second }],
    });
  };

  it("read: it is shared, and its subnet is no stranger's", async () => {
    const report = await reportOf(shared);
    expect(checkOf(clusterOf(report, 'aks-shop'), 'RT-003').status).toBe('fail');
    expect(checkOf(clusterOf(report, 'aks-shop'), 'MIG-010').status).toBe('pass');
  });

  it.each([
    ['its pools are not stated', { agentPoolProfiles: null }],
    ['its pools cannot be read', { agentPoolProfiles: 'all of them' }],
  ])(
    'unreadable, since %s: whose the table is, is not known, and its subnet is not taken off',
    async (_, properties) => {
      const report = await reportOf(shared, changing(neighbour, properties));
      const cluster = clusterOf(report, 'aks-shop');
      expect(checkOf(cluster, 'RT-003')).toMatchObject({
        status: 'unknown',
        reason: expect.stringContaining(neighbour),
      });
      expect(checkOf(cluster, 'MIG-010').status).toBe('unknown');
      expect(everyCommand(report).filter((command) => harmful.test(command))).toEqual([]);
    },
  );

  it.each(['Failed', 'Updating', 'Canceled'])(
    'half on its way to Overlay (%s): its routes and its subnet stay',
    async (provisioningState) => {
      const report = await reportOf(
        shared,
        changing(neighbour, {
          provisioningState,
          networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay', podCidr: '10.245.0.0/16' },
        }),
      );
      const unfinished = report.estate.checks.find(({ code }) => code === 'MIG-021');
      expect(unfinished).toMatchObject({
        status: 'fail',
        severity: provisioningState === 'Updating' ? 'high' : 'blocker',
      });
      expect(checkOf(clusterOf(report, 'aks-shop'), 'RT-003').status).toBe('fail');
      expect(everyCommand(report).filter((command) => harmful.test(command))).toEqual([]);
      expect(answerSentence(report)).not.toContain('No kubenet cluster');
    },
  );

  it('of a plugin that is not stated, in another subscription: its subnet tells that the table is shared', async () => {
    const report = await reportOf(
      (draft) => {
        const { second } = shop(draft);
        addCluster(draft, {
          name: neighbour,
          subscription: 'data',
          podCidrs: ['10.245.0.0/16'],
          pools: [{ name: 'other', mode: 'System', count: 3, subnet: second }],
        });
      },
      changing(neighbour, { networkProfile: null }),
    );
    expect(checkOf(clusterOf(report, 'aks-shop'), 'RT-003')).toMatchObject({
      status: 'fail',
      reason: expect.stringContaining(neighbour),
    });
    expect(everyCommand(report).filter((command) => harmful.test(command))).toEqual([]);
  });

  it("gone from what was read, with its routes still there: not taken for stale, nor for nobody's", async () => {
    const report = await reportOf(shared, (resources) => resources.filter(({ name }) => name !== neighbour));
    expect(checkOf(clusterOf(report, 'aks-shop'), 'RT-003').status).toBe('unknown');
  });
});

describe('a known failure beside what was not read', () => {
  it('a stale route and a node list that is short: not offered for deletion', async () => {
    const report = await reportOf(
      (draft) => void addStaleRoute(shop(draft).cluster, 40, 200),
      (resources) => resources.filter(({ name }) => !/-vmss_0$/.test(name)),
    );
    expect(checkOf(clusterOf(report, 'aks-shop'), 'RT-005').status).toBe('unknown');
    expect(everyCommand(report).filter((command) => /route delete/.test(command))).toEqual([]);
  });

  it('a lock without a level beside one that stops the migration: the one is told, the other named', async () => {
    const report = await reportOf(
      (draft) => {
        const { cluster } = shop(draft);
        addLock(draft, routeTableOf(cluster).id, { name: 'keep', level: 'ReadOnly', notes: '' });
        addLock(draft, routeTableOf(cluster).id, { name: 'vague', level: 'ReadOnly', notes: '' });
      },
      changing('vague', { level: null }),
    );
    expect(checkOf(clusterOf(report, 'aks-shop'), 'MIG-012')).toMatchObject({
      status: 'fail',
      reason: expect.stringMatching(/Lock keep .*Not read: Lock vague/),
    });
  });

  it('a node subnet without a table, and a second that is not in the answer: the first is told', async () => {
    const report = await reportOf(
      (draft) => {
        const { subnet } = shop(draft, { isSplit: true });
        subnet.routeTable = undefined;
      },
      (resources) =>
        resources.map((each) =>
          each.name === 'vnet-shop'
            ? JSON.parse(JSON.stringify(each, (key, value) => (key === 'subnets' ? value.slice(0, 1) : value)))
            : each,
        ),
    );
    expect(checkOf(clusterOf(report, 'aks-shop'), 'RT-001')).toMatchObject({
      status: 'fail',
      reason: expect.stringContaining('Not read'),
    });
  });

  it('pools whose maxima exceed the subnet while its use is not known: a blocker all the same', async () => {
    const report = await reportOf(
      (draft) => {
        const { subnet } = addOwnNetwork(draft, place, { ...network, nodes: '10.20.0.0/27' });
        addCluster(draft, {
          name: 'aks-shop',
          subscription: 'retail',
          pools: [{ name: 'system', mode: 'System', count: 3, maxCount: 60, subnet }],
        });
      },
      (resources) =>
        JSON.parse(JSON.stringify(resources, (key, value) => (key === 'ipConfigurations' ? undefined : value))),
    );
    expect(checkOf(clusterOf(report, 'aks-shop'), 'IP-002')).toMatchObject({ status: 'fail', severity: 'blocker' });
  });
});

function shopCluster(draft: EstateDraft): ClusterDraft {
  const [cluster] = draft.clusters;
  if (cluster === undefined) throw new Error('There is no cluster.');
  return cluster;
}
