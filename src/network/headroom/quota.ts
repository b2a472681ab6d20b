import type { ComputeUsage } from '../../model/azure/compute.ts';
import { type AgentPool, isEnum, type ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { ClusterFacts } from '../../model/cluster-facts.ts';
import { valueIfKnown } from '../../model/fact.ts';
import type { Limit } from '../../model/report.ts';
import { subscriptionIdOf } from '../../model/resource-id.ts';
import { nodesAtMax, nodesNow, surgeNodes } from '../node-pool.ts';
import { type VmSize, vmSize } from '../vm-size.ts';
import { limit } from './limit.ts';

/** All families together, beside each family's own quota. */
const allFamilies = 'cores';

/**
 * In vCPUs: one limit for each VM family of the pools, and one for the region's total; one without numbers where quota or a
 * pool's size is not known. Spot pools have a quota of their own and are left out.
 */
export function quotaLimits(cluster: ManagedCluster, facts: ClusterFacts): readonly Limit[] {
  const sized = sizedPools(cluster);
  const usages = valueIfKnown(facts.computeUsages);
  if (usages === undefined || sized === undefined || sized.length === 0) {
    return [limit('quota', quotaId(cluster), { capacity: null, used: null, peak: null, perNode: null })];
  }
  const families = [...new Set(sized.map(({ size }) => size.quotaFamily))].sort();
  return [...families, allFamilies].map((family) => {
    const members = sized.filter(({ size }) => family === allFamilies || size.quotaFamily === family);
    return familyLimit(cluster, family, usages, members);
  });
}

/** A pool that takes regular quota, and what one of its nodes takes. */
export interface SizedPool {
  readonly pool: AgentPool;
  readonly size: VmSize;
}

/** Undefined where one pool's size cannot be read. */
export function sizedPools(cluster: ManagedCluster): readonly SizedPool[] | undefined {
  const pools = cluster.agentPoolProfiles.filter((pool) => !isEnum(pool.scaleSetPriority, 'Spot'));
  const sized = pools.flatMap((pool) => {
    const size = vmSize(pool.vmSize ?? '');
    return size === undefined ? [] : [{ pool, size }];
  });
  return sized.length < pools.length ? undefined : sized;
}

function familyLimit(
  cluster: ManagedCluster,
  family: string,
  usages: readonly ComputeUsage[],
  members: readonly SizedPool[],
): Limit {
  const usage = usages.find((each) => each.family.toLowerCase() === family);
  const growth = members.reduce((total, { pool, size }) => total + size.vCpus * nodesStillToCome(pool), 0);
  return limit('quota', `${quotaId(cluster)}/${usage?.family ?? family}`, {
    capacity: usage?.limit ?? null,
    used: usage?.currentValue ?? null,
    peak: usage === undefined ? null : usage.currentValue + growth,
    perNode: Math.max(...members.map(({ size }) => size.vCpus)),
  });
}

/** From now to the pool's maximum with its surge. */
function nodesStillToCome(pool: AgentPool): number {
  return nodesAtMax(pool) - nodesNow(pool) + surgeNodes(pool, nodesAtMax(pool));
}

function quotaId(cluster: ManagedCluster): string {
  const subscription = subscriptionIdOf(cluster.id) ?? '';
  return `/subscriptions/${subscription}/providers/Microsoft.Compute/locations/${cluster.location.toLowerCase()}/usages`;
}
