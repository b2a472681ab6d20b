import type { RouteTable } from '../model/azure/route-table.ts';
import type { ClusterFacts, ClusterNode } from '../model/cluster-facts.ts';
import { valueIfKnown } from '../model/fact.ts';
import type { Cidr } from './cidr.ts';
import { podCidrs } from './pod-cidrs.ts';
import { classifyRoutes } from './routes.ts';

/** A table, and the nodes whose pods it leads to. */
export interface PodTable {
  readonly table: RouteTable;
  /** Lower-case names of the nodes that AKS's routes in the table name: present ones, or all where the nodes are not known. */
  readonly nodeNames: ReadonlySet<string>;
}

/** The tables that lead to pods of the cluster, the one with the routes of most nodes first. */
export function podTables(
  tables: readonly RouteTable[],
  pods: readonly Cidr[],
  nodes: readonly ClusterNode[] | undefined,
): readonly PodTable[] {
  return tables
    .map((table) => {
      const own = classifyRoutes(table, pods, nodes ?? []).filter(
        ({ isAksRoute, node }) => isAksRoute && (nodes === undefined || node !== undefined),
      );
      return { table, nodeNames: new Set(own.map(({ nodeName }) => nodeName)) };
    })
    .filter(({ nodeNames }) => nodeNames.size > 0)
    .sort((a, b) => b.nodeNames.size - a.nodeNames.size);
}

type TableFacts = Pick<ClusterFacts, 'managedCluster' | 'routeTables' | 'otherRouteTables' | 'nodes'>;

/** The table that holds the pods' routes, wherever it hangs; undefined where none that was read holds any. */
export function podTable({ managedCluster, routeTables, otherRouteTables, nodes }: TableFacts): PodTable | undefined {
  if (!managedCluster.known) return undefined;
  const tables = [...(valueIfKnown(routeTables) ?? []), ...(valueIfKnown(otherRouteTables) ?? [])];
  return podTables(tables, podCidrs(managedCluster.value).cidrs, valueIfKnown(nodes))[0];
}
