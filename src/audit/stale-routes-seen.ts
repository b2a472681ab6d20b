import type { AllFacts } from '../network/derived-facts.ts';
import { whyNodesCannotBeJudged } from '../network/node-list.ts';
import { hasNodeNameSeparator, staleRouteKey } from '../network/routes.ts';
import { staleRoutes } from '../network/stale-routes.ts';
import { mayBeUnlisted } from '../network/unlisted-pools.ts';

/**
 * What the next audit must remember: the keys of the routes without a node, and of those with an old name, sorted. Null where they cannot be told, so that nodes that
 * were not read today do not make routes stale tomorrow.
 */
export function staleRoutesSeen(facts: AllFacts): readonly string[] | null {
  const { managedCluster, classifiedTables, nodes, tableNeighbours } = facts;
  if (!managedCluster.known || !classifiedTables.known) return null;
  if (!nodes.known || !tableNeighbours.known) return null;
  if (whyNodesCannotBeJudged(managedCluster.value, nodes.value) !== undefined) return null;
  return classifiedTables.value
    .flatMap((classified) =>
      [
        ...staleRoutes(classified, tableNeighbours.value).filter(
          ({ nodeName }) => !mayBeUnlisted(managedCluster.value, nodes.value, nodeName),
        ),
        ...classified.routes.filter(({ route, insidePodCidr }) => insidePodCidr && !hasNodeNameSeparator(route)),
      ].map(({ route, routeTableId }) => staleRouteKey(routeTableId, route.name)),
    )
    .sort();
}
