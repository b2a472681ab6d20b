import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/egress/user-defined-routing.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { managedRouteTableId, routeTableId } from '../../builders/resource-ids.ts';
import { aRouteTable } from '../../builders/route-table.ts';
import { ask, failingIds } from '../ask.ts';

function judge(outboundType: string | undefined, tableIds: string[], overrides = {}) {
  return ask(check, {
    managedCluster: aManagedCluster({ networkProfile: { outboundType }, ...overrides }),
    routeTables: tableIds.map((id) => aRouteTable({ id })),
  });
}

describe('EGR-001', () => {
  it.each(['userDefinedRouting', 'UserDefinedRouting'])('names the managed table under %s', (outboundType) => {
    const outcome = judge(outboundType, [routeTableId, managedRouteTableId]);
    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failingIds(outcome)).toEqual([managedRouteTableId]);
  });

  it("passes a table of the owner's", () => {
    expect(judge('userDefinedRouting', [routeTableId]).status).toBe('pass');
  });

  it.each(['loadBalancer', 'managedNATGateway', 'none'])('does not apply to outbound type %s', (type) => {
    expect(judge(type, [managedRouteTableId]).status).toBe('notApplicable');
  });

  it('is unknown where no outbound type is stated', () => {
    expect(judge(undefined, [managedRouteTableId]).status).toBe('unknown');
  });

  it('does not apply without a table, and is unknown where the node resource group is', () => {
    expect(judge('userDefinedRouting', []).status).toBe('notApplicable');
    expect(judge('userDefinedRouting', [managedRouteTableId], { nodeResourceGroup: undefined }).status).toBe('unknown');
  });
});
