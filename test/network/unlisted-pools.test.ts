import { describe, expect, it } from 'vitest';
import { mayBeUnlisted, unlistedPools } from '../../src/network/unlisted-pools.ts';
import { anAgentPool } from '../builders/agent-pool.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { aNode } from '../builders/node.ts';

const cluster = aManagedCluster({
  agentPoolProfiles: [
    anAgentPool({ name: 'system', count: 2 }),
    anAgentPool({ name: 'user', count: 1 }),
    anAgentPool({ name: 'empty', count: 0 }),
  ],
});

function missing(...poolNames: (string | undefined)[]) {
  return unlistedPools(
    cluster,
    poolNames.map((poolName) => aNode({ poolName })),
  ).map(({ name }) => name);
}

describe('unlistedPools', () => {
  it('misses nothing where every pool with nodes has one in the list', () => {
    expect(missing('system', 'USER')).toEqual([]);
  });

  it('names the pool that has none', () => {
    expect(missing('system', 'system')).toEqual(['user']);
    expect(missing()).toEqual(['system', 'user']);
  });

  it('lets nodes of no known pool stand for it, where there are enough', () => {
    expect(missing('system', undefined)).toEqual([]);
    expect(missing(undefined, undefined)).toEqual(['system', 'user']);
    expect(missing(undefined, undefined, undefined)).toEqual([]);
  });
});

describe('a node that the list may lack', () => {
  const system = 'aks-system-12345678-vmss000001';
  const mayBe = (nodeName: string, ...poolNames: (string | undefined)[]) =>
    mayBeUnlisted(
      cluster,
      poolNames.map((poolName) => aNode({ poolName })),
      nodeName,
    );

  it('is one of a pool that counts more than are listed, in any letter case', () => {
    expect(mayBe(system, 'SYSTEM')).toBe(true);
    expect(mayBe(system.toUpperCase(), 'system', 'user')).toBe(true);
    expect(mayBe(system, 'system', 'system')).toBe(false);
    expect(mayBe(system, 'System', 'sYSTEM')).toBe(false);
  });

  it('is none where nodes of no known pool make up the number', () => {
    expect(mayBe(system, 'system', undefined)).toBe(false);
    expect(mayBe(system, undefined, 'user')).toBe(true);
  });

  it('may be of any pool where its name holds none', () => {
    expect(mayBe('aks-gone-12345678-vmss000000', 'system', 'system', 'user')).toBe(false);
    expect(mayBe('aks-gone-12345678-vmss000000', 'system', 'system')).toBe(true);
    expect(mayBe('vm-aks-system-1', 'system', 'system')).toBe(true);
    expect(mayBe('aks-', 'system', 'system', 'user')).toBe(false);
  });

  it('is possible in a pool that does not count its nodes', () => {
    const pool = anAgentPool({ name: 'system', count: undefined });
    expect(mayBeUnlisted(aManagedCluster({ agentPoolProfiles: [pool] }), [aNode()], system)).toBe(true);
  });
});
