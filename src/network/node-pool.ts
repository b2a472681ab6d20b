import { type AgentPool, isEnum } from '../model/azure/managed-cluster.ts';

/** How many nodes a pool counts now: Azure's `count`, or the sum over sizes for a pool of virtual machines. */
export function nodesNow(pool: AgentPool): number {
  if (!isEnum(pool.type, 'VirtualMachines')) return pool.count ?? 0;
  const reported = pool.virtualMachineNodesStatus.map(({ count }) => count ?? 0);
  const asked = pool.virtualMachinesProfile?.scale?.manual.map(({ count }) => count ?? 0) ?? [];
  const counts = reported.length > 0 ? reported : asked;
  return counts.length > 0 ? sum(counts) : (pool.count ?? 0);
}

/** How many nodes a pool may grow to by itself: `maxCount` when the autoscaler runs it, else what it has now. */
export function nodesAtMax(pool: AgentPool): number {
  return pool.enableAutoScaling === true ? (pool.maxCount ?? nodesNow(pool)) : nodesNow(pool);
}

/**
 * Extra nodes an upgrade of the pool adds while it has `nodes` nodes. Spot pools never surge; an integer is capped at the pool's
 * size; a percentage is rounded up, and adds at least one node; where it is not set, 10 % (AKS's own default, at least one).
 * A text that is neither counts as not set.
 * @see https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling
 */
export function surgeNodes(pool: AgentPool, nodes: number): number {
  if (isEnum(pool.scaleSetPriority, 'Spot') || nodes === 0) return 0;
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

/** Nodes over all pools: now, at every pool's maximum, and the surge of an upgrade at either. */
export interface NodeCounts {
  readonly now: number;
  readonly atMax: number;
  readonly surgeNow: number;
  readonly surgeAtMax: number;
}

export function countNodes(pools: readonly AgentPool[]): NodeCounts {
  return {
    now: sum(pools.map(nodesNow)),
    atMax: sum(pools.map(nodesAtMax)),
    surgeNow: sum(pools.map((pool) => surgeNodes(pool, nodesNow(pool)))),
    surgeAtMax: sum(pools.map((pool) => surgeNodes(pool, nodesAtMax(pool)))),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
