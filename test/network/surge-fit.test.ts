import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodesNow, surgeNodes } from '../../src/network/node-pool.ts';
import { largestSafeSurge, largestSteadyNodes } from '../../src/network/surge-fit.ts';
import { anAgentPool } from '../builders/agent-pool.ts';

function pool(count: number, maxSurge: string, name = 'user') {
  return anAgentPool({ name, count, upgradeSettings: { maxSurge } });
}

describe('largestSafeSurge', () => {
  it('is 28 for 370 nodes and 28 routes left (worked example D)', () => {
    expect(largestSafeSurge([pool(370, '33%')], 28)).toBe(28);
  });

  it('leaves pools alone that surge by less', () => {
    expect(largestSafeSurge([pool(3, '1'), pool(100, '33%')], 20)).toBe(19);
  });

  it('lets several pools share what is left', () => {
    expect(largestSafeSurge([pool(100, '50%'), pool(100, '50%')], 21)).toBe(10);
  });

  it('is 0 where not every pool can have one', () => {
    expect(largestSafeSurge([pool(10, '1'), pool(10, '1')], 1)).toBe(0);
    expect(largestSafeSurge([pool(10, '1')], -3)).toBe(0);
    expect(largestSafeSurge([], 5)).toBe(0);
  });

  it('always fits, and one more would not', () => {
    const pools = fc.array(fc.tuple(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 100 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(pools, fc.nat({ max: 60 }), (sizes, slots) => {
        const all = sizes.map(([count, percent]) => pool(count, `${percent}%`));
        const added = (surge: number) =>
          all.reduce((total, each) => total + Math.min(surge, surgeNodes(each, nodesNow(each) ?? 0)), 0);
        const safe = largestSafeSurge(all, slots);
        expect(added(safe)).toBeLessThanOrEqual(slots);
        if (added(Number.POSITIVE_INFINITY) > slots) expect(added(safe + 1)).toBeGreaterThan(slots);
      }),
    );
  });
});

describe('largestSteadyNodes', () => {
  it.each([
    ['A: a /16 pod CIDR at 10 %', 256, '10%', 232],
    ['A: a /16 pod CIDR at 33 %', 256, '33%', 192],
    ['B: 398 usable routes at 10 %', 398, '10%', 361],
    ['B: 398 usable routes at 33 %', 398, '33%', 299],
    ['C: 199 slots when dual stack', 199, '10%', 180],
    ['E: a bare /24 subnet at 10 %', 251, '10%', 228],
  ])('%s', (_, slots, maxSurge, expected) => {
    expect(largestSteadyNodes([pool(1000, maxSurge)], slots)?.nodes).toBe(expected);
  });

  it('lets the pool with the largest maximum give way (worked example A)', () => {
    const pools = [
      pool(3, '33%', 'system'),
      anAgentPool({ name: 'user', count: 200, enableAutoScaling: true, maxCount: 300 }),
    ];
    expect(largestSteadyNodes(pools, 256)).toEqual({ nodes: 232, poolName: 'user', poolNodes: 229 });
  });

  it("never promises more than the pools' maximum", () => {
    expect(largestSteadyNodes([pool(5, '1')], 100)).toEqual({ nodes: 5, poolName: 'user', poolNodes: 5 });
  });

  it('has no answer where the other pools alone take too much, or there are none', () => {
    expect(largestSteadyNodes([pool(20, '1', 'a'), pool(20, '1', 'b')], 20)).toBeUndefined();
    expect(largestSteadyNodes([], 20)).toBeUndefined();
  });

  it('takes the pool down to nothing where only that makes room', () => {
    expect(largestSteadyNodes([pool(20, '1', 'a'), pool(20, '1', 'b')], 21)).toMatchObject({ nodes: 20, poolNodes: 0 });
  });
});
