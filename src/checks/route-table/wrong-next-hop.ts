import type { RouteTable } from '../../model/azure/route-table.ts';
import type { NodeInterface } from '../../model/cluster-facts.ts';
import { interfaceByNode } from '../../network/node-interface.ts';
import { whyNodesCannotBeJudged } from '../../network/node-list.ts';
import { type ClassifiedRoute, type ClassifiedTable, isAppliance, leadsToNode } from '../../network/routes.ts';
import { type Assessment, fail, given, type Judgement, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { assessedWithoutInterfaces } from '../interface-of-node.ts';
import { deleteRouteCommand, nameRoute, routeParameters, routeResourceId } from '../routes-of-tables.ts';
import { azureRoutes, routeController } from '../sources.ts';

export default defineCheck({
  code: 'RT-006',
  category: 'routeTable',
  title: "Every route leads to its node's own address",
  failureTitle: "A route leads to an address that is not its node's",
  severities: ['high'],
  live: true,
  condition:
    "Fails for every route of AKS whose node is present and whose next hop is none of the node's private addresses, or is missing (suspected where the hop is an appliance, which has one). A route without its node is RT-005.",
  why: 'Packets to the pods of that node go to another machine and are lost. AKS does not mend it: the controller compares prefix and node, never the next hop.',
  fix: {
    text: 'Delete the route; the controller writes it again with the right address, usually within two minutes. Until then the pods of that node stay unreachable from other nodes, as they are now.',
    commands: [deleteRouteCommand],
  },
  sources: [routeController, azureRoutes],
  needs: ['managedCluster', 'routeTables', 'nodes', 'nodeInterfaces'],
  failsWithout: ['routeTables', 'nodeInterfaces'],

  evaluate({ managedCluster, nodes, nodeInterfaces }, _context, { classifiedTables }) {
    return (
      whyNodesCannotBeJudged(managedCluster, nodes) ??
      given(classifiedTables, (tables) => judge(tables, nodeInterfaces))
    );
  },
});

function judge(tables: readonly ClassifiedTable[], nodeInterfaces: readonly NodeInterface[]): Assessment {
  const interfaceOf = interfaceByNode(nodeInterfaces);
  const ofNodes = tables.flatMap(({ table, routes }) =>
    routes
      .filter(({ isAksRoute, node }) => isAksRoute && node !== undefined)
      .map((route) => ({ table, route, addresses: interfaceOf(route.nodeName)?.privateIpAddresses ?? [] })),
  );
  if (ofNodes.length === 0) return notApplicable('No route is named after a present node; RT-004 is about that.');
  const judged = ofNodes.filter(({ addresses }) => addresses.length > 0);
  const unjudged = ofNodes.filter(({ addresses }) => addresses.length === 0);
  return assessedWithoutInterfaces(
    judged.map(({ table, route, addresses }) => judgeRoute(table, route, addresses)),
    [...new Set(unjudged.map(({ route }) => route.nodeName))],
  );
}

function judgeRoute(table: RouteTable, { route, nodeName }: ClassifiedRoute, addresses: readonly string[]): Judgement {
  const nextHop = route.nextHopIpAddress;
  const id = routeResourceId(table.id, route);
  const evidence = { node: nodeName, nextHopIpAddress: nextHop ?? null, nodeAddresses: addresses };
  if (leadsToNode(route, addresses)) {
    return pass(id, `${nameRoute(table, route)} leads to its node.`, { evidence });
  }
  const where = nextHop === undefined ? 'has no next hop address' : `leads to ${nextHop}`;
  // Azure makes no route to an appliance without an address: one that states none was not read whole.
  const isUnstated = nextHop === undefined && (route.nextHopType === undefined || isAppliance(route));
  return fail(id, `${nameRoute(table, route)} ${where}, but node ${nodeName} has ${addresses.join(', ')}.`, {
    evidence,
    ...(isUnstated ? { confidence: 'suspected' as const, commands: [] } : {}),
    parameters: routeParameters(table.id, route),
  });
}
