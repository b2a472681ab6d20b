import type { IndexedCluster } from '../model/audit.ts';
import { ownGroupId, type ResourceKey, resourceGroupId, resourceKey, subscriptionIdOf } from '../model/resource-id.ts';

/** Every cluster of the audit that may write routes, found by what it shares with others, without a look at each. Answers are in the order of the index. */
export interface ClusterIndex {
  /** Clusters whose nodes are in this subnet: they name it, or name none and it is in their node resource group. */
  withNodesIn(subnetId: string): readonly IndexedCluster[];
  /**
   * Clusters with a pool of the name that a node's name holds, `aks-<pool>-…`, that may write to the table: it serves subnets of its own
   * subscription only, and a managed network has its own table, beside it.
   */
  withPoolOf(nodeName: string, tableId: string): readonly IndexedCluster[];
  /** Clusters of which too little was read to find them so. */
  readonly unread: readonly IndexedCluster[];
}

export function indexClusters(clusters: readonly IndexedCluster[]): ClusterIndex {
  const bySubnet = new Map<ResourceKey, IndexedCluster[]>();
  const byNodeGroup = new Map<ResourceKey, IndexedCluster[]>();
  const byPoolAndSubscription = new Map<string, IndexedCluster[]>();
  for (const cluster of clusters) {
    const { nodeSubnetIds, poolNames } = cluster;
    const groupId = nodeSubnetIds.length === 0 ? nodeGroupId(cluster) : undefined;
    if (groupId !== undefined) add(byNodeGroup, resourceKey(groupId), cluster);
    for (const key of new Set(nodeSubnetIds.map(resourceKey))) add(bySubnet, key, cluster);
    const places = nodeSubnetIds.map(subscriptionIdOf);
    for (const key of new Set(places.flatMap((place) => poolNames.map((pool) => poolIn(pool, place))))) {
      add(byPoolAndSubscription, key, cluster);
    }
  }
  return {
    withNodesIn: (subnetId) => [
      ...(bySubnet.get(resourceKey(subnetId)) ?? []),
      ...(byNodeGroup.get(resourceKey(ownGroupId(subnetId))) ?? []),
    ],
    withPoolOf: (nodeName, tableId) => {
      const pool = poolOf(nodeName);
      if (pool === undefined) return [];
      const inGroup = byNodeGroup.get(resourceKey(ownGroupId(tableId))) ?? [];
      return [
        ...(byPoolAndSubscription.get(poolIn(pool, subscriptionIdOf(tableId))) ?? []),
        ...inGroup.filter(({ poolNames }) => poolNames.some((name) => name.toLowerCase() === pool.toLowerCase())),
      ];
    },
    unread: clusters.filter(({ isUnread }) => isUnread === true),
  };
}

function add<K>(map: Map<K, IndexedCluster[]>, key: K, cluster: IndexedCluster): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [cluster]);
  else there.push(cluster);
}

/** Pool names hold letters and digits only. */
function poolOf(nodeName: string): string | undefined {
  return /^aks-([^-]+)-/i.exec(nodeName)?.[1];
}

function poolIn(pool: string, subscriptionId: string | undefined): string {
  return `${pool.toLowerCase()} ${subscriptionId}`;
}

/** Undefined where the cluster does not name its node resource group. */
export function nodeGroupId({ id, nodeResourceGroup }: IndexedCluster): string | undefined {
  return nodeResourceGroup === undefined ? undefined : resourceGroupId(subscriptionIdOf(id) ?? '', nodeResourceGroup);
}
