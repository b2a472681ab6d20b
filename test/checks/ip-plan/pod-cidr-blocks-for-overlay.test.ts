import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/ip-plan/pod-cidr-blocks-for-overlay.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster } from '../ask.ts';

function judge(maxCount: number, podCidrs = ['10.244.0.0/16']) {
  return askCluster(check, {
    agentPoolProfiles: [anAgentPool({ enableAutoScaling: true, maxCount })],
    networkProfile: { podCidrs, podCidr: undefined },
  });
}

describe('IP-003', () => {
  it.each([
    [232, 24, 'pass', 'blocker'],
    [233, 24, 'fail', 'medium'],
    [256, 26, 'fail', 'medium'],
    [257, 26, 'fail', 'blocker'],
  ])('a maximum of %i and a surge of %i in a /16: %s %s', (nodesAtMax, surge, status, severity) => {
    const outcome = judge(nodesAtMax);
    expect(outcome).toMatchObject({ status, severity });
    expect(outcome.findings).toMatchObject([{ resourceId: clusterId, evidence: { blocks: 256, nodesAtMax, surge } }]);
  });

  it('needs a /14 for 600 nodes (worked example F)', () => {
    expect(judge(600, ['10.244.0.0/14']).status).toBe('pass');
    expect(judge(600, ['10.244.0.0/15'])).toMatchObject({ status: 'fail', severity: 'blocker' });
  });

  it.each([[[]], [['nonsense']], [['fd12:3456:789a::/64']]])('is unknown with pod CIDRs %j', (podCidrs) => {
    expect(judge(3, podCidrs).status).toBe('unknown');
  });
});
