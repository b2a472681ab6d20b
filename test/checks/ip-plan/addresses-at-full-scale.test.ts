import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/ip-plan/addresses-at-full-scale.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { nodeSubnetId } from '../../builders/resource-ids.ts';
import { aNodeSubnet } from '../../builders/virtual-network.ts';
import { ask } from '../ask.ts';

function growingTo(maxCount: number) {
  return aManagedCluster({ agentPoolProfiles: [anAgentPool({ count: 50, enableAutoScaling: true, maxCount })] });
}

function judge(maxCount: number, currentValue: number) {
  const subnetUsages = [{ id: nodeSubnetId, currentValue, limit: 251 }];
  return ask(check, { managedCluster: growingTo(maxCount), subnetUsages });
}

describe('IP-002', () => {
  it('passes 200 nodes at 10 % with six other addresses in a /24 (worked example E)', () => {
    expect(judge(200, 56)).toMatchObject({ status: 'pass', findings: [{ evidence: { capacity: 251, needed: 226 } }] });
  });

  it.each([
    [228, 50, 'pass', 251],
    [228, 51, 'fail', 252],
    [229, 50, 'fail', 252],
  ])('a maximum of %i with %i addresses taken by 50 nodes and others: %s', (maxCount, taken, status, needed) => {
    const outcome = judge(maxCount, taken);
    expect(outcome).toMatchObject({ status, severity: status === 'pass' ? 'blocker' : 'medium' });
    expect(outcome.findings).toMatchObject([{ resourceId: nodeSubnetId, evidence: { needed } }]);
  });

  it('without usages fails where the nodes alone are too many, and is unknown otherwise', () => {
    const subnetUsages = notKnown('403');
    const tooMany = ask(check, { managedCluster: growingTo(229), subnetUsages });
    expect(tooMany.status).toBe('fail');
    expect(tooMany.reason).toContain('at least 252');
    expect(judge(229, 50).reason).not.toContain('at least');
    expect(ask(check, { managedCluster: growingTo(228), subnetUsages }).status).toBe('unknown');
  });

  it('is unknown with a malformed prefix', () => {
    expect(ask(check, { nodeSubnets: [aNodeSubnet({ addressPrefixes: ['nonsense'] })] }).status).toBe('unknown');
  });

  it('is a blocker where the nodes alone outgrow the subnet, which AKS refuses', () => {
    const outcome = judge(252, 50);

    expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker' });
    expect(outcome.findings).toMatchObject([
      {
        resourceId: nodeSubnetId,
        message:
          'Subnet snet-nodes has 251 usable addresses; its pools may grow to 252 nodes: AKS refuses the update to Overlay (InsufficientSubnetSize).',
        evidence: { capacity: 251, nodesAtMax: 252 },
      },
    ]);
    expect(judge(251, 50).severity).toBe('medium');
  });

  it('says how many are needed, and at least how many where others were not counted', () => {
    expect(judge(200, 56).reason).toBe('Subnet snet-nodes has 251 usable addresses; 226 are needed at full scale.');
    const pool = anAgentPool({ count: 229, upgradeSettings: { maxSurge: '10%' } });
    const facts = { managedCluster: aManagedCluster({ agentPoolProfiles: [pool] }), subnetUsages: notKnown('403') };
    expect(ask(check, facts).reason).toBe(
      'Subnet snet-nodes has 251 usable addresses; at least 252 are needed at full scale.',
    );
  });

  it('is unknown where a pool does not state its size', () => {
    const managedCluster = aManagedCluster({ agentPoolProfiles: [anAgentPool({ count: undefined })] });

    expect(ask(check, { managedCluster })).toMatchObject({
      status: 'unknown',
      reason: 'The size of the node pools is not known.',
    });
  });
});
