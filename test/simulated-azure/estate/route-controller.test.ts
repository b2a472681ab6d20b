import { describe, expect, it } from 'vitest';
import type { RouteDraft } from '../../../simulated-azure/estate/build/network-draft.ts';
import {
  type ControllerView,
  controllerCycle,
  routesFor,
  settledRoutes,
} from '../../../simulated-azure/estate/build/route-controller.ts';

const scaled = (instance: number) => `aks-np1-12345678-vmss00000${instance}`;
const machine = (instance: number) => `aks-np1-12345678-${instance}`;
const aNode = (name: string, block: number) => ({
  name,
  podCidrs: [`10.244.${block}.0/24`],
  privateIpAddress: `10.10.1.${4 + block}`,
});
const nodes = [0, 1, 2].map((at) => aNode(scaled(at), at));
const view: ControllerView = { podCidrs: ['10.244.0.0/16'], nodes };
const own = (name: string, addressPrefix: string): RouteDraft => ({
  name,
  addressPrefix,
  nextHopType: 'VirtualAppliance',
  nextHopIpAddress: '10.90.0.4',
});
const right = nodes.flatMap(routesFor);
const names = (routes: readonly RouteDraft[]) => routes.map(({ name }) => name);
/** Names that a cycle takes out of a table that holds these besides the right ones. */
const taken = (...more: readonly RouteDraft[]) => {
  const left = names(controllerCycle([...right, ...more], view));
  return names([...right, ...more]).filter((name) => !left.includes(name));
};

describe('one cycle of the route controller', () => {
  it('writes a route for each node and family, and then changes nothing', () => {
    const written = controllerCycle([], view);
    expect(names(written)).toEqual(nodes.map(({ name }, at) => `${name}____10244${at}024`));
    expect(controllerCycle(written, view)).toEqual(written);
    const dual = {
      ...aNode(scaled(0), 0),
      podCidrs: ['10.244.0.0/24', 'fd12:3456:789a::/80'],
      privateIpv6Address: 'fd00::4',
    };
    expect(routesFor(dual).map(({ nextHopIpAddress }) => nextHopIpAddress)).toEqual(['10.10.1.4', 'fd00::4']);
  });

  it('gives a node without a range no route', () => {
    expect(controllerCycle([], { ...view, nodes: [{ ...aNode(scaled(0), 0), podCidrs: [] }] })).toEqual([]);
  });

  it.each(['10.244.0.0/14', '10.244.0.0/15', '10.244.0.0/16', '10.244.200.0/25'])('takes %s for its own', (prefix) => {
    expect(taken(own('summary', prefix))).toEqual(['summary']);
  });

  it.each(['10.240.0.0/12', '10.0.0.0/8', '0.0.0.0/0', 'Storage'])('leaves %s alone', (prefix) => {
    expect(taken(own('summary', prefix))).toEqual([]);
  });

  it('takes what a name begins with along, by letter case', () => {
    expect(
      taken(
        own('to', '10.244.200.0/24'),
        own('to-onprem', '192.168.0.0/16'),
        own('tomcat', '10.9.0.0/16'),
        own('To-hub', '10.8.0.0/16'),
      ),
    ).toEqual(['to', 'to-onprem', 'tomcat']);
  });

  it('empties the table for a cycle when a route in the pod range is called aks', () => {
    const table = [...right, own('aks', '10.244.200.0/24')];
    expect(controllerCycle(table, view)).toEqual([]);
    expect(settledRoutes(table, view)).toEqual(right);
  });

  it('takes a stale route and one of an old name in its first cycle', () => {
    expect(taken(own(`${scaled(7)}____102447024`, '10.244.7.0/24'), own(scaled(8), '10.244.8.0/24'))).toHaveLength(2);
  });

  it('takes routes of the machines whose number begins with the one that left, and writes them again', () => {
    const machines = [10, 11, 2].map((instance) => aNode(machine(instance), instance));
    const table = [...machines.flatMap(routesFor), ...routesFor(aNode(machine(1), 1))];
    const after = controllerCycle(table, { ...view, nodes: machines });
    expect(names(after)).toEqual([`${machine(2)}____102442024`]);
    expect(names(settledRoutes(table, { ...view, nodes: machines })).toSorted()).toEqual(
      names(machines.flatMap(routesFor)).toSorted(),
    );
  });

  it.each([
    ['a second route', own(`${scaled(0)}____102449024`, '10.244.9.0/24')],
    ['a route under its old name', own(scaled(0), '10.244.0.0/24')],
  ])('deletes all routes of a node that has %s, and writes the right one a cycle later', (_, route) => {
    const table = [...right, route];
    const after = controllerCycle(table, view);
    expect(names(after)).toEqual(names(right.slice(1)));
    expect(names(controllerCycle(after, view)).toSorted()).toEqual(names(right).toSorted());
  });

  it('takes another spelling of an IPv6 range for a wrong one', () => {
    const node = { ...aNode(scaled(0), 0), podCidrs: ['fd12:3456:789a::/80'], privateIpv6Address: 'fd00::4' };
    const dual = { podCidrs: ['fd12:3456:789a::/64'], nodes: [node] };
    const respelled = routesFor(node).map((route) => ({ ...route, addressPrefix: 'FD12:3456:789A:0:0::/80' }));
    expect(controllerCycle(respelled, dual)).toEqual([]);
    expect(settledRoutes(respelled, dual)).toEqual(routesFor(node));
  });

  it('never looks at the next hop', () => {
    const elsewhere = right.map((route) => ({ ...route, nextHopIpAddress: '10.90.0.4' }));
    expect(controllerCycle(elsewhere, view)).toEqual(elsewhere);
  });

  it('writes for none of two new nodes where there is room for one', () => {
    const full = { ...view, routeLimit: 2 };
    const first = right.slice(0, 1);
    expect(controllerCycle(first, full)).toEqual(first);
    expect(names(controllerCycle(first, { ...full, nodes: nodes.slice(0, 2) }))).toHaveLength(2);
  });

  it('leaves everything as it is where it may not write', () => {
    const table = [own('summary', '10.244.0.0/15'), own(scaled(7), '10.244.7.0/24')];
    expect(controllerCycle(table, { ...view, canWrite: false })).toEqual(table);
  });
});
