import type { ClassifiedTable } from './routes.ts';

/** A table, and the nodes whose pods it leads to. */
export interface PodTable extends ClassifiedTable {
  /** Lower-case names of the nodes that AKS's routes in the table name: present ones, or all where the nodes are not known. */
  readonly nodeNames: ReadonlySet<string>;
}

/**
 * The tables that lead to pods of the cluster, the one with the routes of most nodes first.
 * @param areNodesKnown whether the tables were classified with the nodes
 */
export function podTables(tables: readonly ClassifiedTable[], areNodesKnown: boolean): readonly PodTable[] {
  return tables
    .map((classified) => {
      const own = classified.routes.filter(
        ({ isAksRoute, node }) => isAksRoute && (!areNodesKnown || node !== undefined),
      );
      return { ...classified, nodeNames: new Set(own.map(({ nodeName }) => nodeName)) };
    })
    .filter(({ nodeNames }) => nodeNames.size > 0)
    .sort((a, b) => b.nodeNames.size - a.nodeNames.size);
}
