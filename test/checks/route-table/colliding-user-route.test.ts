import { describe, expect, it } from 'vitest';
import collidingUserRoute from '../../../src/checks/route-table/colliding-user-route.ts';
import type { Route } from '../../../src/model/azure/route-table.ts';
import { healthyRoutes } from '../../builders/cluster-facts.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { nodeName, routeTableId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failing, failingIds } from '../ask.ts';

const withRoute = (addressPrefix: string, name = 'to-partner') => [
  aRouteTable({ routes: [...healthyRoutes(), aRoute({ name, addressPrefix })] }),
];

describe('RT-010', () => {
  it("passes with AKS's own routes only", () => {
    expect(ask(collidingUserRoute)).toMatchObject({ status: 'pass', severity: 'blocker', live: false });
  });

  it.each([
    ['the pod CIDR itself', '10.244.0.0/16'],
    ['a range that starts with it', '10.244.0.0/15'],
    ['a range inside it', '10.244.7.0/25'],
    ['one /24 of it', '10.244.7.0/24'],
    ['its last address', '10.244.255.255/32'],
  ])('fails for %s', (_, prefix) => {
    const outcome = ask(collidingUserRoute, { routeTables: withRoute(prefix) });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failingIds(outcome)).toEqual([`${routeTableId}/routes/to-partner`]);
    expect(failing(outcome)[0]?.evidence).toEqual({
      addressPrefix: prefix,
      podCidrs: ['10.244.0.0/16'],
      deletedWithIt: [],
    });
  });

  it('fails for a range that ends with the pod CIDR', () => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidrs: ['10.245.0.0/16'] } });

    expect(failingIds(ask(collidingUserRoute, { managedCluster, routeTables: withRoute('10.244.0.0/15') }))).toContain(
      `${routeTableId}/routes/to-partner`,
    );
  });

  it.each([
    ['the default route', '0.0.0.0/0'],
    ['a wider range around it', '10.0.0.0/8'],
    ['the range before it', '10.243.0.0/16'],
    ['the range after it', '10.245.0.0/16'],
    ['a service tag', 'AzureCloud.WestEurope'],
    ['the other family', 'fd12:3456:789a::/64'],
    ['a malformed prefix', '10.244.0.0/40'],
  ])('passes with %s', (_, prefix) => {
    expect(ask(collidingUserRoute, { routeTables: withRoute(prefix) }).status).toBe('pass');
  });

  it.each([
    ['with four underscores', `${nodeName('user', 9)}____102449024`],
    ['after a present node, in other letter case', nodeName('user', 0).toUpperCase()],
  ])('passes with a /24 named %s', (_, name) => {
    expect(ask(collidingUserRoute, { routeTables: withRoute('10.244.9.0/24', name) }).status).toBe('pass');
  });

  it.each([
    ['10.244.9.0/24', 'pass'],
    ['10.244.9.0/25', 'fail'],
    ['10.245.9.0/25', 'pass'],
  ])('judges %s by its length even when it is named as AKS names: %s', (prefix, status) => {
    expect(ask(collidingUserRoute, { routeTables: withRoute(prefix, `${nodeName('user', 9)}____1`) }).status).toBe(
      status,
    );
  });

  it('fails for a route named with three underscores', () => {
    expect(
      ask(collidingUserRoute, { routeTables: withRoute('10.244.9.0/24', `${nodeName('user', 9)}___1`) }).status,
    ).toBe('fail');
  });

  it('does not measure IPv6 routes of AKS by /24', () => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidrs: ['10.244.0.0/16', 'fd12:3456:789a::/64'] } });
    const own = withRoute('fd12:3456:789a::/80', `${nodeName('user', 0)}____fd123456789a80`);

    expect(ask(collidingUserRoute, { managedCluster, routeTables: own }).status).toBe('pass');
    expect(ask(collidingUserRoute, { managedCluster, routeTables: withRoute('fd12:3456:789a::/80') }).status).toBe(
      'fail',
    );
  });

  it('names the route in the second of two tables, and the first as clean', () => {
    const second = aRouteTable({
      id: `${routeTableId}-2`,
      routes: [aRoute({ name: 'x', addressPrefix: '10.244.1.0/24' })],
    });

    const outcome = ask(collidingUserRoute, { routeTables: [aRouteTable({ routes: healthyRoutes() }), second] });

    expect(failingIds(outcome)).toEqual([`${routeTableId}-2/routes/x`]);
    expect(outcome.findings[0]).toMatchObject({ resourceId: routeTableId, status: 'pass' });
  });

  it('does not apply without a table', () => {
    expect(ask(collidingUserRoute, { routeTables: [] }).status).toBe('notApplicable');
  });

  it('is unknown when the pod CIDR is malformed', () => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidrs: ['10.244.0.0/16 '.repeat(2)] } });

    expect(ask(collidingUserRoute, { managedCluster }).status).toBe('unknown');
  });

  it('is a blocker, with no more than five names, where its deletion takes routes of nodes along', () => {
    const routes = [aRoute({ name: 'aks', addressPrefix: '10.244.9.0/24' }), ...healthyRoutes()];
    const more = [7, 8, 9].map((at) => aRoute({ name: `aks-own-${at}`, addressPrefix: `172.16.${at}.0/24` }));
    const named = (all: readonly Route[]) => all.map(({ name, addressPrefix }) => `${name} (${addressPrefix})`);

    const three = ask(collidingUserRoute, { routeTables: [aRouteTable({ routes })] });
    expect(three).toMatchObject({ status: 'fail', severity: 'blocker' });
    expect(three.reason).toBe(
      `Route aks (10.244.9.0/24) of rt-shop collides with the pod CIDR 10.244.0.0/16. AKS deletes it within a cycle, and with it every route whose name begins with aks: ${named(healthyRoutes()).join(', ')}.`,
    );
    expect(failing(three)[0]?.evidence).toMatchObject({ deletedWithIt: named(healthyRoutes()) });

    const five = ask(collidingUserRoute, { routeTables: [aRouteTable({ routes: [...routes, ...more.slice(1)] })] });
    expect(five.reason).not.toContain('more.');
    const six = ask(collidingUserRoute, { routeTables: [aRouteTable({ routes: [...routes, ...more] })] });
    expect(six.reason).toContain('aks-own-8 (172.16.8.0/24) and 1 more.');
  });

  it.each([
    ['0.0.0.0/0', 'blocker'],
    ['172.16.0.0/12', 'high'],
    ['AzureCloud', 'high'],
  ])('takes %s along as %s', (addressPrefix, severity) => {
    const routes = [aRoute({ name: 'hub', addressPrefix: '10.244.9.0/24' }), aRoute({ name: 'hub-2', addressPrefix })];

    expect(ask(collidingUserRoute, { routeTables: [aRouteTable({ routes })] }).severity).toBe(severity);
  });

  it('is no blocker where only the route of a node that is gone goes along', () => {
    const gone = aRoute({ name: `${nodeName('user', 9)}____102447024`, addressPrefix: '10.244.7.0/24' });
    const routes = [aRoute({ name: 'aks-user', addressPrefix: '10.244.9.0/24' }), gone];

    expect(ask(collidingUserRoute, { routeTables: [aRouteTable({ routes })] }).severity).toBe('high');
  });

  it.each([
    ['172.16.0.0/12', 'high'],
    ['0.0.0.0/0', 'blocker'],
    ['AzureCloud', 'high'],
  ])('fails for %s under the name of a node, and offers no deletion', (addressPrefix, severity) => {
    const name = `${nodeName('user', 0)}-to-hub`;
    const outcome = ask(collidingUserRoute, { routeTables: withRoute(addressPrefix, name) });

    expect(outcome).toMatchObject({ status: 'fail', severity, fix: { commands: [] } });
    expect(failing(outcome)).toMatchObject([
      {
        resourceId: `${routeTableId}/routes/${name}`,
        message: `Route ${name} (${addressPrefix}) of rt-shop begins with the name of node ${nodeName('user', 0)}: AKS deletes it when that node goes. Make it again under another name first.`,
        evidence: { addressPrefix, node: nodeName('user', 0) },
      },
    ]);
  });

  it.each([`to-${nodeName('user', 0)}`, nodeName('user', 0).toUpperCase()])(
    'passes a route elsewhere that is named %s',
    (name) => {
      expect(ask(collidingUserRoute, { routeTables: withRoute('172.16.0.0/12', name) }).status).toBe('pass');
    },
  );
});
