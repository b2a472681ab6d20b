import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/headroom/aks-node-limit.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster } from '../ask.ts';

function pools(maxCount: number, enableAutoScaling = true) {
  return [
    anAgentPool({ name: 'system', count: 100 }),
    anAgentPool({ name: 'user', count: 1, enableAutoScaling, maxCount }),
  ];
}

describe('HEAD-004', () => {
  it.each([
    [299, 'pass', 399],
    [300, 'pass', 400],
    [301, 'fail', 401],
  ])('100 nodes and a maximum of %i: %s at %i, surge left out', (maxCount, status, nodesAtMax) => {
    const outcome = askCluster(check, { agentPoolProfiles: pools(maxCount) });
    expect(outcome).toMatchObject({ status, severity: 'high' });
    expect(outcome.findings).toMatchObject([
      {
        resourceId: clusterId,
        evidence: {
          nodesAtMax,
          limit: 400,
          pools: [
            { name: 'system', nodesAtMax: 100 },
            { name: 'user', nodesAtMax: maxCount },
          ],
        },
      },
    ]);
  });

  it.each([
    [100, 'pass'],
    [101, 'fail'],
  ])('allows 200 when dual stack: 100 nodes and a maximum of %i: %s', (maxCount, status) => {
    const networkProfile = { podCidrs: ['10.244.0.0/16', 'fd12:3456:789a::/64'] };
    const outcome = askCluster(check, { agentPoolProfiles: pools(maxCount), networkProfile });
    expect(outcome.status).toBe(status);
    expect(outcome.findings[0]?.evidence).toMatchObject({ limit: 200 });
  });

  it('ignores a maximum that is left over from an autoscaler', () => {
    expect(askCluster(check, { agentPoolProfiles: pools(900, false) }).status).toBe('pass');
  });
});
