import { describe, expect, it } from 'vitest';
import { judgeCluster } from '../../src/audit/judge-cluster.ts';
import { notKnown } from '../../src/model/fact.ts';
import type { NetworkPicture } from '../../src/model/network-picture.ts';
import { resourceKey } from '../../src/model/resource-id.ts';
import { anAgentPool } from '../builders/agent-pool.ts';
import { aContext } from '../builders/check-context.ts';
import {
  clusterFacts,
  type FactOverrides,
  healthyNodeInterfaces,
  healthyNodes,
  healthyRoutes,
} from '../builders/cluster-facts.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { aNode, aNodeInterface } from '../builders/node.ts';
import { nodeName, nodeSubnetId, routeTableId, virtualNetworkId } from '../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../builders/route-table.ts';
import { aNodeSubnet } from '../builders/virtual-network.ts';

function pictureOf(overrides: FactOverrides = {}): NetworkPicture {
  const { picture } = judgeCluster(clusterFacts(overrides), aContext()).network;
  if (picture === undefined) throw new Error('The report has no picture.');
  return picture;
}

const stateOf = (picture: NetworkPicture, name: string) => picture.nodes?.find((node) => node.name === name);

describe("the picture of a cluster's network", () => {
  it('has subnet, table, pools and nodes of the healthy cluster', () => {
    expect(pictureOf()).toMatchObject({
      virtualNetworks: [{ id: resourceKey(virtualNetworkId), addressPrefixes: ['10.10.0.0/16'] }],
      subnets: [{ id: resourceKey(nodeSubnetId), routeTableId: resourceKey(routeTableId), capacity: 251, used: 3 }],
      routeTables: [
        { id: resourceKey(routeTableId), used: 3, limit: 400, podRoutes: 3, foreignSubnetIds: [], otherClusterIds: [] },
      ],
      pools: [
        { name: 'system', count: 2, states: { right: 2, missing: 0 } },
        { name: 'user', count: 1, states: { right: 1 } },
      ],
      staleRoutes: { count: 0, shown: [] },
      reason: null,
    });
    expect(pictureOf().nodes?.[0]).toEqual({
      name: nodeName('system', 0),
      pool: 'system',
      addresses: ['10.10.1.4'],
      prefixes: ['10.244.0.0/24'],
      state: 'right',
      nextHop: null,
    });
  });

  it('says of each node what the checks found', () => {
    const routes = healthyRoutes();
    const [, second, third] = routes;
    if (second === undefined || third === undefined) throw new Error('The healthy cluster has three routes.');
    const interfaces = healthyNodeInterfaces().map((each) => ({
      ...each,
      enableIPForwarding: each.nodeName !== nodeName('user', 0),
    }));
    const picture = pictureOf({
      routeTables: [aRouteTable({ routes: [{ ...second, nextHopIpAddress: '10.10.1.99' }, third] })],
      nodeInterfaces: interfaces,
    });

    expect(stateOf(picture, nodeName('system', 0))).toMatchObject({ state: 'missing', prefixes: [] });
    expect(stateOf(picture, nodeName('system', 1))).toMatchObject({ state: 'wrongHop', nextHop: '10.10.1.99' });
    expect(stateOf(picture, nodeName('user', 0))).toMatchObject({ state: 'forwardingOff' });
  });

  it('waits with a node that is too young, or does not run', () => {
    const [first, ...others] = healthyNodes();
    if (first === undefined) throw new Error('The healthy cluster has nodes.');
    const nodes = [{ ...first, createdAt: '2026-11-22T05:58:00Z' }, ...others];
    const picture = pictureOf({ nodes, routeTables: [aRouteTable({ routes: healthyRoutes().slice(1) })] });

    expect(stateOf(picture, first.name)).toMatchObject({ state: 'pending' });
  });

  it('does not call a route right that nobody could look at', () => {
    const picture = pictureOf({ nodeInterfaces: notKnown('403 on networkInterfaces/read') });

    expect(picture.nodes?.map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(picture.reason).toContain('403 on networkInterfaces/read');
  });

  it("does not call a node right whose interface nobody saw because another one's is wrong", () => {
    const [first, second] = healthyNodeInterfaces();
    if (first === undefined || second === undefined) throw new Error('The healthy cluster has interfaces.');
    const picture = pictureOf({ nodeInterfaces: [{ ...first, enableIPForwarding: false }, second] });

    expect(stateOf(picture, nodeName('system', 0))).toMatchObject({ state: 'forwardingOff' });
    expect(stateOf(picture, nodeName('system', 1))).toMatchObject({ state: 'right' });
    expect(stateOf(picture, nodeName('user', 0))).toMatchObject({ state: 'unknown', addresses: [] });
    expect(picture.reason).toContain(nodeName('user', 0));
  });

  it('names the next hop type of a route that leads to no interface, also while the cluster is stopped', () => {
    const [first, ...others] = healthyRoutes();
    if (first === undefined) throw new Error('The healthy cluster has routes.');
    const { nextHopIpAddress: _address, ...elsewhere } = { ...first, nextHopType: 'Internet' };
    const routeTables = [aRouteTable({ routes: [elsewhere, ...others] })];
    const stopped = aManagedCluster({ powerState: { code: 'Stopped' } });

    expect(stateOf(pictureOf({ routeTables }), nodeName('system', 0))).toMatchObject({
      state: 'wrongHop',
      nextHop: 'Internet',
    });
    const picture = pictureOf({ routeTables, managedCluster: stopped });
    expect(picture.nodes?.map(({ state }) => state)).toEqual(['wrongHop', 'unknown', 'unknown']);
    expect(picture.reason).toContain('stopped');
    expect(picture.staleRoutes).toBeNull();
  });

  it('tells subnets and clusters that were seen, and null where others may have been missed', () => {
    const foreign = `${virtualNetworkId}/subnets/snet-gateway`;
    const tableWith = (subnetIds: string[]) => ({
      routeTables: [aRouteTable({ subnetIds })],
      virtualNetworks: notKnown('403'),
    });

    expect(pictureOf(tableWith([nodeSubnetId, foreign])).routeTables?.[0]?.foreignSubnetIds).toEqual([
      resourceKey(foreign),
    ]);
    expect(pictureOf(tableWith([nodeSubnetId])).routeTables?.[0]?.foreignSubnetIds).toBeNull();
    expect(pictureOf({ tableNeighbours: notKnown('403') }).routeTables?.[0]).toMatchObject({
      foreignSubnetIds: null,
      otherClusterIds: null,
    });
  });

  it('has null for each part that could not be read, and why', () => {
    expect(pictureOf({ nodeSubnets: notKnown('403'), virtualNetworks: notKnown('403') })).toMatchObject({
      subnets: null,
      virtualNetworks: null,
    });
    expect(pictureOf({ routeTables: notKnown('403 on routeTables/read') })).toMatchObject({
      routeTables: null,
      nodes: null,
      staleRoutes: null,
      pools: [
        { count: 2, states: null },
        { count: 1, states: null },
      ],
      reason: '403 on routeTables/read',
    });
  });

  it('names stale routes, foreign subnets, other clusters and the default route', () => {
    const foreign = `${virtualNetworkId}/subnets/snet-GATEWAY`;
    const neighbour =
      '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/AKS-other';
    const stale = aRoute({ name: 'aks-system-12345678-vmss000009____10244902', addressPrefix: '10.244.9.0/24' });
    const out = aRoute({ name: 'out', addressPrefix: '0.0.0.0/0', nextHopIpAddress: '10.90.0.4' });
    const picture = pictureOf({
      routeTables: [aRouteTable({ routes: [...healthyRoutes(), stale, out], subnetIds: [nodeSubnetId, foreign] })],
      tableNeighbours: [{ clusterId: neighbour, routeTableId, nodeSubnetIds: ['/x/subnets/y'], routeNames: [] }],
    });

    expect(picture.staleRoutes).toEqual({
      count: 1,
      shown: [{ name: stale.name, addressPrefix: '10.244.9.0/24', routeTableId: resourceKey(routeTableId) }],
    });
    expect(picture.routeTables).toMatchObject([
      {
        used: 5,
        podRoutes: 3,
        foreignSubnetIds: [resourceKey(foreign)],
        otherClusterIds: [resourceKey(neighbour)],
        defaultRoute: { nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.90.0.4' },
      },
    ]);
  });

  it('stays small however large the cluster: only nodes with a problem are listed', () => {
    const indexes = Array.from({ length: 250 }, (_, index) => index);
    const nodes = indexes.map((index) => aNode({ name: nodeName('system', index), resourceId: `/n/${index}` }));
    const address = (index: number) => `10.10.${1 + Math.floor(index / 200)}.${4 + (index % 200)}`;
    const route = (index: number) =>
      aRoute({
        name: `${nodeName('system', index)}____x`,
        addressPrefix: `10.244.${index}.0/24`,
        nextHopIpAddress: address(index),
      });
    const picture = pictureOf({
      managedCluster: aManagedCluster({ agentPoolProfiles: [anAgentPool({ count: 250 })] }),
      nodeSubnets: [aNodeSubnet({ poolNames: ['system'] })],
      nodes,
      nodeInterfaces: indexes.map((index) =>
        aNodeInterface({ nodeName: nodeName('system', index), privateIpAddresses: [address(index)] }),
      ),
      routeTables: [aRouteTable({ routes: indexes.slice(40).map(route) })],
    });

    expect(picture.pools).toMatchObject([{ name: 'system', count: 250, states: { right: 210, missing: 40 } }]);
    expect(picture.nodes?.length).toBe(24);
    expect(picture.nodes?.every(({ state }) => state === 'missing')).toBe(true);
    expect(JSON.stringify(picture).length).toBeLessThan(8_000);
  });

  it('is the same whatever case ids come in and in which order', () => {
    const shouted = aNodeSubnet({ id: nodeSubnetId.toUpperCase(), routeTableId: routeTableId.toUpperCase() });

    expect(pictureOf({ nodeSubnets: [shouted], nodes: healthyNodes().reverse() })).toEqual(pictureOf());
  });
});
