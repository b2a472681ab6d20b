import { describe, expect, it } from 'vitest';
import { staleRoutesSeen } from '../../src/audit/stale-routes-seen.ts';
import { notKnown } from '../../src/model/fact.ts';
import { clusterFacts, healthyNodes, healthyRoutes } from '../builders/cluster-facts.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { clusterId, nodeName, routeTableId } from '../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../builders/route-table.ts';

const gone = (place: number) => `${nodeName('user', place)}____1024${place}`;
const routeTables = [
  aRouteTable({
    routes: [
      ...healthyRoutes(),
      aRoute({ name: gone(8), addressPrefix: '10.244.8.0/24' }),
      aRoute({ name: gone(7), addressPrefix: '10.244.7.0/24' }),
    ],
  }),
];

describe('staleRoutesSeen', () => {
  it('is empty for a table in which every route has its node', () => {
    expect(staleRoutesSeen(clusterFacts())).toEqual([]);
  });

  it('names the routes without a node, in lower case and sorted', () => {
    expect(staleRoutesSeen(clusterFacts({ routeTables }))).toEqual([
      `${routeTableId.toLowerCase()}/${gone(7)}`,
      `${routeTableId.toLowerCase()}/${gone(8)}`,
    ]);
  });

  it('remembers a route with a name from before 1.21, whether its node is there or not', () => {
    const old = aRouteTable({ routes: [...healthyRoutes(), aRoute({ name: 'Old', addressPrefix: '10.244.9.0/24' })] });
    expect(staleRoutesSeen(clusterFacts({ routeTables: [old] }))).toEqual([`${routeTableId.toLowerCase()}/old`]);
  });

  it('remembers nothing of a pool of which fewer nodes are listed than counted', () => {
    const cluster = aManagedCluster();
    const agentPoolProfiles = cluster.agentPoolProfiles.map((pool) => ({ ...pool, count: 9 }));
    expect(staleRoutesSeen(clusterFacts({ routeTables, managedCluster: { ...cluster, agentPoolProfiles } }))).toEqual(
      [],
    );
  });

  it("leaves out the routes of another cluster's nodes", () => {
    const tableNeighbours = [{ clusterId: `${clusterId}-2`, routeTableId, nodeSubnetIds: [], routeNames: [gone(7)] }];

    expect(staleRoutesSeen(clusterFacts({ routeTables, tableNeighbours }))).toEqual([
      `${routeTableId.toLowerCase()}/${gone(8)}`,
    ]);
  });

  it.each(['managedCluster', 'routeTables', 'nodes', 'tableNeighbours'] as const)('is null without %s', (name) => {
    expect(staleRoutesSeen(clusterFacts({ [name]: notKnown('403') }))).toBeNull();
  });

  it.each([
    ['a whole pool is missing from the list of nodes', { nodes: healthyNodes().slice(0, 2) }],
    ['the cluster is stopped', { managedCluster: aManagedCluster({ powerState: { code: 'Stopped' } }) }],
    ['the pod CIDR is malformed', { managedCluster: aManagedCluster({ networkProfile: { podCidrs: ['pods'] } }) }],
  ])('is null where %s', (_, overrides) => {
    expect(staleRoutesSeen(clusterFacts({ routeTables, ...overrides }))).toBeNull();
  });
});
