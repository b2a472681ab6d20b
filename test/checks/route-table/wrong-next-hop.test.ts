import { describe, expect, it } from 'vitest';
import wrongNextHop from '../../../src/checks/route-table/wrong-next-hop.ts';
import type { Route } from '../../../src/model/azure/route-table.ts';
import { healthyNodeInterfaces, healthyNodes, healthyRoutes } from '../../builders/cluster-facts.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { nodeName, routeTableId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failing, failingIds, plainCommands } from '../ask.ts';

const userNode = nodeName('user', 0);
const userRouteId = `${routeTableId}/routes/${userNode}____102442024`;

/** The healthy table, with the route of node `user 0` changed. */
const withUserRoute = (overrides: Partial<Route>) => [
  aRouteTable({
    routes: healthyRoutes().map((route) => (route.name.startsWith(userNode) ? { ...route, ...overrides } : route)),
  }),
];

const interfacesWith = (privateIpAddresses: string[]) =>
  healthyNodeInterfaces().map((each) => (each.nodeName === userNode ? { ...each, privateIpAddresses } : each));

describe('RT-006', () => {
  it('passes when every route leads to its node', () => {
    expect(ask(wrongNextHop)).toMatchObject({ status: 'pass', live: true });
  });

  it('names the one route of three that leads elsewhere, the address, and how to delete it', () => {
    const outcome = ask(wrongNextHop, { routeTables: withUserRoute({ nextHopIpAddress: '10.10.1.99' }) });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high', live: true });
    expect(failingIds(outcome)).toEqual([userRouteId]);
    expect(failing(outcome)[0]?.evidence).toEqual({
      node: userNode,
      nextHopIpAddress: '10.10.1.99',
      nodeAddresses: ['10.10.1.6'],
    });
    expect(plainCommands(outcome)).toEqual([
      `az network route-table route delete --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-network --route-table-name rt-shop --name ${userNode}____102442024`,
    ]);
  });

  it("fails when the next hop is another node's address", () => {
    expect(ask(wrongNextHop, { routeTables: withUserRoute({ nextHopIpAddress: '10.10.1.4' }) }).status).toBe('fail');
  });

  it('fails when the next hop is missing', () => {
    const outcome = ask(wrongNextHop, { routeTables: withUserRoute({ nextHopIpAddress: undefined }) });

    expect(outcome.status).toBe('fail');
    expect(outcome.reason).toContain('no next hop address');
    expect(failing(outcome)[0]?.evidence).toMatchObject({ nextHopIpAddress: null });
  });

  it('fails when the next hop is no address', () => {
    expect(ask(wrongNextHop, { routeTables: withUserRoute({ nextHopIpAddress: '10.10.1.600' }) }).status).toBe('fail');
  });

  it('passes when the next hop is any of the addresses, in any spelling of IPv6', () => {
    const facts = {
      routeTables: withUserRoute({ nextHopIpAddress: 'FD00:0:0:1:0::A' }),
      nodeInterfaces: interfacesWith(['10.10.1.6', 'fd00:0:0:1::a']),
    };

    expect(ask(wrongNextHop, facts).status).toBe('pass');
  });

  it('finds the interface of a node in other letter case', () => {
    const nodeInterfaces = healthyNodeInterfaces().map((each) => ({ ...each, nodeName: each.nodeName.toUpperCase() }));

    expect(ask(wrongNextHop, { nodeInterfaces }).status).toBe('pass');
  });

  it.each([
    ['of an absent node', { name: `${nodeName('user', 9)}____102442024` }],
    ['outside the pod CIDR', { addressPrefix: '10.245.0.0/24' }],
  ])('leaves out a route %s', (_, overrides) => {
    expect(
      ask(wrongNextHop, { routeTables: withUserRoute({ ...overrides, nextHopIpAddress: '10.10.1.99' }) }).status,
    ).toBe('pass');
  });

  it.each([
    ['no interface', () => healthyNodeInterfaces().slice(0, 2)],
    ['an interface without addresses', () => interfacesWith([])],
  ])('is unknown, naming the node, when a node has %s', (_, nodeInterfaces) => {
    const outcome = ask(wrongNextHop, { nodeInterfaces: nodeInterfaces() });

    expect(outcome.status).toBe('unknown');
    expect(outcome.reason).toContain(userNode);
  });

  it('says how many nodes more have no interface', () => {
    expect(ask(wrongNextHop, { nodeInterfaces: [] }).reason).toContain('and 2 more');
  });

  it('fails for a wrong route also where an interface of another node is missing', () => {
    const facts = {
      routeTables: withUserRoute({ nextHopIpAddress: '10.10.1.99' }),
      nodeInterfaces: healthyNodeInterfaces().slice(1),
    };

    expect(failingIds(ask(wrongNextHop, facts))).toEqual([userRouteId]);
  });

  it('does not apply where no route is named after a present node', () => {
    expect(ask(wrongNextHop, { routeTables: [aRouteTable({ routes: [aRoute({ name: 'custom' })] })] }).status).toBe(
      'notApplicable',
    );
  });

  it('does not apply to a stopped cluster', () => {
    const managedCluster = aManagedCluster({ powerState: { code: 'Stopped' } });
    const routeTables = withUserRoute({ nextHopIpAddress: '10.10.1.99' });

    expect(ask(wrongNextHop, { managedCluster, routeTables }).status).toBe('notApplicable');
  });

  it('is unknown when the nodes of a whole pool are missing from the list', () => {
    expect(ask(wrongNextHop, { nodes: healthyNodes().slice(0, 2) }).status).toBe('unknown');
  });

  it('is unknown when the pod CIDR is malformed', () => {
    expect(
      ask(wrongNextHop, { managedCluster: aManagedCluster({ networkProfile: { podCidrs: ['pods'] } }) }).status,
    ).toBe('unknown');
  });

  it.each([
    ['VirtualAppliance', 'suspected'],
    [undefined, 'suspected'],
    ['VnetLocal', 'measured'],
  ])('of a route to %s without an address is %s', (nextHopType, confidence) => {
    const outcome = ask(wrongNextHop, { routeTables: withUserRoute({ nextHopIpAddress: undefined, nextHopType }) });

    expect(failing(outcome)).toMatchObject([
      {
        confidence,
        message: `Route ${userNode}____102442024 (10.244.2.0/24) of rt-shop has no next hop address, but node ${userNode} has 10.10.1.6.`,
        evidence: { nextHopIpAddress: null },
      },
    ]);
    expect(plainCommands(outcome)).toHaveLength(confidence === 'suspected' ? 0 : 1);
  });

  it('is measured of an appliance that is elsewhere, and names every address of the node', () => {
    const outcome = ask(wrongNextHop, {
      routeTables: withUserRoute({ nextHopIpAddress: '10.10.1.99' }),
      nodeInterfaces: interfacesWith(['10.10.1.6', '10.10.1.7']),
    });

    expect(failing(outcome)).toMatchObject([{ confidence: 'measured' }]);
    expect(outcome.reason).toContain(`leads to 10.10.1.99, but node ${userNode} has 10.10.1.6, 10.10.1.7.`);
    expect(ask(wrongNextHop).findings[0]?.evidence).toMatchObject({ nextHopIpAddress: '10.10.1.4' });
  });
});
