import { describe, expect, it } from 'vitest';
import staleRoute from '../../../src/checks/route-table/stale-route.ts';
import type { Route } from '../../../src/model/azure/route-table.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { staleRouteKey } from '../../../src/network/routes.ts';
import { healthyNodes, healthyRoutes } from '../../builders/cluster-facts.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { clusterId, nodeName, routeTableId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failing, failingIds, plainCommands } from '../ask.ts';

const goneNode = nodeName('user', 7);
const stale = aRoute({
  name: `${goneNode}____102447024`,
  addressPrefix: '10.244.7.0/24',
  nextHopIpAddress: '10.10.1.11',
});
const staleId = `${routeTableId}/routes/${stale.name}`;
const withRoutes = (...routes: Route[]) => [aRouteTable({ routes: [...healthyRoutes(), ...routes] })];
const previousAudit = (...staleRoutes: string[]) => ({ asOf: '2026-11-21T06:00:00Z', staleRoutes });

/** `healthyNodes` lists one node of the pool that the stale route's was in. */
function withPoolCount(count: number) {
  const cluster = aManagedCluster();
  const agentPoolProfiles = cluster.agentPoolProfiles.map((pool) => (pool.name === 'user' ? { ...pool, count } : pool));
  return { ...cluster, agentPoolProfiles };
}

/** A table of `count` routes, one of them stale. */
const tableOf = (count: number) =>
  withRoutes(
    stale,
    ...Array.from({ length: count - 4 }, (_, index) =>
      aRoute({ name: `custom-${index}`, addressPrefix: `192.168.${index}.0/24` }),
    ),
  );

describe('RT-005', () => {
  it('passes when every route of AKS has its node', () => {
    const outcome = ask(staleRoute);

    expect(outcome.status).toBe('pass');
    expect(outcome.findings[0]).toMatchObject({ resourceId: routeTableId, evidence: { routes: 3, routeLimit: 400 } });
  });

  it('names the route that has outlived its node, as measured when the audit before saw it too', () => {
    const outcome = ask(staleRoute, {
      routeTables: withRoutes(stale),
      previousAudit: previousAudit(staleRouteKey(routeTableId, stale.name)),
    });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'medium', live: false });
    expect(failing(outcome)).toMatchObject([{ resourceId: staleId, confidence: 'measured' }]);
    expect(failing(outcome)[0]?.evidence).toEqual({
      node: goneNode,
      addressPrefix: '10.244.7.0/24',
      routes: 4,
      routeLimit: 400,
      staleSince: '2026-11-21T06:00:00Z',
    });
    expect(plainCommands(outcome)).toEqual([
      `kubectl --context aks-shop get node ${goneNode}`,
      `az network route-table route delete --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-network --route-table-name rt-shop --name ${stale.name}`,
    ]);
  });

  it('is unknown while Azure counts more nodes in the pool than it lists: the node may be one of them', () => {
    const counting = (count: number) => ({ managedCluster: withPoolCount(count), routeTables: withRoutes(stale) });

    expect(ask(staleRoute, counting(2))).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('lists fewer nodes of its pool than it counts'),
    });
    expect(ask(staleRoute, counting(1)).status).toBe('fail');
  });

  it('is suspected when there is no earlier audit', () => {
    const outcome = ask(staleRoute, { routeTables: withRoutes(stale) });

    expect(failing(outcome)).toMatchObject([
      { resourceId: staleId, confidence: 'suspected', evidence: { staleSince: null } },
    ]);
  });

  it('passes, and says so, while only this audit has seen it', () => {
    const outcome = ask(staleRoute, { routeTables: withRoutes(stale), previousAudit: previousAudit() });

    expect(outcome.status).toBe('pass');
    expect(outcome.reason).toContain('The audit of 2026-11-21T06:00:00Z did not find it so');
  });

  it('does not mix up a route of the same name in another table', () => {
    const outcome = ask(staleRoute, {
      routeTables: withRoutes(stale),
      previousAudit: previousAudit(staleRouteKey(`${routeTableId}-2`, stale.name)),
    });

    expect(outcome.status).toBe('pass');
  });

  it('fails only for the one of two that was stale before', () => {
    const fresh = aRoute({ name: `${nodeName('user', 8)}____102448024`, addressPrefix: '10.244.8.0/24' });

    const outcome = ask(staleRoute, {
      routeTables: withRoutes(fresh, stale),
      previousAudit: previousAudit(staleRouteKey(routeTableId, stale.name)),
    });

    expect(failingIds(outcome)).toEqual([staleId]);
  });

  it.each([
    [319, 'medium'],
    [320, 'high'],
    [321, 'high'],
  ])('weighs a stale route in a table of %i of 400 routes as %s', (count, severity) => {
    expect(ask(staleRoute, { routeTables: tableOf(count) }).severity).toBe(severity);
  });

  it('measures the table by the limit it is given', () => {
    expect(ask(staleRoute, { routeTables: tableOf(320) }, { routeLimit: 401 }).severity).toBe('medium');
    expect(ask(staleRoute, { routeTables: tableOf(5) }, { routeLimit: 5 }).severity).toBe('high');
  });

  it.each([
    ['outside the pod CIDR', { name: `${goneNode}____102457024`, addressPrefix: '10.245.7.0/24' }],
    ['that AKS did not name', { name: 'to-on-premises', addressPrefix: '10.244.7.0/24' }],
    ['of a present node in other letter case', { name: `${nodeName('user', 0).toUpperCase()}____102447024` }],
  ])('passes with a route %s', (_, overrides) => {
    expect(ask(staleRoute, { routeTables: withRoutes({ ...stale, ...overrides }) }).status).toBe('pass');
  });

  it("leaves a route of another audited cluster's present node to RT-003", () => {
    const neighbour = {
      clusterId: `${clusterId}-2`,
      routeTableId: routeTableId.toUpperCase(),
      nodeSubnetIds: [],
      routeNames: [stale.name.toUpperCase()],
    };

    expect(ask(staleRoute, { routeTables: withRoutes(stale), tableNeighbours: [neighbour] }).status).toBe('pass');
    const elsewhere = { ...neighbour, routeTableId: `${routeTableId}-2` };
    expect(ask(staleRoute, { routeTables: withRoutes(stale), tableNeighbours: [elsewhere] }).status).toBe('fail');
  });

  it('is unknown, not stale, when the nodes of a whole pool are missing from the list', () => {
    const nodes = healthyNodes().filter(({ poolName }) => poolName === 'user');

    expect(ask(staleRoute, { nodes })).toMatchObject({ status: 'unknown' });
  });

  it('does not apply to a stopped cluster, whose nodes are all gone', () => {
    const managedCluster = aManagedCluster({ powerState: { code: 'Stopped' } });

    expect(ask(staleRoute, { managedCluster, nodes: [] }).status).toBe('notApplicable');
  });

  it('does not apply without a table', () => {
    expect(ask(staleRoute, { routeTables: [] }).status).toBe('notApplicable');
  });

  it('is unknown when a pod CIDR is malformed', () => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidrs: ['10.244.0.0/16', 'fd00::/200'] } });

    expect(ask(staleRoute, { managedCluster }).status).toBe('unknown');
  });

  it.each(['tableNeighbours', 'nodes', 'routeTables'] as const)('is unknown when %s could not be read', (name) => {
    expect(ask(staleRoute, { [name]: notKnown('403') })).toMatchObject({ status: 'unknown', severity: 'high' });
  });
});
