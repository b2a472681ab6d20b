import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/ip-plan/connected-ranges.ts';
import type { VirtualNetworkPeering } from '../../../src/model/azure/virtual-network.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { nodeName, routeTableId, virtualNetworkId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { aVirtualNetwork } from '../../builders/virtual-network.ts';
import { ask, failing, failingIds } from '../ask.ts';

const remoteId = `${virtualNetworkId}-hub`;
const gatewayId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/localNetworkGateways/lgw';

function peeredWith(prefixes: string[], overrides: Partial<VirtualNetworkPeering> = {}) {
  const peering = {
    name: 'to-hub',
    peeringState: 'Connected',
    remoteVirtualNetwork: remoteId,
    remoteAddressSpace: { addressPrefixes: prefixes },
    ...overrides,
  };
  return { virtualNetworks: [aVirtualNetwork({ virtualNetworkPeerings: [peering] })] };
}

const gateway = (...addressPrefixes: string[]) => ({
  localNetworkGateways: [{ id: gatewayId, name: 'lgw', addressPrefixes }],
});

const withRoute = (name: string, addressPrefix: string) => ({
  routeTables: [aRouteTable({ routes: [aRoute({ name, addressPrefix, nextHopIpAddress: '10.90.0.4' })] })],
});

describe('IP-005', () => {
  it('passes where nothing is connected', () => {
    expect(ask(check).status).toBe('pass');
  });

  it.each([
    ['10.243.255.0/24', 'pass'],
    ['10.244.0.0/24', 'fail'],
    ['10.244.255.0/24', 'fail'],
    ['10.245.0.0/24', 'pass'],
    ['10.0.0.0/8', 'fail'],
  ])('judges a peered network of %s', (prefix, status) => {
    const outcome = ask(check, peeredWith(['10.90.0.0/16', prefix]));
    expect(outcome.status).toBe(status);
    if (status === 'fail') {
      expect(failing(outcome)).toMatchObject([
        { resourceId: remoteId, severity: 'high', evidence: { overlapping: [prefix] } },
      ]);
    }
  });

  it.each([
    ['Disconnected', 'pass'],
    ['Initiated', 'pass'],
    ['connected', 'fail'],
    [undefined, 'fail'],
  ])('takes a peering in state %s for what it is', (peeringState, status) => {
    expect(ask(check, peeredWith(['10.244.0.0/16'], { peeringState })).status).toBe(status);
  });

  it('is unknown where a peering does not state its addresses', () => {
    expect(ask(check, peeredWith([], {})).status).toBe('unknown');
    expect(ask(check, peeredWith([], { remoteAddressSpace: undefined })).status).toBe('unknown');
    expect(ask(check, peeredWith(['somewhere'])).status).toBe('unknown');
  });

  it('names the peering where the network behind it has no id', () => {
    const outcome = ask(check, peeredWith(['10.244.0.0/16'], { remoteVirtualNetwork: undefined }));
    expect(failingIds(outcome)).toEqual([`${virtualNetworkId}/virtualNetworkPeerings/to-hub`]);
  });

  it('suspects a local network gateway that leads into the pod CIDR', () => {
    const outcome = ask(check, gateway('192.168.0.0/16', '10.244.7.0/24'));
    expect(failing(outcome)).toMatchObject([{ resourceId: gatewayId, confidence: 'suspected' }]);
    expect(ask(check, gateway('10.243.0.0/16', '10.245.0.0/16')).status).toBe('pass');
  });

  it.each([
    ['to-lab', '10.244.0.0/16', 'fail'],
    ['to-lab', '10.244.9.0/24', 'fail'],
    ['to-lab', '10.244.9.128/25', 'fail'],
    ['summary', '10.244.0.0/15', 'pass'],
    ['default', '0.0.0.0/0', 'pass'],
    ['elsewhere', '10.200.0.0/16', 'pass'],
    [`${nodeName('system', 0)}____102440024`, '10.244.0.0/24', 'pass'],
    [nodeName('system', 0), '10.244.0.0/24', 'pass'],
    ['gone____102449024', '10.244.9.0/24', 'pass'],
    ['tag', 'Storage', 'pass'],
  ])('judges the route %s for %s', (name, prefix, status) => {
    expect(ask(check, withRoute(name, prefix)).status).toBe(status);
  });

  it('names the route', () => {
    expect(failingIds(ask(check, withRoute('to-lab', '10.244.9.0/24')))).toEqual([`${routeTableId}/routes/to-lab`]);
  });

  it("is unknown about a route that may be a node's where the nodes are not known", () => {
    expect(ask(check, { ...withRoute('a-name', '10.244.9.0/24'), nodes: notKnown('403') }).status).toBe('unknown');
    expect(ask(check, { nodes: notKnown('403') }).status).toBe('pass');
  });

  it('looks at both families', () => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidrs: ['10.244.0.0/16', 'fd12:3456:789a::/64'] } });
    expect(ask(check, { managedCluster, ...peeredWith(['fd12:3456:789a::/48']) }).status).toBe('fail');
    expect(ask(check, { managedCluster, ...peeredWith(['fd12:3456:789b::/48']) }).status).toBe('pass');
  });

  it('is unknown without a pod CIDR', () => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidr: undefined, podCidrs: [] } });
    expect(ask(check, { managedCluster }).status).toBe('unknown');
  });

  it.each(['virtualNetworks', 'routeTables', 'localNetworkGateways'] as const)(
    'is unknown where %s could not be read',
    (fact) => {
      expect(ask(check, { [fact]: notKnown('403') })).toMatchObject({ status: 'unknown', reason: '403' });
    },
  );

  it('is unknown where a network does not state its peerings, or a gateway its ranges', () => {
    const virtualNetworks = [aVirtualNetwork({ virtualNetworkPeerings: undefined })];
    expect(ask(check, { virtualNetworks })).toMatchObject({
      status: 'unknown',
      reason: 'The peerings of vnet-shop are not stated.',
    });
    expect(ask(check, gateway())).toMatchObject({
      status: 'unknown',
      reason: 'Local network gateway lgw states no range.',
    });
  });

  it('names what cannot be read', () => {
    expect(ask(check, peeredWith(['nonsense'])).reason).toContain('nonsense of peering to-hub of vnet-shop cannot');
    expect(ask(check, gateway('nonsense')).reason).toContain('nonsense of local network gateway lgw cannot');
  });

  it('names every range of the pods that is used', () => {
    expect(ask(check, peeredWith(['10.244.1.0/24', '10.244.2.0/24'])).reason).toContain(
      'uses 10.244.1.0/24, 10.244.2.0/24.',
    );
    expect(ask(check, gateway('10.244.1.0/24', '10.244.2.0/24')).reason).toContain(
      'leads to 10.244.1.0/24, 10.244.2.0/24.',
    );
  });

  it('tells the kind of the next hop of a route', () => {
    expect(failing(ask(check, withRoute('to-partner', '10.244.9.0/24')))[0]?.evidence).toEqual({
      addressPrefix: '10.244.9.0/24',
      nextHopType: 'VirtualAppliance',
    });
  });
});
