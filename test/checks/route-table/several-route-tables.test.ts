import { describe, expect, it } from 'vitest';
import severalRouteTables from '../../../src/checks/route-table/several-route-tables.ts';
import { healthyRoutes } from '../../builders/cluster-facts.ts';
import { routeTableId, virtualNetworkId } from '../../builders/resource-ids.ts';
import { aRouteTable } from '../../builders/route-table.ts';
import { aNodeSubnet } from '../../builders/virtual-network.ts';
import { ask, failingIds, plainCommands } from '../ask.ts';

const second = `${virtualNetworkId}/subnets/snet-user`;
const onSecond = (routeTableId: string | undefined) => aNodeSubnet({ id: second, name: 'snet-user', routeTableId });

describe('RT-002', () => {
  it('passes for one table on one subnet', () => {
    expect(ask(severalRouteTables).status).toBe('pass');
  });

  it('passes for two subnets on the same table, whose id differs only in case', () => {
    expect(ask(severalRouteTables, { nodeSubnets: [aNodeSubnet(), onSecond(routeTableId.toUpperCase())] }).status).toBe(
      'pass',
    );
  });

  it('fails at severity high for two tables, and names the subnet that is not on the table of the pods', () => {
    const outcome = ask(severalRouteTables, { nodeSubnets: [aNodeSubnet(), onSecond(`${routeTableId}-2`)] });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high', live: false });
    expect(failingIds(outcome)).toEqual([second]);
    expect(outcome.findings[1]?.message).toContain('snet-user uses rt-shop-2');
    expect(outcome.findings[1]?.evidence).toMatchObject({ tablesOfTheCluster: [routeTableId, `${routeTableId}-2`] });
    expect(plainCommands(outcome)).toHaveLength(1);
  });

  it('does not count a subnet without a table', () => {
    expect(ask(severalRouteTables, { nodeSubnets: [aNodeSubnet(), onSecond(undefined)] }).status).toBe('pass');
  });

  it('does not apply where no node subnet has a table', () => {
    expect(ask(severalRouteTables, { nodeSubnets: [onSecond(undefined)] }).status).toBe('notApplicable');
  });

  it('says of each subnet which table it uses', () => {
    const other = `${routeTableId}-2`;
    const facts = {
      nodeSubnets: [aNodeSubnet(), onSecond(other)],
      routeTables: [aRouteTable({ routes: healthyRoutes() })],
    };
    const outcome = ask(severalRouteTables, facts);

    expect(outcome.findings.map(({ message }) => message)).toEqual([
      "Subnet snet-nodes uses rt-shop, which holds the pods' routes.",
      'Subnet snet-user uses rt-shop-2, one of 2 tables of the node subnets.',
    ]);
    expect(outcome.findings[0]?.evidence).toEqual({ routeTableId, tablesOfTheCluster: [routeTableId, other] });
    expect(plainCommands(outcome)[0]).toContain(`--ids ${second}`);
    expect(plainCommands(outcome)[0]).toContain(`--route-table ${routeTableId}`);
    expect(ask(severalRouteTables).reason).toBe(
      'Subnet snet-nodes uses rt-shop, as every node subnet with a table does.',
    );
  });

  it('names no table where none leads to the pods', () => {
    const facts = { nodeSubnets: [aNodeSubnet(), onSecond(`${routeTableId}-2`)], routeTables: [] };
    const outcome = ask(severalRouteTables, facts);

    expect(failingIds(outcome)).toHaveLength(2);
    expect(plainCommands(outcome).join()).not.toContain(`--route-table ${routeTableId}`);
  });
});
