import { type AgentPool, isEnum } from '../model/azure/managed-cluster.ts';

/**
 * How many nodes a pool counts now: Azure's `count`, or the sum over sizes for a pool of virtual machines. Undefined where the pool does not
 * state it.
 */
export function nodesNow(pool: AgentPool): number | undefined {
  if (!isEnum(pool.type, 'VirtualMachines')) return pool.count;
  const asked = pool.virtualMachinesProfile?.scale?.manual ?? [];
  const sizes = pool.virtualMachineNodesStatus.length > 0 ? pool.virtualMachineNodesStatus : asked;
  return sizes.length > 0 ? total(sizes.map(({ count }) => count)) : pool.count;
}

/**
 * How many nodes a pool may grow to by itself: `maxCount` when the autoscaler runs it, else what it has now. A maximum stands only beside
 * an autoscaler, so that one counts where nobody says whether there is one.
 */
export function nodesAtMax(pool: AgentPool): number | undefined {
  const { enableAutoScaling, maxCount } = pool;
  if (enableAutoScaling === true) return maxCount;
  return enableAutoScaling === undefined && maxCount !== undefined ? maxCount : nodesNow(pool);
}

/**
 * Extra nodes an upgrade of the pool adds while it has `nodes` nodes. Spot pools never surge; an integer is capped at the pool's
 * size; a percentage is rounded up, and adds at least one node; where it is not set, 10 % (AKS's own default, at least one).
 * A text that is neither counts as not set.
 * @see https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling
 */
export function surgeNodes(pool: AgentPool, nodes: number): number;
export function surgeNodes(pool: AgentPool, nodes: number | undefined): number | undefined;
export function surgeNodes(pool: AgentPool, nodes: number | undefined): number | undefined {
  if (isEnum(pool.scaleSetPriority, 'Spot') || nodes === 0) return 0;
  if (nodes === undefined) return undefined;
  const maxSurge = pool.upgradeSettings?.maxSurge?.trim() ?? '';
  if (/^\d+$/.test(maxSurge)) return Math.min(Number(maxSurge), nodes);
  const percent = /^(\d+)%$/.exec(maxSurge)?.[1];
  if (percent === undefined) return Math.max(1, ceilPercent(nodes, 10));
  return Number(percent) === 0 ? 0 : Math.min(nodes, Math.max(1, ceilPercent(nodes, Number(percent))));
}

/** Whether the pool says outright that it adds no nodes. */
export function isSurgeDisabled(pool: AgentPool): boolean {
  return /^0+%?$/.test(pool.upgradeSettings?.maxSurge?.trim() ?? '');
}

/** Whether an upgrade may take nodes away before others are there; AKS's default is that it may not. */
export function allowsUnavailableNodes(pool: AgentPool): boolean {
  return Number.parseInt(pool.upgradeSettings?.maxUnavailable?.trim() ?? '0', 10) > 0;
}

/** In whole numbers: 0.1 × 10 must round up to 1, not to 2. */
function ceilPercent(nodes: number, percent: number): number {
  return Math.ceil((nodes * percent) / 100);
}

/** Nodes over all pools: now, at every pool's maximum, and the surge of an upgrade at either; undefined where a pool does not state it. */
export interface NodeCounts {
  readonly now: number | undefined;
  readonly atMax: number | undefined;
  readonly surgeNow: number | undefined;
  readonly surgeAtMax: number | undefined;
}

/** @param pools none are not known, since every cluster has one */
export function countNodes(pools: readonly AgentPool[]): NodeCounts {
  const over = (count: (pool: AgentPool) => number | undefined) =>
    pools.length === 0 ? undefined : total(pools.map(count));
  return {
    now: over(nodesNow),
    atMax: over(nodesAtMax),
    surgeNow: over((pool) => surgeNodes(pool, nodesNow(pool))),
    surgeAtMax: over((pool) => surgeNodes(pool, nodesAtMax(pool))),
  };
}

/** Undefined where one of the numbers is: what is left would be too few. */
export function total(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.reduce<number | undefined>(
    (sum, each) => (sum === undefined || each === undefined ? undefined : sum + each),
    0,
  );
}

/** The sum, or null where a part of it is not known: as reports have it. */
export function sumOrNull(...numbers: readonly (number | null | undefined)[]): number | null {
  return total(numbers.map((each) => each ?? undefined)) ?? null;
}
