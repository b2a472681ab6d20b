import { describe, expect, it } from 'vitest';
import { parseCidrs } from '../../src/network/cidr.ts';
import {
  classifyTable,
  hasNodeNameSeparator,
  isStaleRoute,
  routeNodeName,
  staleRouteKey,
} from '../../src/network/routes.ts';
import { aNode } from '../builders/node.ts';
import { routeTableId } from '../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../builders/route-table.ts';

const node = aNode({ name: 'aks-np1-12345678-vmss00000a' });
const podCidrs = parseCidrs(['10.244.0.0/16', 'fd12:3456:789a::/64']).cidrs;

function classify(overrides: Parameters<typeof aRoute>[0]) {
  const [classified] = classifyTable(aRouteTable({ routes: [aRoute(overrides)] }), podCidrs, [node]).routes;
  if (classified === undefined) throw new Error('the table has one route');
  return classified;
}

describe('routeNodeName', () => {
  it.each([
    ['aks-np1-12345678-vmss00000a____102440024', 'aks-np1-12345678-vmss00000a'],
    ['AKS-NP1-12345678-VMSS00000A____102440024', 'aks-np1-12345678-vmss00000a'],
    ['aks-np1-12345678-vmss00000a____fd123456789a64', 'aks-np1-12345678-vmss00000a'],
    ['aks-np1-12345678-vmss00000a', 'aks-np1-12345678-vmss00000a'],
    ['a____b____c', 'a'],
    ['three___underscores', 'three___underscores'],
    ['', ''],
  ])('reads from %j the node %j', (name, expected) => {
    expect(routeNodeName(aRoute({ name }))).toBe(expected);
  });
});

describe('hasNodeNameSeparator', () => {
  it('asks for four underscores', () => {
    expect(hasNodeNameSeparator(aRoute({ name: 'node____1' }))).toBe(true);
    expect(hasNodeNameSeparator(aRoute({ name: 'node___1' }))).toBe(false);
  });
});

describe('classifyTable', () => {
  it("knows AKS's route of a present node, whatever the letter case", () => {
    const route = classify({ name: 'AKS-np1-12345678-vmss00000A____102447024', addressPrefix: '10.244.7.0/24' });
    expect(route).toMatchObject({ insidePodCidr: true, isAksRoute: true, routeTableId });
    expect(route.node).toBe(node);
    expect(isStaleRoute(route)).toBe(false);
  });

  it('knows the IPv6 route of a node', () => {
    const route = classify({ name: `${node.name}____fd123456789a80`, addressPrefix: 'fd12:3456:789a::/80' });
    expect(route).toMatchObject({ insidePodCidr: true, isAksRoute: true, node });
  });

  it('knows a legacy route only while its node is present', () => {
    expect(classify({ name: node.name })).toMatchObject({ isAksRoute: true, node });
    expect(classify({ name: 'aks-gone-12345678-vmss000000' })).toMatchObject({
      isAksRoute: false,
      insidePodCidr: true,
    });
  });

  it("takes AKS's route without a node for stale", () => {
    const route = classify({ name: 'aks-gone-12345678-vmss000000____102449024', addressPrefix: '10.244.9.0/24' });
    expect(route).toMatchObject({ isAksRoute: true, node: undefined });
    expect(isStaleRoute(route)).toBe(true);
  });

  it('does not take a custom route inside the pod CIDR for stale', () => {
    const route = classify({ name: 'to-appliance', addressPrefix: '10.244.9.0/25' });
    expect(route).toMatchObject({ insidePodCidr: true, isAksRoute: false });
    expect(isStaleRoute(route)).toBe(false);
  });

  it.each(['0.0.0.0/0', '10.244.0.0/15', '10.245.0.0/24', 'AzureCloud', 'not-a-prefix', ''])(
    "counts a route to %j as custom, even when it is named like AKS's",
    (addressPrefix) => {
      const route = classify({ name: `${node.name}____x`, addressPrefix });
      expect(route).toMatchObject({ insidePodCidr: false, isAksRoute: false });
      expect(isStaleRoute(route)).toBe(false);
    },
  );

  it('reads no range from a service tag', () => {
    expect(classify({ addressPrefix: 'Storage.WestEurope' }).cidr).toBeUndefined();
  });

  it('takes a route to the whole pod CIDR as inside it', () => {
    expect(classify({ name: 'all', addressPrefix: '10.244.0.0/16' }).insidePodCidr).toBe(true);
  });
});

describe('staleRouteKey', () => {
  it('is the same for two spellings of table and route', () => {
    expect(staleRouteKey('/subscriptions/S/RT/', 'Node____1')).toBe(staleRouteKey('/Subscriptions/s/rt', 'node____1'));
  });
});
