import { describe, expect, it } from 'vitest';
import wrongNextHopType from '../../../src/checks/route-table/wrong-next-hop-type.ts';
import type { Route } from '../../../src/model/azure/route-table.ts';
import { healthyRoutes } from '../../builders/cluster-facts.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { routeTableId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failing, failingIds, plainCommands } from '../ask.ts';

const withRoute = (overrides: Partial<Route>) => [
  aRouteTable({ routes: [...healthyRoutes(), aRoute({ name: 'odd', addressPrefix: '10.244.9.0/24', ...overrides })] }),
];

describe('RT-009', () => {
  it('passes when every route in the pod CIDR leads to a virtual appliance', () => {
    const outcome = ask(wrongNextHopType);

    expect(outcome).toMatchObject({ status: 'pass', severity: 'high', live: false });
    expect(outcome.findings[0]?.resourceId).toBe(routeTableId);
  });

  it.each(['VnetLocal', 'Internet', 'None', 'VirtualNetworkGateway'])(
    'fails for a route with next hop type %s',
    (nextHopType) => {
      const outcome = ask(wrongNextHopType, { routeTables: withRoute({ nextHopType }) });

      expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
      expect(failingIds(outcome)).toEqual([`${routeTableId}/routes/odd`]);
      expect(failing(outcome)[0]?.evidence).toEqual({ addressPrefix: '10.244.9.0/24', nextHopType });
      expect(plainCommands(outcome)[0]).toContain('--route-table-name rt-shop --name odd');
    },
  );

  it('fails for a route that states no next hop type', () => {
    expect(
      failing(ask(wrongNextHopType, { routeTables: withRoute({ nextHopType: undefined }) }))[0]?.evidence,
    ).toMatchObject({ nextHopType: null });
  });

  it.each([
    ['in other letter case', { nextHopType: 'virtualappliance' }],
    ['outside the pod CIDR', { nextHopType: 'None', addressPrefix: '10.245.0.0/24' }],
    ['around the pod CIDR', { nextHopType: 'Internet', addressPrefix: '0.0.0.0/0' }],
    ['for a service tag', { nextHopType: 'Internet', addressPrefix: 'AzureCloud' }],
  ])('passes with a route %s', (_, overrides) => {
    expect(ask(wrongNextHopType, { routeTables: withRoute(overrides) }).status).toBe('pass');
  });

  it('fails for a route that is the whole pod CIDR', () => {
    expect(
      ask(wrongNextHopType, { routeTables: withRoute({ addressPrefix: '10.244.0.0/16', nextHopType: 'None' }) }).status,
    ).toBe('fail');
  });

  it('judges each family by its own pod CIDR', () => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidrs: ['10.244.0.0/16', 'fd12:3456:789a::/64'] } });
    const routeTables = withRoute({ addressPrefix: 'FD12:3456:789A::/80', nextHopType: 'None' });

    expect(ask(wrongNextHopType, { managedCluster, routeTables }).status).toBe('fail');
    expect(ask(wrongNextHopType, { routeTables }).status).toBe('pass');
  });

  it('does not apply without a table', () => {
    expect(ask(wrongNextHopType, { routeTables: [] }).status).toBe('notApplicable');
  });

  it('is unknown when the pod CIDR is malformed', () => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidrs: ['10.244.0.0'] } });

    expect(ask(wrongNextHopType, { managedCluster }).status).toBe('unknown');
  });
});
