import type { ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { RouteTable } from '../../model/azure/route-table.ts';
import type { ClusterNode } from '../../model/cluster-facts.ts';
import { partOf, valueIfKnown } from '../../model/fact.ts';
import type { Limit } from '../../model/report.ts';
import type { AllFacts } from '../derived-facts.ts';
import { countNodes, sumOrNull } from '../node-pool.ts';
import { ipFamilyCount } from '../pod-cidrs.ts';
import { type ClassifiedTable, isStaleRoute } from '../routes.ts';
import { unlistedPools } from '../unlisted-pools.ts';
import { limit } from './limit.ts';

/** One limit for each table that was read, and one without numbers where a table was not, or there is none. */
export function routeLimits(cluster: ManagedCluster, facts: AllFacts, routeLimit: number): readonly Limit[] {
  const tables = partOf(facts.routeTables) ?? [];
  const hasAll = facts.routeTables.known && facts.nodeSubnets.known && tables.length > 0;
  const unread = hasAll
    ? []
    : [limit('routes', cluster.id, { capacity: routeLimit, used: null, peak: null, perNode: null })];
  const classified = new Map(partOf(facts.classifiedTables)?.map((each) => [each.table, each]));
  return [
    ...tables.map((table) =>
      limit('routes', table.id, {
        capacity: routeLimit,
        used: table.routes.length,
        peak: peakOf(cluster, classified.get(table), valueIfKnown(facts.nodes)),
        perNode: ipFamilyCount(cluster) ?? null,
      }),
    ),
    ...unread,
  ];
}

/** What a table must hold when every pool is at its maximum and an upgrade adds its surge. */
export interface RoutesAtFullScale {
  /** Routes outside the pod CIDRs. */
  readonly custom: number;
  /** AKS's routes without a node; null where the nodes are not known, or not all of them. */
  readonly stale: number | null;
  /** One for each node and surge node, two when dual stack; null where a pool does not state its size. */
  readonly forNodes: number | null;
}

/** Without all nodes, `custom + forNodes` is the least it can be. */
export function routesAtFullScale(
  cluster: ManagedCluster,
  { routes }: ClassifiedTable,
  nodes: readonly ClusterNode[] | undefined,
): RoutesAtFullScale {
  const hasAllNodes = nodes !== undefined && unlistedPools(cluster, nodes).length === 0;
  const { atMax, surgeAtMax } = countNodes(cluster.agentPoolProfiles);
  return {
    custom: routes.filter(({ insidePodCidr }) => !insidePodCidr).length,
    stale: hasAllNodes ? routes.filter(isStaleRoute).length : null,
    forNodes: timesFamilies(cluster, sumOrNull(atMax, surgeAtMax)),
  };
}

function peakOf(
  cluster: ManagedCluster,
  table: ClassifiedTable | undefined,
  nodes: readonly ClusterNode[] | undefined,
): number | null {
  if (table === undefined) return null;
  const { custom, stale, forNodes } = routesAtFullScale(cluster, table, nodes);
  return sumOrNull(custom, stale, forNodes);
}

function timesFamilies(cluster: ManagedCluster, nodes: number | null | undefined): number | null {
  const families = ipFamilyCount(cluster);
  return nodes === null || nodes === undefined || families === undefined ? null : families * nodes;
}

/** Routes in the table while an upgrade of today's nodes has all its surge nodes; null where a pool does not state its size. */
export function routesDuringUpgrade(cluster: ManagedCluster, table: RouteTable): number | null {
  return sumOrNull(table.routes.length, timesFamilies(cluster, countNodes(cluster.agentPoolProfiles).surgeNow));
}
