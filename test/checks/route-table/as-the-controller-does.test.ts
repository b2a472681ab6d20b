import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RouteDraft } from '../../../simulated-azure/estate/build/network-draft.ts';
import { controllerCycle, routesFor, settledRoutes } from '../../../simulated-azure/estate/build/route-controller.ts';
import collidingUserRoute from '../../../src/checks/route-table/colliding-user-route.ts';
import duplicateRoutes from '../../../src/checks/route-table/duplicate-routes.ts';
import legacyRouteNames from '../../../src/checks/route-table/legacy-route-names.ts';
import nodeWithoutRoute from '../../../src/checks/route-table/node-without-route.ts';
import staleRoute from '../../../src/checks/route-table/stale-route.ts';
import { resourceNameOf } from '../../../src/model/resource-id.ts';
import { healthyNodeInterfaces, healthyNodes } from '../../builders/cluster-facts.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failing, failingIds } from '../ask.ts';

const podCidrs = ['10.244.0.0/16'];
const nodes = healthyNodes().map(({ name }, at) => ({
  name,
  podCidrs: [`10.244.${at}.0/24`],
  privateIpAddress: healthyNodeInterfaces()[at]?.privateIpAddresses[0] ?? '',
}));
const view = { podCidrs, nodes };
const right = nodes.flatMap(routesFor);

const toTable = (routes: readonly RouteDraft[]) => [
  aRouteTable({ routes: routes.map(({ name, addressPrefix }) => aRoute({ name, addressPrefix })) }),
];
const namesIn = (ids: readonly string[]) => ids.map(resourceNameOf);

/** Names that begin like each other and like nodes', and prefixes in and around the pod CIDR. */
const anOwnRoute = fc.record({
  name: fc.constantFrom(
    'to',
    'to-onprem',
    'tomcat',
    'aks',
    'aks-system',
    'hub',
    'To',
    `${nodes[0]?.name}-onprem`,
    'default',
  ),
  addressPrefix: fc.constantFrom(
    '10.244.200.0/24',
    '10.244.0.0/15',
    '10.240.0.0/12',
    '192.168.0.0/16',
    '0.0.0.0/0',
    '10.9.0.0/16',
  ),
});
/** Azure takes no two routes of one name, nor of one prefix. */
const ownRoutes = fc
  .uniqueArray(anOwnRoute, { selector: ({ name }) => name, maxLength: 5 })
  .map((all) => all.filter((each, at) => all.findIndex((other) => other.addressPrefix === each.addressPrefix) === at))
  .map((all) =>
    all.map((each): RouteDraft => ({ ...each, nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.90.0.4' })),
  );

describe('the checks and the route controller', () => {
  it("agree on which of the owner's routes a cycle deletes, and on what goes along", () => {
    fc.assert(
      fc.property(ownRoutes, (own) => {
        const before = [...own, ...right];
        const left = new Set(controllerCycle(before, view).map(({ name }) => name));
        const gone = before.map(({ name }) => name).filter((name) => !left.has(name));
        const outcome = ask(collidingUserRoute, { routeTables: toTable(before) });
        const told = failing(outcome).flatMap(({ resourceId, evidence }) => [
          resourceNameOf(resourceId),
          ...(Array.isArray(evidence['deletedWithIt'])
            ? evidence['deletedWithIt'].map((each) => String(each).split(' ')[0] ?? '')
            : []),
        ]);
        // What goes only when its node goes is told too, and is not gone yet.
        const waiting = own.map(({ name }) => name).filter((name) => name.startsWith(nodes[0]?.name ?? '?'));
        expect([...new Set(told)].filter((name) => !waiting.includes(name) || gone.includes(name)).sort()).toEqual(
          gone.sort(),
        );
      }),
    );
  });

  it('have nothing to say of a table that has settled', () => {
    fc.assert(
      fc.property(ownRoutes, (own) => {
        const routeTables = toTable(settledRoutes([...own, ...right], view));
        for (const check of [nodeWithoutRoute, staleRoute, duplicateRoutes, legacyRouteNames]) {
          expect(ask(check, { routeTables }).status, check.code).toBe('pass');
        }
      }),
    );
  });

  it.each([
    ['RT-005', staleRoute, 'aks-user-12345678-vmss000009____102449024', '10.244.9.0/24'],
    ['RT-008', legacyRouteNames, 'aks-user-12345678-vmss000009', '10.244.9.0/24'],
    ['RT-007', duplicateRoutes, `${nodes[0]?.name}____102449024`, '10.244.9.0/24'],
  ])('%s tells what only a table that nobody can write still holds', (_, check, name, addressPrefix) => {
    const odd: RouteDraft = { name, addressPrefix, nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.10.1.9' };
    const stuck = settledRoutes([...right, odd], { ...view, canWrite: false });
    const outcome = ask(check, { routeTables: toTable(stuck) });
    expect(namesIn(failingIds(outcome))).toContain(name);
    expect(settledRoutes([...right, odd], view).map((route) => route.name)).not.toContain(name);
  });

  it('say who loses routes when one of an availability set is cleaned up', () => {
    const machines = [10, 11].map((instance) => `aks-user-12345678-${instance}`);
    const present = machines.map((name, at) => ({
      ...nodes[at],
      name,
      podCidrs: [`10.244.${at}.0/24`],
      privateIpAddress: '10.10.1.4',
    }));
    const gone = routesFor({ name: 'aks-user-12345678-1', podCidrs: ['10.244.7.0/24'], privateIpAddress: '10.10.1.8' });
    const listed = [
      ...healthyNodes(),
      ...healthyNodes()
        .slice(0, 2)
        .map((node, at) => ({ ...node, name: machines[at] ?? '' })),
    ];
    const routeTables = toTable([...right, ...present.flatMap(routesFor), ...gone]);

    expect(ask(staleRoute, { routeTables, nodes: listed }).reason).toContain(
      '2 other routes go for a cycle, the first aks-user-12345678-10____',
    );
    expect(controllerCycle([...present.flatMap(routesFor), ...gone], { podCidrs, nodes: present })).toEqual([]);
  });
});
