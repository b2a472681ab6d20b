import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/headroom/pod-cidr-ceiling.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster, plainCommands } from '../ask.ts';

function userPool(count: number, maxCount: number, maxSurge = '10%') {
  return anAgentPool({ name: 'user', count, enableAutoScaling: true, maxCount, upgradeSettings: { maxSurge } });
}

function judge(count: number, maxCount: number, podCidrs = ['10.244.0.0/16']) {
  return askCluster(check, {
    agentPoolProfiles: [userPool(count, maxCount)],
    networkProfile: { podCidrs, podCidr: undefined },
  });
}

describe('HEAD-005', () => {
  it.each([
    [231, 'pass', 255],
    [232, 'pass', 256],
    [233, 'fail', 257],
  ])('a /16 under a maximum of %i at 10 %%: %s at %i blocks', (maxCount, status, blocksNeeded) => {
    const outcome = judge(100, maxCount);
    expect(outcome.status).toBe(status);
    expect(outcome.findings[0]).toMatchObject({
      resourceId: clusterId,
      evidence: { blocks: 256, blocksNeeded, nodesNow: 100, blocksLeft: 156 },
    });
  });

  it.each([
    [100, 'medium'],
    [230, 'medium'],
    [231, 'high'],
    [256, 'high'],
  ])('with %i of 256 blocks taken is %s: a tenth is 25.6', (nodes, severity) => {
    expect(judge(nodes, 300)).toMatchObject({ status: 'fail', severity });
  });

  it('takes exactly a tenth left for enough', () => {
    const twoRanges = ['10.244.0.0/21', '10.245.0.0/23'];
    expect(judge(9, 20, twoRanges)).toMatchObject({ severity: 'medium', findings: [{ evidence: { blocks: 10 } }] });
    expect(judge(10, 20, twoRanges)).toMatchObject({ severity: 'high' });
  });

  it('names the pool that has to stay smaller, and its maximum (worked example A)', () => {
    const outcome = askCluster(check, {
      agentPoolProfiles: [
        anAgentPool({ name: 'system', count: 3, upgradeSettings: { maxSurge: '33%' } }),
        userPool(247, 300),
      ],
    });
    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(outcome.findings[0]?.evidence).toMatchObject({ blocksNeeded: 334, blocksLeft: 6, maxSteadyNodes: 232 });
    expect(outcome.reason).toContain('at most 232 nodes');
    expect(plainCommands(outcome)[0]).toContain('--name user ');
    expect(plainCommands(outcome)[0]).toContain('--max-count 229');
  });

  it('never leaves less than none, and promises nothing where the other pools take everything', () => {
    const outcome = askCluster(check, {
      agentPoolProfiles: [anAgentPool({ name: 'a', count: 6 }), anAgentPool({ name: 'b', count: 6 })],
      networkProfile: { podCidrs: ['10.244.0.0/22'] },
    });
    expect(outcome).toMatchObject({ severity: 'high' });
    expect(outcome.findings[0]?.evidence).toMatchObject({ blocks: 4, blocksLeft: 0, maxSteadyNodes: null });
  });

  it.each([
    [[], 'no pod CIDR'],
    [['10.244.0.0/99'], '10.244.0.0/99'],
    [['fd12:3456:789a::/64'], 'no IPv4 pod CIDR'],
  ])('is unknown with pod CIDRs %j', (podCidrs, reason) => {
    const outcome = judge(1, 300, podCidrs);
    expect(outcome.status).toBe('unknown');
    expect(outcome.reason).toContain(reason);
  });

  it('is unknown, and says why, where a pool or the range is not stated', () => {
    expect(askCluster(check, { agentPoolProfiles: [anAgentPool({ count: undefined })] })).toMatchObject({
      status: 'unknown',
      reason: 'The size of the node pools is not known.',
    });
    expect(judge(1, 2, ['fd12:3456:789a::/64'])).toMatchObject({
      status: 'unknown',
      reason: 'The cluster states no IPv4 pod CIDR.',
    });
  });

  it('names every range, and what fits', () => {
    const outcome = judge(9, 20, ['10.244.0.0/21', '10.245.0.0/23']);

    expect(outcome.reason).toContain('Pod CIDR 10.244.0.0/21, 10.245.0.0/23 has 10 blocks of /24; the pools');
    expect(judge(1, 4, ['10.244.0.0/23']).reason).toMatch(
      /has 2 blocks of \/24; .* With the surge as it is, at most 1 node fits: 1 of them in pool user\.$/,
    );
  });
});
