import type { ComputeUsage } from '../../model/azure/compute.ts';
import { type AgentPool, isEnum, type ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { ClusterFacts } from '../../model/cluster-facts.ts';
import { valueIfKnown } from '../../model/fact.ts';
import type { Limit } from '../../model/report.ts';
import { resourceNameOf, subscriptionIdOf } from '../../model/resource-id.ts';
import { nodesAtMax, nodesNow, sumOrNull, surgeNodes } from '../node-pool.ts';
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
  return byFamily(sized).map(({ family, members }) => familyLimit(cluster, family, usages, members));
}

interface Family {
  readonly family: string;
  readonly members: readonly SizedPool[];
}

/** The pools of each family, sorted by its name, and all of them together. */
function byFamily(sized: readonly SizedPool[]): readonly Family[] {
  const families = [...new Set(sized.map(({ size }) => size.quotaFamily))].sort();
  return [
    ...families.map((family) => ({ family, members: sized.filter(({ size }) => size.quotaFamily === family) })),
    { family: allFamilies, members: sized },
  ];
}

/** What the surge of today's pools takes from one quota, in vCPUs. */
export interface QuotaForSurge {
  readonly resourceId: string;
  readonly family: string;
  /** Null where Azure lists no such quota. */
  readonly free: number | null;
  /** Null where a pool does not state its size. */
  readonly needed: number | null;
}

/** For each VM family of the pools and the region's total; undefined where a pool's size cannot be read, or there is no pool. */
export function quotaForSurge(
  cluster: ManagedCluster,
  usages: readonly ComputeUsage[],
): readonly QuotaForSurge[] | undefined {
  const sized = sizedPools(cluster);
  if (sized === undefined || sized.length === 0) return undefined;
  return byFamily(sized).map(({ family, members }) => {
    const { resourceId, left } = familyLimit(cluster, family, usages, members);
    const needed = vCpusOf(members, (pool) => surgeNodes(pool, nodesNow(pool)));
    return { resourceId, family: resourceNameOf(resourceId), free: left, needed };
  });
}

/** A pool that takes regular quota, and what one of its nodes takes. */
interface SizedPool {
  readonly pool: AgentPool;
  readonly size: VmSize;
}

/** Undefined where one pool's size cannot be read. */
function sizedPools(cluster: ManagedCluster): readonly SizedPool[] | undefined {
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
  const growth = vCpusOf(members, nodesStillToCome);
  return limit('quota', `${quotaId(cluster)}/${usage?.family ?? family}`, {
    capacity: usage?.limit ?? null,
    used: usage?.currentValue ?? null,
    peak: sumOrNull(usage?.currentValue, growth),
    perNode: Math.max(...members.map(({ size }) => size.vCpus)),
  });
}

/** From now to the pool's maximum with its surge. */
function nodesStillToCome(pool: AgentPool): number | undefined {
  const [now, atMax] = [nodesNow(pool), nodesAtMax(pool)];
  return now === undefined || atMax === undefined ? undefined : atMax - now + surgeNodes(pool, atMax);
}

function vCpusOf(members: readonly SizedPool[], nodes: (pool: AgentPool) => number | undefined): number | null {
  return sumOrNull(
    ...members.map(({ pool, size }) => {
      const count = nodes(pool);
      return count === undefined ? undefined : count * size.vCpus;
    }),
  );
}

function quotaId(cluster: ManagedCluster): string {
  const subscription = subscriptionIdOf(cluster.id) ?? '';
  return `/subscriptions/${subscription}/providers/Microsoft.Compute/locations/${cluster.location.toLowerCase()}/usages`;
}
