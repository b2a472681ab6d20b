import type { AgentPool } from '../model/azure/managed-cluster.ts';
import { nodesAtMax, nodesNow, surgeNodes } from './node-pool.ts';

/*
 * Both are asked only once the pools were found to need more than there is, which takes the size of every pool: none is missing here.
 */

/**
 * The largest whole number that, set as `maxSurge` on every pool that surges by more, lets an upgrade of all pools at once add no
 * more than `slots` nodes; 0 where not even one fits.
 */
export function largestSafeSurge(pools: readonly AgentPool[], slots: number): number {
  const surges = pools.map((pool) => surgeNodes(pool, nodesNow(pool) ?? 0));
  let surge = Math.max(0, ...surges);
  while (surge > 0 && sum(surges.map((each) => Math.min(each, surge))) > slots) surge -= 1;
  return surge;
}

/** Pools at their largest that still leave room for their surge. */
export interface SteadyNodes {
  readonly nodes: number;
  /** The pool that has to stay smaller, and the maximum it may have. */
  readonly poolName: string;
  readonly poolNodes: number;
}

/**
 * How many nodes `slots` carry, surge included, when the pool with the largest maximum gives way and the others keep theirs.
 * Undefined where even an empty pool would not make room, or there is no pool.
 */
export function largestSteadyNodes(pools: readonly AgentPool[], slots: number): SteadyNodes | undefined {
  const atMax = (pool: AgentPool) => nodesAtMax(pool) ?? 0;
  const [largest, ...others] = [...pools].sort((a, b) => atMax(b) - atMax(a));
  if (largest === undefined) return undefined;
  const otherNodes = sum(others.map(atMax));
  const slotsLeft = slots - otherNodes - sum(others.map((pool) => surgeNodes(pool, atMax(pool))));
  if (slotsLeft < 0) return undefined;
  let poolNodes = Math.min(slotsLeft, atMax(largest));
  while (poolNodes > 0 && poolNodes + surgeNodes(largest, poolNodes) > slotsLeft) poolNodes -= 1;
  return { nodes: otherNodes + poolNodes, poolName: largest.name, poolNodes };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
