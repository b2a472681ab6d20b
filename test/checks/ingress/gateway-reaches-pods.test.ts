import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/ingress/gateway-reaches-pods.ts';
import type { Route } from '../../../src/model/azure/route-table.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { healthyRoutes } from '../../builders/cluster-facts.ts';
import { routeTableId } from '../../builders/resource-ids.ts';
import { aRouteTable } from '../../builders/route-table.ts';
import { aSubnet } from '../../builders/virtual-network.ts';
import { ask, failing, plainCommands } from '../ask.ts';
import { gatewaySubnetId, withAddOn } from './gateway.ts';

const otherId = `${routeTableId}-gateway`;
const nodesTable = aRouteTable({ routes: healthyRoutes() });
const gatewayTable = (routes: Route[]) =>
  aRouteTable({ id: otherId, name: 'rt-gateway', subnetIds: [gatewaySubnetId], routes });

/** The gateway's subnet with this table. */
function gatewayOn(table: string | undefined) {
  const gatewaySubnets = [aSubnet({ id: gatewaySubnetId, name: 'snet-gateway', routeTableId: table })];
  return { managedCluster: withAddOn(), gatewaySubnets, routeTables: [nodesTable] };
}

describe('ING-005', () => {
  it('passes the gateway whose subnet has the table with the routes of pods, in any letter case', () => {
    const evidence = { routeTableId, podRoutesIn: routeTableId };
    const message = 'Subnet snet-gateway of the application gateway uses rt-shop, which leads to the pods.';

    expect(ask(check, gatewayOn(routeTableId))).toMatchObject({ status: 'pass', findings: [{ message, evidence }] });
    expect(ask(check, gatewayOn(routeTableId.toUpperCase()))).toMatchObject({ status: 'pass', reason: message });
  });

  it.each([undefined, ''])('fails where its subnet has no table: %j', (none) => {
    const outcome = ask(check, gatewayOn(none));

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high', live: true });
    expect(failing(outcome)).toMatchObject([
      {
        resourceId: gatewaySubnetId,
        message: "Subnet snet-gateway of the application gateway has no route table; the pods' routes are in rt-shop.",
        evidence: { podRoutesIn: routeTableId },
      },
    ]);
    expect(plainCommands(outcome)).toEqual([
      `az network vnet subnet update --ids ${gatewaySubnetId} --route-table ${routeTableId}`,
    ]);
  });

  it('tells a subnet without a table as null', () => {
    expect(ask(check, gatewayOn(undefined)).findings[0]?.evidence).toEqual({
      routeTableId: null,
      podRoutesIn: routeTableId,
    });
  });

  it('fails where its table was not read, and so leads to none of the pods that another leads to', () => {
    const outcome = ask(check, gatewayOn(otherId));

    expect(failing(outcome)).toMatchObject([
      {
        message:
          "Subnet snet-gateway of the application gateway uses rt-shop-gateway; the pods' routes are in rt-shop.",
        evidence: { routeTableId: otherId, podRoutesIn: routeTableId },
      },
    ]);
    expect(plainCommands(outcome)[0]).toContain(`--route-table ${routeTableId}`);
  });

  it('fails where its own table lacks one node that the other leads to', () => {
    const own = gatewayTable(healthyRoutes().slice(0, 2));

    expect(ask(check, { ...gatewayOn(otherId), routeTables: [nodesTable, own] }).status).toBe('fail');
  });

  it('passes where its own table leads to every node', () => {
    const own = gatewayTable(healthyRoutes());
    const outcome = ask(check, { ...gatewayOn(otherId.toUpperCase()), routeTables: [nodesTable, own] });

    expect(outcome).toMatchObject({
      status: 'pass',
      reason: 'The table of subnet snet-gateway leads to the pods.',
      findings: [{ evidence: { podRoutesIn: routeTableId } }],
    });
  });

  it('is unknown where no table with routes of nodes was read', () => {
    const reason = 'No table with routes of the nodes was read.';

    expect(ask(check, { ...gatewayOn(undefined), routeTables: [] })).toMatchObject({ status: 'unknown', reason });
  });

  it('is unknown where the tables, or the subnet of the gateway, were not read', () => {
    expect(ask(check, { ...gatewayOn(undefined), routeTables: notKnown('403') }).status).toBe('unknown');
    expect(ask(check, { ...gatewayOn(undefined), gatewaySubnets: notKnown('403') })).toMatchObject({
      status: 'unknown',
      reason: '403',
    });
  });

  it('does not apply without the add-on', () => {
    expect(ask(check).status).toBe('notApplicable');
    expect(ask(check, { managedCluster: withAddOn(undefined, false) })).toMatchObject({
      status: 'notApplicable',
      reason: 'The ingress controller add-on is off.',
    });
  });
});
