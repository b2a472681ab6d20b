import { describe, expect, it } from 'vitest';
import subnetWithoutRouteTable from '../../../src/checks/route-table/subnet-without-route-table.ts';
import type { Route } from '../../../src/model/azure/route-table.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { healthyRoutes } from '../../builders/cluster-facts.ts';
import { nodeName, nodeSubnetId, routeTableId, virtualNetworkId } from '../../builders/resource-ids.ts';
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

  describe('with the routes of nodes elsewhere', () => {
    const other = aRouteTable({ id: `${routeTableId}-2`, name: 'rt-user', subnetIds: [second] });
    const userSubnet = aNodeSubnet({ id: second, name: 'snet-user', routeTableId: other.id, poolNames: ['user'] });
    const withOther = (routes: readonly Route[], nodeSubnets = [aNodeSubnet(), userSubnet]) =>
      ask(subnetWithoutRouteTable, {
        nodeSubnets,
        routeTables: [aRouteTable({ routes: healthyRoutes() }), { ...other, routes: [...routes] }],
      });

    it('says how many nodes a subnet cannot reach, and which', () => {
      const outcome = withOther(healthyRoutes().slice(0, 1));

      expect(failing(outcome)).toMatchObject([
        {
          resourceId: second,
          message:
            'Subnet snet-user uses rt-shop-2, which has no route to the pods of 2 of 3 nodes: what leaves this subnet for them is lost. Table rt-shop holds the routes of 3 nodes: put it on the subnet, and keep it. Copy routes of your own over before the tables change places.',
          evidence: {
            routeTableId: other.id,
            pools: ['user'],
            podRoutesIn: routeTableId,
            nodesWithRouteThere: 3,
            nodesWithoutRouteHere: [nodeName('system', 1), nodeName('user', 0)],
          },
        },
      ]);
      expect(outcome.findings[0]).toMatchObject({
        resourceId: nodeSubnetId,
        status: 'pass',
        message: `Subnet snet-nodes uses ${routeTableId}.`,
        evidence: { routeTableId, pools: ['system', 'user'], podRoutesIn: routeTableId, nodesWithRouteThere: 3 },
      });
    });

    it('passes where the second table leads to every node too, and where it was not read', () => {
      expect(withOther(healthyRoutes()).status).toBe('pass');
      const facts = {
        nodeSubnets: [aNodeSubnet(), userSubnet],
        routeTables: [aRouteTable({ routes: healthyRoutes() })],
      };
      expect(ask(subnetWithoutRouteTable, facts).status).toBe('pass');
    });

    it('finds the table of a subnet in any letter case', () => {
      const shouting = { ...userSubnet, routeTableId: other.id.toUpperCase() };
      expect(withOther([], [aNodeSubnet(), shouting]).status).toBe('fail');
    });
  });

  it('is unknown where several tables could not be read, and passes one that could not', () => {
    const user = aNodeSubnet({ id: second, name: 'snet-user', routeTableId: `${routeTableId}-2` });
    const routeTables = notKnown('403 on the tables.');

    expect(ask(subnetWithoutRouteTable, { nodeSubnets: [aNodeSubnet(), user], routeTables })).toMatchObject({
      status: 'unknown',
      reason: '403 on the tables. 403 on the tables.',
    });
    expect(ask(subnetWithoutRouteTable, { routeTables }).status).toBe('pass');
    const same = { ...user, routeTableId: routeTableId.toUpperCase() };
    expect(ask(subnetWithoutRouteTable, { nodeSubnets: [aNodeSubnet(), same], routeTables }).status).toBe('pass');
    const bare = { ...user, routeTableId: undefined };
    expect(failingIds(ask(subnetWithoutRouteTable, { nodeSubnets: [aNodeSubnet(), bare], routeTables }))).toEqual([
      second,
    ]);
  });

  it('names the table of another subnet where no routes tell which is right', () => {
    const bare = aNodeSubnet({ id: second, name: 'snet-user', routeTableId: undefined });
    const outcome = ask(subnetWithoutRouteTable, {
      nodeSubnets: [bare, aNodeSubnet()],
      routeTables: [aRouteTable({ routes: [] })],
    });

    expect(plainCommands(outcome)).toEqual([
      `az network vnet subnet update --ids ${second} --route-table ${routeTableId}`,
    ]);
    expect(failing(outcome)).toMatchObject([
      {
        message: "Subnet snet-user has no route table: pods on its nodes cannot reach other nodes' pods.",
        evidence: { podRoutesIn: null, nodesWithRouteThere: null },
      },
    ]);
  });

  it('says where nobody could look for the table', () => {
    const outcome = ask(subnetWithoutRouteTable, {
      nodeSubnets: [aNodeSubnet({ routeTableId: undefined })],
      routeTables: [],
      otherRouteTables: notKnown('403 on the list.'),
    });

    expect(outcome.reason).toBe(
      "Subnet snet-nodes has no route table: pods on its nodes cannot reach other nodes' pods. Which table holds the routes is not known: 403 on the list.",
    );
    expect(outcome.fix.commands).toEqual([]);
  });
});
