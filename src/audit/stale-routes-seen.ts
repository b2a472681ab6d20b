import { whyNodesCannotBeJudged } from '../checks/node-list.ts';
import type { ClusterFacts } from '../model/cluster-facts.ts';
import { podCidrs } from '../network/pod-cidrs.ts';
import { classifyRoutes, hasNodeNameSeparator, staleRouteKey } from '../network/routes.ts';
import { staleRoutes } from '../network/stale-routes.ts';
import { mayBeUnlisted } from '../network/unlisted-pools.ts';

/**
 * What the next audit must remember: the keys of the routes without a node, and of those with an old name, sorted. Null where they cannot be told, so that nodes that
 * were not read today do not make routes stale tomorrow.
 */
export function staleRoutesSeen(facts: ClusterFacts): readonly string[] | null {
  const { managedCluster, routeTables, nodes, tableNeighbours } = facts;
  if (!managedCluster.known || !routeTables.known || !nodes.known || !tableNeighbours.known) return null;
  const pods = podCidrs(managedCluster.value);
  if (pods.problem !== undefined || whyNodesCannotBeJudged(managedCluster.value, nodes.value) !== undefined)
    return null;
  const surroundings = { podCidrs: pods.cidrs, nodes: nodes.value, tableNeighbours: tableNeighbours.value };
  return routeTables.value
    .flatMap((table) =>
      [
        ...staleRoutes(table, surroundings).filter(
          ({ nodeName }) => !mayBeUnlisted(managedCluster.value, nodes.value, nodeName),
        ),
        ...classifyRoutes(table, pods.cidrs, []).filter(
          ({ route, insidePodCidr }) => insidePodCidr && !hasNodeNameSeparator(route),
        ),
      ].map(({ route, routeTableId }) => staleRouteKey(routeTableId, route.name)),
    )
    .sort();
}
