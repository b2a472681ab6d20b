import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/foreign-subnets-on-route-table.ts';
import { notKnown } from '../../../src/model/fact.ts';
import type { FactOverrides } from '../../builders/cluster-facts.ts';
import { nodeSubnetId, routeTableId, virtualNetworkId } from '../../builders/resource-ids.ts';
import { aRouteTable } from '../../builders/route-table.ts';
import { aNodeSubnet, aSubnet, aVirtualNetwork } from '../../builders/virtual-network.ts';
import { ask, failingIds, plainCommands } from '../ask.ts';

const gatewaySubnetId = `${virtualNetworkId}/subnets/snet-gateway`;
const elsewhereSubnetId = `${virtualNetworkId}-other/subnets/snet-vms`;
const neighbourClusterId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/b';

function withTableOn(...subnetIds: string[]): FactOverrides {
  return { routeTables: [aRouteTable({ subnetIds })] };
}

function gatewaySubnet(tableId: string | undefined) {
  return aVirtualNetwork({
    subnets: [aSubnet(), aSubnet({ id: gatewaySubnetId, name: 'snet-gateway', routeTableId: tableId })],
  });
}

describe('MIG-010', () => {
  it('passes where the table serves the node subnet alone, in any letter case', () => {
    const outcome = ask(check, withTableOn(nodeSubnetId.toUpperCase()));
    expect(outcome.status).toBe('pass');
    expect(outcome.findings).toMatchObject([{ resourceId: routeTableId }]);
  });

  it('names the subnet that the table lists, with the command that takes it off', () => {
    const outcome = ask(check, withTableOn(nodeSubnetId, elsewhereSubnetId));
    expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker' });
    expect(failingIds(outcome)).toEqual([elsewhereSubnetId]);
    expect(outcome.findings[0]?.evidence).toEqual({ routeTableId });
    expect(plainCommands(outcome)).toContain(
      `az network vnet subnet update --ids ${elsewhereSubnetId} --remove routeTable`,
    );
  });

  it('names the subnet that its network knows, although the table does not list it', () => {
    const virtualNetworks = [gatewaySubnet(routeTableId.toLowerCase())];
    expect(failingIds(ask(check, { virtualNetworks }))).toEqual([gatewaySubnetId]);
  });

  it('names a subnet once that both know', () => {
    const facts = {
      ...withTableOn(nodeSubnetId, gatewaySubnetId.toUpperCase()),
      virtualNetworks: [gatewaySubnet(routeTableId)],
    };
    expect(ask(check, facts).findings).toHaveLength(1);
  });

  it.each([[undefined], [`${routeTableId}-2`]])('passes a subnet whose own table is %s', (tableId) => {
    expect(ask(check, { virtualNetworks: [gatewaySubnet(tableId)] }).status).toBe('pass');
  });

  it('leaves node subnets of a neighbour to RT-003', () => {
    const neighbour = {
      clusterId: neighbourClusterId,
      routeTableId: routeTableId.toUpperCase(),
      nodeSubnetIds: [elsewhereSubnetId.toLowerCase()],
      routeNames: [],
    };
    const facts = withTableOn(nodeSubnetId, elsewhereSubnetId);
    expect(ask(check, { ...facts, tableNeighbours: [neighbour] }).status).toBe('pass');
    const onAnotherTable = { ...neighbour, routeTableId: `${routeTableId}-2` };
    expect(ask(check, { ...facts, tableNeighbours: [onAnotherTable] }).status).toBe('fail');
  });

  it('takes a second node subnet of the cluster for its own', () => {
    const second = aNodeSubnet({ id: elsewhereSubnetId, name: 'snet-user' });
    const facts = { ...withTableOn(nodeSubnetId, elsewhereSubnetId), nodeSubnets: [aNodeSubnet(), second] };
    expect(ask(check, facts).status).toBe('pass');
  });

  it('judges each of two tables', () => {
    const secondId = `${routeTableId}-2`;
    const second = aRouteTable({ id: secondId, name: 'rt-2', subnetIds: [elsewhereSubnetId] });
    const outcome = ask(check, { routeTables: [aRouteTable(), second] });
    expect(outcome.findings.map(({ resourceId, status }) => [resourceId, status])).toEqual([
      [routeTableId, 'pass'],
      [elsewhereSubnetId, 'fail'],
    ]);
    expect(outcome.reason).toContain('rt-2');
  });

  it('does not apply without a table', () => {
    expect(ask(check, { routeTables: [] }).status).toBe('notApplicable');
  });

  it.each(['nodeSubnets', 'virtualNetworks', 'routeTables', 'tableNeighbours'] as const)(
    'is unknown where %s could not be read',
    (fact) => {
      expect(ask(check, { [fact]: notKnown('403') })).toMatchObject({ status: 'unknown', reason: '403' });
    },
  );
});
