import type { ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { Limit } from '../../model/report.ts';
import { type Cidr, nodeBlocks } from '../cidr.ts';
import { countNodes, sumOrNull } from '../node-pool.ts';
import { limit } from './limit.ts';

/** In /24 blocks, one a node. No capacity where the pod CIDRs are not known, or IPv6 alone. */
export function podCidrLimit(cluster: ManagedCluster, podCidrs: readonly Cidr[] | undefined): Limit {
  const { now, atMax, surgeAtMax } = countNodes(cluster.agentPoolProfiles);
  return limit('podCidr', cluster.id, {
    capacity: podCidrBlocks(podCidrs),
    used: now ?? null,
    peak: sumOrNull(atMax, surgeAtMax),
    perNode: 1,
  });
}

function podCidrBlocks(podCidrs: readonly Cidr[] = []): number | null {
  const blocks = podCidrs.flatMap((cidr) => nodeBlocks(cidr) ?? []);
  return blocks.length === 0 ? null : blocks.reduce((total, each) => total + each, 0);
}
