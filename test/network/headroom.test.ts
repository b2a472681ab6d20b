import { describe, expect, it } from 'vitest';
import type { AgentPool } from '../../src/model/azure/managed-cluster.ts';
import type { ClusterNode } from '../../src/model/cluster-facts.ts';
import { notKnown } from '../../src/model/fact.ts';
import type { LimitName } from '../../src/model/report.ts';
import { headroom } from '../../src/network/headroom.ts';
import { anAgentPool } from '../builders/agent-pool.ts';
import { clusterFacts, type FactOverrides } from '../builders/cluster-facts.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { aNode } from '../builders/node.ts';
import { clusterId, nodeSubnetId, routeTableId, subscriptionId, virtualNetworkId } from '../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../builders/route-table.ts';
import { aNodeSubnet } from '../builders/virtual-network.ts';

function nodes(count: number): ClusterNode[] {
  return Array.from({ length: count }, (_, index) => aNode({ name: `node-${index}`, poolName: undefined }));
}

function nodeRoutes(count: number) {
  return Array.from({ length: count }, (_, index) =>
    aRoute({
      name: `node-${index}____${index}`,
      addressPrefix: `10.${244 + Math.floor(index / 256)}.${index % 256}.0/24`,
    }),
  );
}

const twoCustomRoutes = [
  aRoute({ name: 'default', addressPrefix: '0.0.0.0/0' }),
  aRoute({ name: 'to-storage', addressPrefix: 'Storage.WestEurope' }),
];

function autoscaled(maxCount: number, overrides: Partial<AgentPool> = {}) {
  return anAgentPool({ name: 'user', mode: 'User', enableAutoScaling: true, minCount: 1, maxCount, ...overrides });
}

const systemOfThree = anAgentPool({ name: 'system', count: 3, upgradeSettings: { maxSurge: '33%' } });

function limitOf(name: LimitName, overrides: FactOverrides, routeLimit = 400) {
  const limits = headroom(clusterFacts(overrides), routeLimit).limits.filter((each) => each.name === name);
  return limits[0];
}

describe('headroom, worked examples', () => {
  it('A: under a 300-node autoscaler a /16 pod CIDR binds before the routes do', () => {
    const result = headroom(
      clusterFacts({
        managedCluster: aManagedCluster({ agentPoolProfiles: [systemOfThree, autoscaled(300, { count: 247 })] }),
        nodes: nodes(250),
        routeTables: [aRouteTable({ routes: [...nodeRoutes(250), ...twoCustomRoutes] })],
        subnetUsages: notKnown('Not exported.'),
        computeUsages: notKnown('Not exported.'),
      }),
      400,
    );
    expect(result).toMatchObject({ binding: 'podCidr', nodesNow: 250, nodesAtMax: 303, surge: 31, nodesLeft: null });
    expect(result).toMatchObject({ atMost: 6, notKnown: ['subnet', 'quota'] });
    expect(result.limits.slice(0, 3)).toEqual([
      { name: 'routes', resourceId: routeTableId, capacity: 400, used: 252, peak: 336, left: 148, nodesLeft: 148 },
      { name: 'aksNodeLimit', resourceId: clusterId, capacity: 400, used: 250, peak: 303, left: 150, nodesLeft: 150 },
      { name: 'podCidr', resourceId: clusterId, capacity: 256, used: 250, peak: 334, left: 6, nodesLeft: 6 },
    ]);
  });

  it('B: with a /15 the routes bind', () => {
    const result = headroom(
      clusterFacts({
        managedCluster: aManagedCluster({
          networkProfile: { podCidr: '10.244.0.0/15', podCidrs: ['10.244.0.0/15'] },
          agentPoolProfiles: [autoscaled(361, { count: 361 })],
        }),
        nodes: nodes(361),
        routeTables: [aRouteTable({ routes: [...nodeRoutes(361), ...twoCustomRoutes] })],
        subnetUsages: notKnown('Not exported.'),
        computeUsages: notKnown('Not exported.'),
      }),
      400,
    );
    expect(result).toMatchObject({ binding: 'routes', nodesLeft: null, atMost: 37, surge: 37 });
    expect(result.limits[0]).toMatchObject({ used: 363, peak: 400, left: 37 });
    expect(result.limits[2]).toMatchObject({ capacity: 512, left: 151 });
  });

  it('C: a dual-stack node takes two routes, and AKS allows 200 nodes', () => {
    const managedCluster = aManagedCluster({
      networkProfile: { ipFamilies: ['IPv4', 'IPv6'], podCidrs: ['10.244.0.0/16', 'fd12:3456:789a::/64'] },
      agentPoolProfiles: [autoscaled(180, { count: 100 })],
    });
    const ipv6Routes = nodes(100).map(({ name }, index) =>
      aRoute({ name: `${name}____v6`, addressPrefix: `fd12:3456:789a:0:${index + 1}::/80` }),
    );
    const facts = {
      managedCluster,
      nodes: nodes(100),
      routeTables: [aRouteTable({ routes: [...nodeRoutes(100), ...ipv6Routes, ...twoCustomRoutes] })],
    };
    expect(limitOf('routes', facts)).toMatchObject({ used: 202, left: 198, nodesLeft: 99, peak: 2 + 2 * (180 + 18) });
    expect(limitOf('aksNodeLimit', facts)).toMatchObject({ capacity: 200, used: 100, peak: 180, nodesLeft: 100 });
    expect(limitOf('podCidr', facts)).toMatchObject({ capacity: 256, peak: 198 });
  });

  it('D: 370 nodes and 2 custom routes leave 28', () => {
    const facts = {
      managedCluster: aManagedCluster({
        networkProfile: { podCidr: '10.244.0.0/14', podCidrs: ['10.244.0.0/14'] },
        agentPoolProfiles: [anAgentPool({ count: 370, upgradeSettings: { maxSurge: '33%' } })],
      }),
      nodes: nodes(370),
      routeTables: [aRouteTable({ routes: [...nodeRoutes(370), ...twoCustomRoutes] })],
    };
    expect(limitOf('routes', facts)).toMatchObject({ used: 372, left: 28, nodesLeft: 28, peak: 495 });
  });

  it('E: 200 nodes at 10 % with six other addresses need 226 of a /24', () => {
    const facts = {
      managedCluster: aManagedCluster({ agentPoolProfiles: [autoscaled(200, { count: 50 })] }),
      subnetUsages: [{ id: nodeSubnetId.toUpperCase(), currentValue: 56, limit: 251 }],
    };
    expect(limitOf('subnet', facts)).toEqual({
      name: 'subnet',
      resourceId: nodeSubnetId,
      capacity: 251,
      used: 56,
      peak: 226,
      left: 195,
      nodesLeft: 195,
    });
  });

  it.each([
    ['10.244.0.0/14', 1024],
    ['10.244.0.0/15', 512],
  ])('F: 600 nodes with surge need 660 blocks, and %s has %i', (podCidr, capacity) => {
    const managedCluster = aManagedCluster({
      networkProfile: { podCidr, podCidrs: [podCidr] },
      agentPoolProfiles: [autoscaled(600)],
    });
    expect(limitOf('podCidr', { managedCluster })).toMatchObject({ capacity, peak: 660 });
  });
});

describe('routes', () => {
  const facts = {
    managedCluster: aManagedCluster({ agentPoolProfiles: [anAgentPool({ count: 2 })] }),
    nodes: nodes(2),
  };

  it('count custom and stale routes into the peak, and custom ones inside the pod CIDR not', () => {
    const routes = [
      ...nodeRoutes(2),
      aRoute({ name: 'gone____1', addressPrefix: '10.244.90.0/24' }),
      aRoute({ name: 'gone____2', addressPrefix: '10.244.91.0/24' }),
      aRoute({ name: 'shadow', addressPrefix: '10.244.92.0/25' }),
      ...twoCustomRoutes,
    ];
    expect(limitOf('routes', { ...facts, routeTables: [aRouteTable({ routes })] })).toMatchObject({
      used: 7,
      peak: 2 + 2 + (2 + 1),
    });
  });

  it('know no peak where the nodes are not known, but what is left', () => {
    const limit = limitOf('routes', { nodes: notKnown('403') });
    expect(limit).toMatchObject({ used: 3, left: 397, nodesLeft: 397, peak: null });
  });

  it('know no peak where the list of nodes lacks those of a pool', () => {
    expect(limitOf('routes', { nodes: [aNode({ poolName: 'system' })] })).toMatchObject({ left: 397, peak: null });
    expect(limitOf('routes', { nodes: [] })).toMatchObject({ left: 397, peak: null });
  });

  it('know no peak where a pod CIDR is malformed', () => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidrs: ['10.244.0.0'] } });
    expect(limitOf('routes', { managedCluster })).toMatchObject({ used: 3, peak: null });
  });

  it('know nothing but the limit where the tables are not known', () => {
    expect(limitOf('routes', { routeTables: notKnown('403') })).toEqual({
      name: 'routes',
      resourceId: clusterId,
      capacity: 400,
      used: null,
      peak: null,
      left: null,
      nodesLeft: null,
    });
  });

  it('are not known where no subnet has a table', () => {
    expect(limitOf('routes', { routeTables: [] })).toMatchObject({ used: null, nodesLeft: null });
  });

  it('are one limit for each table', () => {
    const other = aRouteTable({ id: `${routeTableId}-2`, routes: [] });
    const { limits } = headroom(clusterFacts({ routeTables: [aRouteTable(), other] }), 400);
    expect(limits.filter(({ name }) => name === 'routes').map(({ resourceId, used }) => [resourceId, used])).toEqual([
      [routeTableId, 1],
      [`${routeTableId}-2`, 0],
    ]);
  });

  it('never leave less than none, also under a lower limit', () => {
    expect(limitOf('routes', {}, 2)).toMatchObject({ capacity: 2, used: 3, left: 0, nodesLeft: 0 });
  });

  it('leave an odd route unused when dual stack', () => {
    const managedCluster = aManagedCluster({ networkProfile: { ipFamilies: ['IPv4', 'IPv6'] } });
    expect(limitOf('routes', { managedCluster })).toMatchObject({ left: 397, nodesLeft: 198 });
  });
});

describe('pod CIDR', () => {
  it.each([
    ['malformed', ['10.244.0.0/16', 'nonsense']],
    ['IPv6 alone', ['fd12:3456:789a::/64']],
    ['absent', []],
  ])('has no capacity where it is %s', (_, podCidrs) => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidr: undefined, podCidrs } });
    expect(limitOf('podCidr', { managedCluster })).toMatchObject({
      capacity: null,
      used: 3,
      peak: 5,
      left: null,
      nodesLeft: null,
    });
  });

  it('has no block for any node where it is longer than /24', () => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidrs: ['10.244.0.0/26'] } });
    expect(limitOf('podCidr', { managedCluster })).toMatchObject({ capacity: 0, left: 0, nodesLeft: 0 });
  });
});

describe('subnet', () => {
  const secondSubnetId = `${virtualNetworkId}/subnets/snet-user`;
  const pools = [
    anAgentPool({ name: 'system', count: 3 }),
    autoscaled(40, { count: 10, vnetSubnetID: secondSubnetId.toLowerCase() }),
  ];

  it('counts only the pools that are on it', () => {
    const { limits } = headroom(
      clusterFacts({
        managedCluster: aManagedCluster({ agentPoolProfiles: pools }),
        nodeSubnets: [
          aNodeSubnet(),
          aNodeSubnet({ id: secondSubnetId, name: 'snet-user', addressPrefixes: ['10.10.2.0/26'] }),
        ],
        subnetUsages: [
          { id: nodeSubnetId, currentValue: 5, limit: 251 },
          { id: secondSubnetId, currentValue: 10, limit: 59 },
        ],
      }),
      400,
    );
    const subnets = limits.filter(({ name }) => name === 'subnet');
    expect(subnets.map(({ capacity, used, peak, left }) => [capacity, used, peak, left])).toEqual([
      [251, 5, 6, 246],
      [59, 10, 44, 49],
    ]);
  });

  it('counts every pool in a managed network', () => {
    const managed = pools.map((pool) => ({ ...pool, vnetSubnetID: undefined }));
    const facts = {
      managedCluster: aManagedCluster({ agentPoolProfiles: managed }),
      subnetUsages: [{ id: nodeSubnetId, currentValue: 13, limit: 251 }],
    };
    expect(limitOf('subnet', facts)).toMatchObject({ peak: 43 + 5 });
  });

  it('keeps the addresses of a neighbour in a shared subnet', () => {
    const facts = { subnetUsages: [{ id: nodeSubnetId, currentValue: 103, limit: 251 }] };
    expect(limitOf('subnet', facts)).toMatchObject({ used: 103, left: 148, peak: 100 + 3 + 2 });
  });

  it('does not take usage that lags behind the nodes for a negative neighbour', () => {
    const facts = { subnetUsages: [{ id: nodeSubnetId, currentValue: 1, limit: 251 }] };
    expect(limitOf('subnet', facts)).toMatchObject({ used: 1, peak: 5 });
  });

  it('adds up its IPv4 prefixes and leaves IPv6 out', () => {
    const nodeSubnets = [aNodeSubnet({ addressPrefixes: ['10.10.1.0/24', '10.10.2.0/25', 'fd00::/64'] })];
    expect(limitOf('subnet', { nodeSubnets })).toMatchObject({ capacity: 251 + 123 });
  });

  it.each([[['10.10.1.0/24', 'nonsense']], [[]]])('has no capacity with prefixes %j', (addressPrefixes) => {
    const nodeSubnets = [aNodeSubnet({ addressPrefixes })];
    expect(limitOf('subnet', { nodeSubnets })).toMatchObject({ capacity: null, used: 3, left: null, nodesLeft: null });
  });

  it.each([
    ['the usages are not known', notKnown('403')],
    ['its own usage is missing', []],
  ])('has no use where %s', (_, subnetUsages) => {
    expect(limitOf('subnet', { subnetUsages })).toMatchObject({
      capacity: 251,
      used: null,
      peak: null,
      left: null,
      nodesLeft: null,
    });
  });

  it('is not known where the subnets are not', () => {
    expect(limitOf('subnet', { nodeSubnets: notKnown('403') })).toMatchObject({ capacity: null, nodesLeft: null });
  });
});

describe('quota', () => {
  const usages = `/subscriptions/${subscriptionId}/providers/Microsoft.Compute/locations/westeurope/usages`;
  const nothing = {
    name: 'quota',
    resourceId: usages,
    capacity: null,
    used: null,
    peak: null,
    left: null,
    nodesLeft: null,
  };

  function quotas(overrides: FactOverrides) {
    return headroom(clusterFacts(overrides), 400).limits.filter(({ name }) => name === 'quota');
  }

  it('is counted for each family and for all together, at the largest node of either', () => {
    const managedCluster = aManagedCluster({
      agentPoolProfiles: [
        anAgentPool({ name: 'system', count: 3, vmSize: 'Standard_D4s_v5' }),
        autoscaled(20, { count: 5, vmSize: 'Standard_E16s_v5' }),
        anAgentPool({ name: 'spot', count: 9, vmSize: 'Standard_D64s_v5', scaleSetPriority: 'Spot' }),
      ],
    });
    const computeUsages = [
      { family: 'cores', currentValue: 92, limit: 500 },
      { family: 'standardDSv5Family', currentValue: 12, limit: 100 },
      { family: 'standardESv5Family', currentValue: 80, limit: 200 },
    ];
    const growth = 4 * 1 + 16 * (15 + 2);
    expect(quotas({ managedCluster, computeUsages })).toEqual([
      {
        ...nothing,
        resourceId: `${usages}/standardDSv5Family`,
        capacity: 100,
        used: 12,
        peak: 16,
        left: 88,
        nodesLeft: 22,
      },
      {
        ...nothing,
        resourceId: `${usages}/standardESv5Family`,
        capacity: 200,
        used: 80,
        peak: 352,
        left: 120,
        nodesLeft: 7,
      },
      {
        ...nothing,
        resourceId: `${usages}/cores`,
        capacity: 500,
        used: 92,
        peak: 92 + growth,
        left: 408,
        nodesLeft: 25,
      },
    ]);
  });

  it('is not known for a family that Azure does not list', () => {
    const [family, cores] = quotas({ computeUsages: [{ family: 'cores', currentValue: 12, limit: 100 }] });
    expect(family).toEqual({ ...nothing, resourceId: `${usages}/standarddsv5family` });
    expect(cores).toMatchObject({ capacity: 100, nodesLeft: 22 });
  });

  it.each([
    ['the usages are not known', { computeUsages: notKnown('403') }],
    [
      'the size of a pool cannot be read',
      {
        managedCluster: aManagedCluster({ agentPoolProfiles: [anAgentPool(), anAgentPool({ vmSize: 'Standard_A5' })] }),
      },
    ],
    [
      'a pool states no size',
      { managedCluster: aManagedCluster({ agentPoolProfiles: [anAgentPool({ vmSize: undefined })] }) },
    ],
    ['the cluster has no pools', { managedCluster: aManagedCluster({ agentPoolProfiles: [] }) }],
  ])('is not known where %s', (_, overrides) => {
    expect(quotas(overrides)).toEqual([nothing]);
  });
});

describe('binding', () => {
  it('is the first limit in order on a tie', () => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidrs: ['10.244.0.0/21'] } });
    const subnetUsages = [{ id: nodeSubnetId, currentValue: 246, limit: 251 }];
    expect(headroom(clusterFacts({ managedCluster, subnetUsages }), 400)).toMatchObject({
      binding: 'podCidr',
      nodesLeft: 5,
    });
    expect(headroom(clusterFacts({ managedCluster, subnetUsages }), 8)).toMatchObject({
      binding: 'routes',
      nodesLeft: 5,
    });
  });

  it('is a later limit only when it leaves fewer nodes', () => {
    const subnetUsages = [{ id: nodeSubnetId, currentValue: 249, limit: 251 }];
    expect(headroom(clusterFacts({ subnetUsages }), 400)).toMatchObject({ binding: 'subnet', nodesLeft: 2 });
  });

  it('is that of the known limits, which say how many fit at most', () => {
    const unread = notKnown('403');
    const facts = clusterFacts({ routeTables: unread, subnetUsages: unread, computeUsages: unread, nodes: unread });
    expect(headroom(facts, 400)).toMatchObject({
      ...{ binding: 'podCidr', nodesLeft: null, atMost: 253, nodesNow: 3 },
      notKnown: ['routes', 'subnet', 'quota'],
    });
  });

  it('is null, like every number, where the cluster is not known', () => {
    expect(headroom(clusterFacts({ managedCluster: notKnown('404') }), 400)).toEqual({
      binding: null,
      nodesNow: null,
      nodesAtMax: null,
      surge: null,
      nodesLeft: null,
      atMost: null,
      notKnown: [],
      limits: [],
    });
  });
});
