import type { RouteTable } from '../model/azure/route-table.ts';
import type { ClusterNode, TableNeighbour } from '../model/cluster-facts.ts';
import { sameResource } from '../model/resource-id.ts';
import type { Cidr } from './cidr.ts';
import { type ClassifiedRoute, classifyRoutes, isStaleRoute } from './routes.ts';

interface Surroundings {
  readonly podCidrs: readonly Cidr[];
  readonly nodes: readonly ClusterNode[];
  readonly tableNeighbours: readonly TableNeighbour[];
}

/** AKS's routes whose node is absent, without those that belong to a present node of another cluster on the same table. */
export function staleRoutes(
  table: RouteTable,
  { podCidrs, nodes, tableNeighbours }: Surroundings,
): readonly ClassifiedRoute[] {
  const foreign = new Set(
    tableNeighbours
      .filter(({ routeTableId }) => sameResource(routeTableId, table.id))
      .flatMap(({ routeNames }) => routeNames.map((name) => name.toLowerCase())),
  );
  return classifyRoutes(table, podCidrs, nodes)
    .filter(isStaleRoute)
    .filter(({ route }) => !foreign.has(route.name.toLowerCase()));
}
