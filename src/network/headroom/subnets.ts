import type { AgentPool, ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { ClusterFacts, NodeSubnet } from '../../model/cluster-facts.ts';
import { partOf } from '../../model/fact.ts';
import type { Limit } from '../../model/report.ts';
import { sameResource } from '../../model/resource-id.ts';
import { parseCidrs, usableAddresses } from '../cidr.ts';
import { countNodes, sumOrNull } from '../node-pool.ts';
import { limit } from './limit.ts';

/** One limit for each node subnet that was read, in addresses, and one without numbers where one was not. */
export function subnetLimits(cluster: ManagedCluster, facts: ClusterFacts): readonly Limit[] {
  const subnets = partOf(facts.nodeSubnets) ?? [];
  const unread = facts.nodeSubnets.known
    ? []
    : [limit('subnet', cluster.id, { capacity: null, used: null, peak: null, perNode: null })];
  return [...subnets.map((subnet) => subnetLimit(cluster, facts, subnet)), ...unread];
}

/** What else has an address there now (load balancers, private endpoints, other clusters) is taken to stay. */
export function subnetLimit(cluster: ManagedCluster, facts: ClusterFacts, subnet: NodeSubnet): Limit {
  const usage = partOf(facts.subnetUsages)?.find(({ id }) => sameResource(id, subnet.id));
  const used = usage?.currentValue ?? null;
  const { now, atMax, surgeAtMax } = countNodes(poolsOn(cluster, subnet));
  return limit('subnet', subnet.id, {
    capacity: subnetCapacity(subnet),
    used,
    peak: sumOrNull(used === null || now === undefined ? null : Math.max(0, used - now), atMax, surgeAtMax),
    perNode: 1,
  });
}

/**
 * Addresses that nodes of the cluster take in the subnet: an upgrade's surge now, all of them at their maximum, and at full scale with its
 * surge; null where a pool does not state its size.
 */
export function nodeAddresses(cluster: ManagedCluster, subnet: NodeSubnet) {
  const { surgeNow, atMax, surgeAtMax } = countNodes(poolsOn(cluster, subnet));
  return { surgeNow: surgeNow ?? null, atMax: atMax ?? null, atFullScale: sumOrNull(atMax, surgeAtMax) };
}

/** The pools whose nodes take addresses of the subnet: all of them in a managed network. */
function poolsOn(cluster: ManagedCluster, subnet: NodeSubnet): readonly AgentPool[] {
  return cluster.agentPoolProfiles.filter(
    (pool) => pool.vnetSubnetID === undefined || sameResource(pool.vnetSubnetID, subnet.id),
  );
}

/** Addresses that can be given out; null when a prefix is malformed. */
function subnetCapacity(subnet: NodeSubnet): number | null {
  const { cidrs, malformed } = parseCidrs(subnet.addressPrefixes);
  if (malformed.length > 0 || cidrs.length === 0) return null;
  return cidrs.reduce((total, cidr) => total + usableAddresses(cidr), 0);
}
