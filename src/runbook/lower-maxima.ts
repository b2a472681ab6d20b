import type { MovePool } from '../model/move-facts.ts';

export interface LoweredPool {
  readonly name: string;
  readonly min: number;
  readonly from: number;
  readonly to: number;
}

/**
 * New maxima of the autoscaled pools, so that all pools together may have `most` nodes: the largest gives first, none below the nodes
 * it has. Undefined where that does not reach.
 */
export function lowerMaxima(pools: readonly MovePool[], most: number): readonly LoweredPool[] | undefined {
  const largest = (pool: MovePool) => pool.autoscaler?.max ?? pool.nodes ?? 0;
  let excess = pools.reduce((sum, pool) => sum + largest(pool), 0) - most;
  const lowered = pools
    .toSorted((a, b) => largest(b) - largest(a))
    .flatMap(({ name, nodes, autoscaler }): LoweredPool[] => {
      if (autoscaler === undefined) return [];
      const give = Math.min(excess, autoscaler.max - Math.max(nodes ?? autoscaler.max, autoscaler.min, 1));
      if (give <= 0) return [];
      excess -= give;
      return [{ name, min: autoscaler.min, from: autoscaler.max, to: autoscaler.max - give }];
    });
  return excess > 0 ? undefined : lowered;
}
