import { describe, expect, it } from 'vitest';
import severalRouteTables from '../../../src/checks/route-table/several-route-tables.ts';
import { routeTableId, virtualNetworkId } from '../../builders/resource-ids.ts';
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
});
