import type { ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { Limit } from '../../model/report.ts';
import { nodeBlocks } from '../cidr.ts';
import { countNodes, sumOrNull } from '../node-pool.ts';
import { podCidrs } from '../pod-cidrs.ts';
import { limit } from './limit.ts';

/** In /24 blocks, one a node. No capacity where a pod CIDR is malformed, absent, or IPv6 alone. */
export function podCidrLimit(cluster: ManagedCluster): Limit {
  const { now, atMax, surgeAtMax } = countNodes(cluster.agentPoolProfiles);
  return limit('podCidr', cluster.id, {
    capacity: podCidrBlocks(cluster),
    used: now ?? null,
    peak: sumOrNull(atMax, surgeAtMax),
    perNode: 1,
  });
}

function podCidrBlocks(cluster: ManagedCluster): number | null {
  const blocks = podCidrs(cluster).cidrs.flatMap((cidr) => nodeBlocks(cidr) ?? []);
  return blocks.length === 0 ? null : blocks.reduce((total, each) => total + each, 0);
}
