import type { TableNeighbour } from '../model/cluster-facts.ts';
import { sameResource } from '../model/resource-id.ts';
import { type ClassifiedRoute, type ClassifiedTable, isStaleRoute } from './routes.ts';

/** AKS's routes whose node is absent, without those that belong to a present node of another cluster on the same table. */
export function staleRoutes(
  { table, routes }: ClassifiedTable,
  tableNeighbours: readonly TableNeighbour[],
): readonly ClassifiedRoute[] {
  const foreign = new Set(
    tableNeighbours
      .filter(({ routeTableId }) => sameResource(routeTableId, table.id))
      .flatMap(({ routeNames }) => routeNames.map((name) => name.toLowerCase())),
  );
  return routes.filter(isStaleRoute).filter(({ route }) => !foreign.has(route.name.toLowerCase()));
}
