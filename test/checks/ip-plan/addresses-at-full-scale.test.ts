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
});
