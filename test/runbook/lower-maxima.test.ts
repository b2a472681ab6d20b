import { describe, expect, it } from 'vitest';
import { lowerMaxima } from '../../src/runbook/lower-maxima.ts';
import { aMovePool } from '../builders/move-pool.ts';

const pool = (name: string, nodes: number, autoscaler?: { min: number; max: number }) =>
  aMovePool({ name, nodes, ...(autoscaler && { autoscaler }) });

describe('lower maxima', () => {
  it('takes from the largest first, and only as much as it must', () => {
    const pools = [pool('system', 3), pool('small', 2, { min: 1, max: 20 }), pool('large', 50, { min: 10, max: 300 })];
    expect(lowerMaxima(pools, 256)).toEqual([{ name: 'large', min: 10, from: 300, to: 233 }]);
    expect(lowerMaxima(pools, 70)).toEqual([
      { name: 'large', min: 10, from: 300, to: 50 },
      { name: 'small', min: 1, from: 20, to: 17 },
    ]);
  });

  it('never goes below the nodes that are there, nor below the minimum', () => {
    expect(lowerMaxima([pool('only', 250, { min: 10, max: 300 })], 249)).toBeUndefined();
    expect(lowerMaxima([pool('only', 2, { min: 10, max: 300 })], 9)).toBeUndefined();
    expect(lowerMaxima([pool('fixed', 300)], 256)).toBeUndefined();
  });

  it('has nothing to take where all fits', () => {
    expect(lowerMaxima([pool('only', 2, { min: 1, max: 256 })], 256)).toEqual([]);
  });
});
