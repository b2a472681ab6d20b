import { describe, expect, it } from 'vitest';
import sharedRouteTable from '../../../src/checks/route-table/shared-route-table.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { clusterId, nodeSubnetId, routeTableId } from '../../builders/resource-ids.ts';
import { aNodeSubnet } from '../../builders/virtual-network.ts';
import { ask, failingIds } from '../ask.ts';

const aNeighbour = (overrides = {}) => ({
  clusterId: `${clusterId}-2`,
  routeTableId,
  nodeSubnetIds: [`${nodeSubnetId}-2`],
  routeNames: [],
  ...overrides,
});

describe('RT-003', () => {
  it('passes without a neighbour on the table', () => {
    const outcome = ask(sharedRouteTable);

    expect(outcome.status).toBe('pass');
    expect(outcome.findings[0]?.resourceId).toBe(routeTableId);
  });

  it('fails as a blocker when node subnets of another cluster use the table, and names table and cluster', () => {
    const outcome = ask(sharedRouteTable, { tableNeighbours: [aNeighbour()] });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker' });
    expect(failingIds(outcome)).toEqual([routeTableId]);
    expect(outcome.reason).toContain('aks-shop-2');
    expect(outcome.findings[0]?.evidence).toMatchObject({
      otherClusters: [`${clusterId}-2`],
      theirNodeSubnets: [`${nodeSubnetId}-2`],
    });
  });

  it('fails when only a route of another cluster shows that it writes here', () => {
    const neighbour = aNeighbour({ nodeSubnetIds: [], routeNames: ['aks-blue-87654321-vmss000000____102440024'] });

    const outcome = ask(sharedRouteTable, { tableNeighbours: [neighbour] });

    expect(outcome.status).toBe('fail');
    expect(outcome.findings[0]?.evidence).toMatchObject({ theirRoutes: ['aks-blue-87654321-vmss000000____102440024'] });
  });

  it('names each of two neighbours once', () => {
    const neighbours = [
      aNeighbour(),
      aNeighbour({ clusterId: `${clusterId}-2`.toUpperCase() }),
      aNeighbour({ clusterId: `${clusterId}-3` }),
    ];

    const { reason } = ask(sharedRouteTable, { tableNeighbours: neighbours });

    expect(reason).toContain('aks-shop-2, aks-shop-3.');
  });

  it('sees a neighbour on the table in other letter case', () => {
    const neighbour = aNeighbour({ routeTableId: routeTableId.toUpperCase() });

    expect(ask(sharedRouteTable, { tableNeighbours: [neighbour] }).status).toBe('fail');
  });

  it.each([
    ['of another table', { routeTableId: `${routeTableId}-2` }],
    ['that neither has a subnet nor a route here', { nodeSubnetIds: [], routeNames: [] }],
  ])('passes with a neighbour %s', (_, overrides) => {
    expect(ask(sharedRouteTable, { tableNeighbours: [aNeighbour(overrides)] }).status).toBe('pass');
  });

  it('names only the shared one of two tables', () => {
    const outcome = ask(sharedRouteTable, {
      nodeSubnets: [aNodeSubnet(), aNodeSubnet({ id: `${nodeSubnetId}-b`, routeTableId: `${routeTableId}-2` })],
      tableNeighbours: [aNeighbour({ routeTableId: `${routeTableId}-2` })],
    });

    expect(failingIds(outcome)).toEqual([`${routeTableId}-2`]);
  });

  it('does not apply without a table', () => {
    expect(ask(sharedRouteTable, { nodeSubnets: [aNodeSubnet({ routeTableId: undefined })] }).status).toBe(
      'notApplicable',
    );
  });

  it('is unknown where the other clusters could not be told', () => {
    expect(ask(sharedRouteTable, { tableNeighbours: notKnown('A subscription could not be read.') }).status).toBe(
      'unknown',
    );
  });
});
