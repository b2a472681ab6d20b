import { describe, expect, it } from 'vitest';
import subnetWithoutRouteTable from '../../../src/checks/route-table/subnet-without-route-table.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { healthyRoutes } from '../../builders/cluster-facts.ts';
import { nodeSubnetId, routeTableId, virtualNetworkId } from '../../builders/resource-ids.ts';
import { aRouteTable } from '../../builders/route-table.ts';
import { aNodeSubnet } from '../../builders/virtual-network.ts';
import { ask, failing, failingIds, plainCommands } from '../ask.ts';

const second = `${virtualNetworkId}/subnets/snet-user`;

describe('RT-001', () => {
  it('passes when every node subnet has a route table', () => {
    expect(ask(subnetWithoutRouteTable)).toMatchObject({ status: 'pass', live: true });
  });

  it('names the one subnet of two that has none, as a live blocker, and the table to associate', () => {
    const outcome = ask(subnetWithoutRouteTable, {
      nodeSubnets: [
        aNodeSubnet(),
        aNodeSubnet({ id: second, name: 'snet-user', routeTableId: undefined, poolNames: ['user'] }),
      ],
    });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker', live: true });
    expect(failingIds(outcome)).toEqual([second]);
    expect(outcome.reason).toContain('snet-user');
    expect(failing(outcome)[0]?.evidence).toMatchObject({
      routeTableId: null,
      pools: ['user'],
      podRoutesIn: routeTableId,
    });
    expect(plainCommands(outcome)).toEqual([
      `az network vnet subnet update --ids ${second} --route-table ${routeTableId}`,
    ]);
  });

  it('finds the table that was detached, and prints no command where there is none', () => {
    const bare = { nodeSubnets: [aNodeSubnet({ routeTableId: undefined })], routeTables: [] };
    const detached = aRouteTable({ routes: healthyRoutes(), subnetIds: [] });
    const outcome = ask(subnetWithoutRouteTable, { ...bare, otherRouteTables: [detached] });

    expect(outcome.reason).toContain('hangs on no subnet');
    expect(plainCommands(outcome)).toEqual([
      `az network vnet subnet update --ids ${nodeSubnetId} --route-table ${detached.id}`,
    ]);
    expect(ask(subnetWithoutRouteTable, bare).fix.commands).toEqual([]);
  });

  it('fails, live, for the subnet whose table leads to no pod, and changes that subnet only', () => {
    const other = aRouteTable({ id: `${routeTableId}-2`, routes: [] });
    const outcome = ask(subnetWithoutRouteTable, {
      nodeSubnets: [aNodeSubnet(), aNodeSubnet({ id: second, name: 'snet-user', routeTableId: other.id })],
      routeTables: [aRouteTable({ routes: healthyRoutes() }), other],
    });

    expect(failingIds(outcome)).toEqual([second]);
    expect(plainCommands(outcome)).toEqual([
      `az network vnet subnet update --ids ${second} --route-table ${routeTableId}`,
    ]);
  });

  it('takes an empty reference for none', () => {
    expect(ask(subnetWithoutRouteTable, { nodeSubnets: [aNodeSubnet({ routeTableId: '' })] }).status).toBe('fail');
  });

  it('is unknown, with the reason, when the subnets could not be read', () => {
    const outcome = ask(subnetWithoutRouteTable, { nodeSubnets: notKnown('403 on the virtual network.') });

    expect(outcome).toMatchObject({ status: 'unknown', severity: 'blocker', reason: '403 on the virtual network.' });
  });
});
