import type { AgentPool, ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { ClusterNode } from '../model/cluster-facts.ts';
import { nodesNow, total } from './node-pool.ts';

/**
 * Pools that count nodes and have none in the list, which is then not complete. Nodes of no known pool may be theirs, where there are
 * enough of them.
 */
export function unlistedPools(cluster: ManagedCluster, nodes: readonly ClusterNode[]): readonly AgentPool[] {
  const listed = new Set(nodes.map(({ poolName }) => poolName?.toLowerCase()));
  const missing = cluster.agentPoolProfiles.filter(
    (pool) => nodesNow(pool) !== 0 && !listed.has(pool.name.toLowerCase()),
  );
  const counted = total(missing.map(nodesNow));
  const unattributed = nodes.filter(({ poolName }) => poolName === undefined).length;
  return counted !== undefined && unattributed >= counted ? [] : missing;
}
