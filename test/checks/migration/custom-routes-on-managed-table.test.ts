import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/custom-routes-on-managed-table.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { managedRouteTableId, nodeResourceGroup } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failingIds } from '../ask.ts';

function custom(addressPrefix: string, name = 'mine') {
  return aRoute({ name, addressPrefix, nextHopIpAddress: '10.10.0.4' });
}

function judge(routes: ReturnType<typeof aRoute>[], networkProfile = {}) {
  return ask(check, {
    managedCluster: aManagedCluster({ networkProfile }),
    routeTables: [aRouteTable({ id: managedRouteTableId, name: 'managed', routes: [aRoute(), ...routes] })],
  });
}

describe('MIG-011', () => {
  it('passes a managed table of pod routes alone', () => {
    expect(judge([])).toMatchObject({ status: 'pass', findings: [{ resourceId: managedRouteTableId }] });
  });

  it.each(['10.0.0.0/8', '192.168.0.0/16', '10.244.0.0/15', 'Storage.WestEurope', '0.0.0.0/1'])(
    'fails as high for a route to %s',
    (addressPrefix) => {
      const outcome = judge([custom(addressPrefix)]);
      expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
      expect(failingIds(outcome)).toEqual([managedRouteTableId]);
      expect(outcome.findings[0]?.evidence).toEqual({
        outboundType: 'loadBalancer',
        customRoutes: [{ name: 'mine', addressPrefix }],
      });
    },
  );

  it('is a blocker for a default route among others', () => {
    const outcome = judge([custom('10.0.0.0/8'), custom('0.0.0.0/0', 'to-firewall')]);
    expect(outcome.severity).toBe('blocker');
    expect(outcome.reason).toContain('to-firewall (0.0.0.0/0)');
  });

  it.each(['userDefinedRouting', 'UserDefinedRouting'])(
    'is a blocker for any route with outbound type %s',
    (outboundType) => {
      expect(judge([custom('10.0.0.0/8')], { outboundType }).severity).toBe('blocker');
    },
  );

  it('passes a table without custom routes whatever the outbound type', () => {
    expect(judge([], { outboundType: 'userDefinedRouting' }).status).toBe('pass');
  });

  it('does not count a custom route inside the pod CIDR', () => {
    expect(judge([custom('10.244.9.0/25')]).status).toBe('pass');
  });

  it('knows the managed table by its resource group in any letter case', () => {
    const id = managedRouteTableId.replace(nodeResourceGroup, nodeResourceGroup.toLowerCase());
    const routeTables = [aRouteTable({ id, routes: [custom('0.0.0.0/0')] })];
    expect(ask(check, { routeTables }).status).toBe('fail');
  });

  it("does not apply to a table of the owner's, or without a table", () => {
    const routeTables = [aRouteTable({ routes: [custom('0.0.0.0/0')] })];
    expect(ask(check, { routeTables }).status).toBe('notApplicable');
    expect(ask(check, { routeTables: [] }).status).toBe('notApplicable');
  });

  it('judges the managed one of two tables', () => {
    const owned = aRouteTable({ routes: [custom('0.0.0.0/0')] });
    const managed = aRouteTable({ id: managedRouteTableId, routes: [aRoute()] });
    expect(ask(check, { routeTables: [owned, managed] })).toMatchObject({
      status: 'pass',
      findings: [{ resourceId: managedRouteTableId }],
    });
  });

  it('is unknown where the cluster does not name its node resource group, or states no valid pod CIDR', () => {
    const managedCluster = aManagedCluster({ nodeResourceGroup: undefined });
    expect(ask(check, { managedCluster }).status).toBe('unknown');
    expect(judge([], { podCidrs: ['nonsense'] }).reason).toContain('nonsense');
  });
});
