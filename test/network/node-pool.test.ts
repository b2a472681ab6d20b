import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentPool } from '../../src/model/azure/managed-cluster.ts';
import {
  allowsUnavailableNodes,
  countNodes,
  isSurgeDisabled,
  nodesAtMax,
  nodesNow,
  surgeNodes,
} from '../../src/network/node-pool.ts';
import { anAgentPool } from '../builders/agent-pool.ts';

function withSurge(maxSurge: string | undefined) {
  return anAgentPool({ upgradeSettings: maxSurge === undefined ? {} : { maxSurge } });
}

describe('surgeNodes', () => {
  it.each<[string | undefined, number, number]>([
    ['0', 10, 0],
    ['0%', 10, 0],
    ['1', 10, 1],
    ['5', 10, 5],
    ['5', 3, 3],
    ['5', 0, 0],
    ['33%', 3, 1],
    ['33%', 10, 4],
    ['33%', 370, 123],
    ['10%', 10, 1],
    ['10%', 11, 2],
    ['10%', 300, 30],
    ['1%', 1, 1],
    ['1%', 100, 1],
    ['1%', 101, 2],
    ['100%', 7, 7],
    ['200%', 7, 7],
    ['33%', 1, 1],
    ['33%', 0, 0],
    ['12', 30, 12],
    ['a50%', 30, 3],
    ['50%a', 30, 3],
    [' 33% ', 10, 4],
    [undefined, 1, 1],
    [undefined, 9, 1],
    [undefined, 10, 1],
    [undefined, 11, 2],
    [undefined, 0, 0],
    ['', 30, 3],
    ['lots', 30, 3],
    ['-5', 30, 3],
    ['33 percent', 30, 3],
    ['3.5', 30, 3],
  ])('adds for maxSurge %j at %i nodes %i', (maxSurge, nodes, expected) => {
    expect(surgeNodes(withSurge(maxSurge), nodes)).toBe(expected);
  });

  it('takes 10 % where Azure states no upgrade settings, or null', () => {
    const { upgradeSettings, ...pool } = anAgentPool();
    expect(upgradeSettings).toBeDefined();
    expect(surgeNodes(pool, 25)).toBe(3);
    const fromAzure = agentPool.parse({ name: 'old', count: 25, upgradeSettings: { maxSurge: null } });
    expect(surgeNodes(fromAzure, 25)).toBe(3);
  });

  it('reads a surge that the source wrote as a number', () => {
    expect(surgeNodes(agentPool.parse({ name: 'p', upgradeSettings: { maxSurge: 2 } }), 25)).toBe(2);
  });

  it.each(['Spot', 'spot', 'SPOT'])('adds none to a pool of priority %s', (scaleSetPriority) => {
    expect(surgeNodes(anAgentPool({ scaleSetPriority, upgradeSettings: { maxSurge: '50%' } }), 10)).toBe(0);
  });

  it('is never more than the pool has, and rounds a percentage up without float slips', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 100 }), (nodes, percent) => {
        const surge = surgeNodes(withSurge(`${percent}%`), nodes);
        expect(surge).toBeLessThanOrEqual(nodes);
        expect(surge * 100).toBeGreaterThanOrEqual(nodes * percent);
        expect((surge - 1) * 100).toBeLessThan(nodes * percent);
      }),
    );
  });
});

describe('nodesNow', () => {
  it('is what Azure counts', () => {
    expect(nodesNow(anAgentPool({ count: 7, enableAutoScaling: true, maxCount: 50 }))).toBe(7);
  });

  it('adds up the sizes of a pool of virtual machines', () => {
    const pool = anAgentPool({
      type: 'virtualMachines',
      count: 1,
      virtualMachineNodesStatus: [
        { count: 2, size: 'Standard_D4s_v5' },
        { count: 3, size: 'Standard_D8s_v5' },
      ],
      virtualMachinesProfile: { scale: { manual: [{ count: 9, size: 'Standard_D4s_v5' }] } },
    });
    expect(nodesNow(pool)).toBe(5);
  });

  it('falls back on what was asked for, then on the count, of a pool of virtual machines', () => {
    const asked = { scale: { manual: [{ count: 4 }, { count: 2 }] } };
    expect(nodesNow(anAgentPool({ type: 'VirtualMachines', count: 1, virtualMachinesProfile: asked }))).toBe(6);
    expect(nodesNow(anAgentPool({ type: 'VirtualMachines', count: 1 }))).toBe(1);
  });

  it('ignores virtual machine counts of a scale set', () => {
    expect(nodesNow(anAgentPool({ count: 3, virtualMachineNodesStatus: [{ count: 8 }] }))).toBe(3);
  });
});

describe('nodesAtMax', () => {
  it('is maxCount under the autoscaler', () => {
    expect(nodesAtMax(anAgentPool({ count: 3, enableAutoScaling: true, maxCount: 300 }))).toBe(300);
  });

  it('is the count without autoscaler, whatever maxCount is left over', () => {
    expect(nodesAtMax(anAgentPool({ count: 3, enableAutoScaling: false, maxCount: 300 }))).toBe(3);
  });

  it('is the maximum where nobody says whether there is an autoscaler', () => {
    expect(nodesAtMax(anAgentPool({ count: 3, enableAutoScaling: undefined, maxCount: 300 }))).toBe(300);
    expect(nodesAtMax(anAgentPool({ count: 3, enableAutoScaling: undefined }))).toBe(3);
  });

  it('is not known under an autoscaler that states no maximum', () => {
    expect(nodesAtMax(anAgentPool({ count: 3, enableAutoScaling: true }))).toBeUndefined();
  });
});

describe('isSurgeDisabled', () => {
  it.each([
    ['0', true],
    ['0%', true],
    ['00%', true],
    [' 0 ', true],
    ['1', false],
    ['10%', false],
    ['0.5', false],
    ['0 nodes', false],
    ['', false],
    [undefined, false],
  ])('of maxSurge %j is %s', (maxSurge, expected) => {
    expect(isSurgeDisabled(withSurge(maxSurge))).toBe(expected);
  });

  it('is no where Azure states no upgrade settings', () => {
    expect(isSurgeDisabled(anAgentPool({ upgradeSettings: undefined }))).toBe(false);
  });
});

describe('allowsUnavailableNodes', () => {
  it.each([
    ['1', true],
    [' 2 ', true],
    ['5%', true],
    ['0', false],
    ['0%', false],
    ['', false],
    [undefined, false],
  ])('of maxUnavailable %j is %s', (maxUnavailable, expected) => {
    expect(allowsUnavailableNodes(anAgentPool({ upgradeSettings: { maxUnavailable } }))).toBe(expected);
  });
});

describe('countNodes', () => {
  it('adds up pools now and at maximum, with the surge of either', () => {
    const pools = [
      anAgentPool({ name: 'system', count: 3, upgradeSettings: { maxSurge: '33%' } }),
      anAgentPool({ name: 'user', count: 20, enableAutoScaling: true, maxCount: 300 }),
      anAgentPool({ name: 'spot', count: 5, scaleSetPriority: 'Spot' }),
    ];
    expect(countNodes(pools)).toEqual({ now: 28, atMax: 308, surgeNow: 3, surgeAtMax: 31 });
  });

  it('is not known without pools, or with one that does not state its size', () => {
    const nothing = { now: undefined, atMax: undefined, surgeNow: undefined, surgeAtMax: undefined };
    expect(countNodes([])).toEqual(nothing);
    expect(countNodes([anAgentPool({ count: 3 }), anAgentPool({ count: undefined })])).toEqual(nothing);
  });
});
