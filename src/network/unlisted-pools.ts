import type { AgentPool, ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { ClusterNode } from '../model/cluster-facts.ts';
import { nodesNow, total } from './node-pool.ts';

/**
 * Pools that count nodes and have none in the list, which is then not complete. Nodes of no known pool may be theirs, where there are
 * enough of them.
 */
export function unlistedPools(cluster: ManagedCluster, nodes: readonly ClusterNode[]): readonly AgentPool[] {
  const missing = cluster.agentPoolProfiles.filter((pool) => nodesNow(pool) !== 0 && !hasNodes(pool, nodes));
  if (missing.length === 0) return [];
  const counted = total(missing.map(nodesNow));
  const unattributed = nodes.filter(({ poolName }) => poolName === undefined).length;
  return counted !== undefined && unattributed >= counted ? [] : missing;
}

function hasNodes(pool: AgentPool, nodes: readonly ClusterNode[]): boolean {
  const name = pool.name.toLowerCase();
  return nodes.some(({ poolName }) => poolName?.toLowerCase() === name);
}

/**
 * Whether the list may lack nodes of the pool that a node's name holds, `aks-<pool>-…`: Azure counts more in it than are listed. A name that
 * holds no pool of the cluster may be of any.
 */
export function mayBeUnlisted(cluster: ManagedCluster, nodes: readonly ClusterNode[], nodeName: string): boolean {
  const name = /^aks-([^-]+)-/i.exec(nodeName)?.[1]?.toLowerCase();
  const named = cluster.agentPoolProfiles.filter((pool) => pool.name.toLowerCase() === name);
  return (named.length > 0 ? named : cluster.agentPoolProfiles).some((pool) => {
    const listed = nodes.filter(
      ({ poolName }) => poolName === undefined || poolName.toLowerCase() === pool.name.toLowerCase(),
    );
    const counted = nodesNow(pool);
    return counted === undefined || listed.length < counted;
  });
}
