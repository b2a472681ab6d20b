import type { RouteTable } from '../../model/azure/route-table.ts';
import type { NodeSubnet } from '../../model/cluster-facts.ts';
import { resourceNameOf } from '../../model/resource-id.ts';
import { foreignSubnetIds, subnetLeftOut } from '../../network/table-sharing.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { foreignSubnetError, podReachabilityLost } from '../sources.ts';

export default defineCheck({
  code: 'MIG-010',
  category: 'migration',
  title: 'The route table serves node subnets only',
  failureTitle: 'The route table is also associated with subnets that hold no nodes',
  severities: ['blocker'],
  condition:
    'Fails for each subnet the table is associated with that holds no nodes: neither of this cluster nor of another audited kubenet cluster (sharing a table with those is RT-003).',
  why: 'The migration removes the table or its pod routes, and stops with a custom-route-table error while the table has other subnets. Whatever lives in those subnets also loses its way to the pods, since Overlay hides pod addresses.',
  fix: {
    text: 'Inside the migration window and not before it, give those subnets a table of their own, or none: from that moment they cannot reach pods directly. An Application Gateway with AGIC loses its backends until the migration is done.',
    commands: [
      'az network vnet subnet update --ids {subnetId} --route-table {otherRouteTableId}',
      'az network vnet subnet update --ids {subnetId} --remove routeTable',
    ],
  },
  sources: [foreignSubnetError, podReachabilityLost],
  needs: ['nodeSubnets', 'virtualNetworks', 'routeTables', 'tableNeighbours'],
  failsWithout: ['virtualNetworks', 'routeTables'],

  evaluate({ nodeSubnets, virtualNetworks, routeTables, tableNeighbours }) {
    if (routeTables.length === 0) return notApplicable('No node subnet has a route table.');
    const surroundings = { nodeSubnets, virtualNetworks, tableNeighbours };
    return assessEach(
      routeTables.flatMap((table) => [
        ...judge(table, foreignSubnetIds(table, surroundings)),
        ...whatItLeavesOut(table, nodeSubnets),
      ]),
    );
  },
});

/** A subnet names its table, and the table its subnets. */
function whatItLeavesOut(table: RouteTable, nodeSubnets: readonly NodeSubnet[]): readonly Gap[] {
  const missing = subnetLeftOut(table, nodeSubnets);
  return missing === undefined
    ? []
    : [cannotTell(`Route table ${table.name} does not list its subnets: it leaves out ${missing.name}.`)];
}

function judge(table: RouteTable, foreign: readonly string[]): readonly Judgement[] {
  const evidence = { routeTableId: table.id };
  if (foreign.length === 0) {
    return [pass(table.id, `Route table ${table.name} is associated with node subnets only.`, { evidence })];
  }
  return foreign.map((subnetId) =>
    fail(subnetId, `Subnet ${resourceNameOf(subnetId)} holds no nodes and uses route table ${table.name}.`, {
      evidence,
      parameters: { subnetId },
    }),
  );
}
