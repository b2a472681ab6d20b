import { describe, expect, it } from 'vitest';
import { unlistedPools } from '../../src/network/unlisted-pools.ts';
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
