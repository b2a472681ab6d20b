import type { ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { RouteTable } from '../model/azure/route-table.ts';
import type { ClusterNode, PreviousAudit, TableNeighbour } from '../model/cluster-facts.ts';
import { valueIfKnown } from '../model/fact.ts';
import { sameResource } from '../model/resource-id.ts';
import type { AllFacts } from './derived-facts.ts';
import { type NodeObject, nodeObjects } from './node-objects.ts';
import { type ClassifiedRoute, type ClassifiedTable, isStaleRoute, staleRouteKey } from './routes.ts';
import { mayBeUnlisted } from './unlisted-pools.ts';

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

/** A route whose node Azure does not list, and whether it has outlived it. */
export interface StaleRoute {
  readonly classified: ClassifiedRoute;
  readonly object: NodeObject;
  /**
   * `unlisted`: Azure counts more nodes than it lists, and this may be one. `objectRemains`: the node object is there still. `first`:
   * the audit before did not find it so.
   */
  readonly state: 'outlived' | 'unlisted' | 'objectRemains' | 'first';
}

/** Of a table, in its order. */
export type StaleRoutesOf = (classified: ClassifiedTable) => readonly StaleRoute[];

/** Judges the routes of the cluster's tables against its nodes and what the audit before saw. */
export function judgeStaleRoutes(
  cluster: ManagedCluster,
  nodes: readonly ClusterNode[],
  tableNeighbours: readonly TableNeighbour[],
  all: AllFacts,
): StaleRoutesOf {
  const objectOf = nodeObjects(all, nodes);
  const previous = valueIfKnown(all.previousAudit);
  const stateOf = (table: RouteTable, { route, nodeName }: ClassifiedRoute, object: NodeObject) => {
    if (object.state === 'unknown' && mayBeUnlisted(cluster, nodes, nodeName)) return 'unlisted';
    if (object.state === 'present') return 'objectRemains';
    return previous === undefined || wasStale(previous, table, route.name) ? 'outlived' : 'first';
  };
  return (classified) =>
    staleRoutes(classified, tableNeighbours).map((each) => {
      const object = objectOf(each.nodeName);
      return { classified: each, object, state: stateOf(classified.table, each, object) };
    });
}

function wasStale(previous: PreviousAudit, table: RouteTable, routeName: string): boolean {
  const key = staleRouteKey(table.id, routeName);
  return previous.staleRoutes.some((each) => each.toLowerCase() === key);
}
