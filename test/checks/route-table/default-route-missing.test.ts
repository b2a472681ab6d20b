import { describe, expect, it } from 'vitest';
import defaultRouteMissing from '../../../src/checks/route-table/default-route-missing.ts';
import type { Route } from '../../../src/model/azure/route-table.ts';
import { healthyRoutes } from '../../builders/cluster-facts.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { clusterId, routeTableId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failing, failingIds, plainCommands } from '../ask.ts';

const userDefined = aManagedCluster({ networkProfile: { outboundType: 'userDefinedRouting' } });
const dualStack = aManagedCluster({
  networkProfile: {
    outboundType: 'userDefinedRouting',
    ipFamilies: ['IPv4', 'IPv6'],
    podCidrs: ['10.244.0.0/16', 'fd12:3456:789a::/64'],
  },
});

const toFirewall = (overrides: Partial<Route> = {}) =>
  aRoute({ name: 'default', addressPrefix: '0.0.0.0/0', nextHopIpAddress: '10.10.0.4', ...overrides });
const withRoutes = (...routes: Route[]) => [aRouteTable({ routes: [...healthyRoutes(), ...routes] })];

describe('RT-014', () => {
  it.each([
    ['VirtualAppliance', '10.10.0.4'],
    ['virtualnetworkgateway', undefined],
  ])('passes with 0.0.0.0/0 to a %s', (nextHopType, nextHopIpAddress) => {
    const routeTables = withRoutes(toFirewall({ nextHopType, nextHopIpAddress }));

    expect(ask(defaultRouteMissing, { managedCluster: userDefined, routeTables })).toMatchObject({
      status: 'pass',
      severity: 'high',
    });
  });

  it('fails at severity high without a default route, names the table, and says which address is missing', () => {
    const outcome = ask(defaultRouteMissing, { managedCluster: userDefined });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high', live: false });
    expect(failing(outcome)).toMatchObject([
      { resourceId: routeTableId, severity: 'high', evidence: { addressPrefix: '0.0.0.0/0', routes: 3 } },
    ]);
    expect(plainCommands(outcome)).toEqual([
      "az network route-table route create --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-network --route-table-name rt-shop --name default --address-prefix 0.0.0.0/0 --next-hop-type VirtualAppliance --next-hop-ip-address '<firewallIp>'",
    ]);
  });

  it.each([
    ['to the Internet', { nextHopType: 'Internet' }],
    ['to nowhere', { nextHopType: 'None' }],
    ['without a hop type', { nextHopType: undefined }],
    ['for half of the addresses', { addressPrefix: '0.0.0.0/1' }],
    ['for the other family', { addressPrefix: '::/0' }],
  ])('fails with a route %s', (_, overrides) => {
    const routeTables = withRoutes(toFirewall(overrides));

    expect(ask(defaultRouteMissing, { managedCluster: userDefined, routeTables }).status).toBe('fail');
  });

  it('fails when there is no route table at all', () => {
    const outcome = ask(defaultRouteMissing, { managedCluster: userDefined, routeTables: [] });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failingIds(outcome)).toEqual([clusterId]);
    expect(failing(outcome)[0]?.evidence).toEqual({ outboundType: 'userDefinedRouting', routeTables: 0 });
    expect(plainCommands(outcome)[0]).toContain('--name default --address-prefix 0.0.0.0/0');
  });

  it('says where the route leads: to the address, or to the kind of hop that has none', () => {
    const reason = (overrides: Partial<Route>) =>
      ask(defaultRouteMissing, { managedCluster: userDefined, routeTables: withRoutes(toFirewall(overrides)) }).reason;

    expect(reason({})).toBe('rt-shop sends 0.0.0.0/0 to 10.10.0.4.');
    expect(reason({ nextHopType: 'VirtualNetworkGateway', nextHopIpAddress: undefined })).toBe(
      'rt-shop sends 0.0.0.0/0 to VirtualNetworkGateway.',
    );
  });

  it('names the one of two tables that lacks it', () => {
    const second = aRouteTable({ id: `${routeTableId}-2`, routes: [] });

    const outcome = ask(defaultRouteMissing, {
      managedCluster: userDefined,
      routeTables: [...withRoutes(toFirewall()), second],
    });

    expect(failingIds(outcome)).toEqual([`${routeTableId}-2`]);
  });

  it('fails at severity low for a dual-stack cluster that lacks only ::/0', () => {
    const outcome = ask(defaultRouteMissing, { managedCluster: dualStack, routeTables: withRoutes(toFirewall()) });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'low' });
    expect(failing(outcome)).toMatchObject([{ severity: 'low', evidence: { addressPrefix: '::/0' } }]);
    expect(plainCommands(outcome)[0]).toContain("--address-prefix '::/0'");
  });

  it('fails at severity high for a dual-stack cluster that lacks both', () => {
    const outcome = ask(defaultRouteMissing, { managedCluster: dualStack });

    expect(outcome.severity).toBe('high');
    expect(failing(outcome).map(({ severity }) => severity)).toEqual(['high', 'low']);
  });

  it('counts the route that is there at the severity it would have had', () => {
    const routeTables = withRoutes(toFirewall({ addressPrefix: '::/0' }), toFirewall());
    const { findings } = ask(defaultRouteMissing, { managedCluster: dualStack, routeTables });

    expect(findings.map(({ severity }) => severity)).toEqual(['high', 'low']);
  });

  it('passes for a dual-stack cluster with both, ::/0 in any spelling', () => {
    const routeTables = withRoutes(toFirewall(), toFirewall({ name: 'default-6', addressPrefix: '0:0::/0' }));

    expect(ask(defaultRouteMissing, { managedCluster: dualStack, routeTables }).status).toBe('pass');
  });

  it.each(['loadBalancer', 'none', 'managedNATGateway'])('does not apply to outbound type %s', (outboundType) => {
    const managedCluster = aManagedCluster({ networkProfile: { outboundType } });

    expect(ask(defaultRouteMissing, { managedCluster }).status).toBe('notApplicable');
  });

  it('is unknown where no outbound type is stated', () => {
    const managedCluster = aManagedCluster({ networkProfile: { outboundType: undefined } });

    expect(ask(defaultRouteMissing, { managedCluster }).status).toBe('unknown');
  });

  it('reads the outbound type in any letter case', () => {
    const managedCluster = aManagedCluster({ networkProfile: { outboundType: 'UserDefinedRouting' } });

    expect(ask(defaultRouteMissing, { managedCluster }).status).toBe('fail');
  });
});
