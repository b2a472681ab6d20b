import { isEnum, type ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { ClusterNode } from '../model/cluster-facts.ts';
import type { Unjudged } from './unjudged.ts';
import { unlistedPools } from './unlisted-pools.ts';

/**
 * Why routes cannot be compared with nodes: the cluster is stopped, has no nodes, or its list of nodes lacks those of a pool. Undefined
 * where they can.
 */
export function whyNodesCannotBeJudged(cluster: ManagedCluster, nodes: readonly ClusterNode[]): Unjudged | undefined {
  if (isStopped(cluster)) return { status: 'notApplicable', reason: 'The cluster is stopped: its nodes do not run.' };
  if (cluster.agentPoolProfiles.length === 0) {
    return {
      status: 'unknown',
      reason: 'The cluster states no node pools, so that whether the list of nodes is complete cannot be told.',
    };
  }
  const missing = unlistedPools(cluster, nodes).map(({ name }) => `pool ${name}`);
  if (missing.length > 0) {
    return {
      status: 'unknown',
      reason: `The list of nodes is not complete: Azure counts nodes in ${missing.join(', ')}, and lists none.`,
    };
  }
  return nodes.length === 0 ? { status: 'notApplicable', reason: 'The cluster has no nodes.' } : undefined;
}

/** A cluster that does not tell its power state is taken to run, as answers of old API versions leave it out. */
function isStopped({ powerState }: ManagedCluster): boolean {
  return powerState?.code !== undefined && !isEnum(powerState.code, 'Running');
}
