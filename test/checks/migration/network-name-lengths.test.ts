import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/network-name-lengths.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { subscriptionId } from '../../builders/resource-ids.ts';
import { ask, askCluster, failingIds } from '../ask.ts';

const fits = 'n'.repeat(63);
const tooLong = 'n'.repeat(64);

function subnetId(resourceGroup: string, virtualNetwork: string, subnet: string) {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/virtualNetworks/${virtualNetwork}/subnets/${subnet}`;
}

function judge(...subnetIds: (string | undefined)[]) {
  const agentPoolProfiles = subnetIds.map((vnetSubnetID, index) => anAgentPool({ name: `pool${index}`, vnetSubnetID }));
  return askCluster(check, { agentPoolProfiles });
}

describe('MIG-007', () => {
  it('passes names of 63 characters', () => {
    const outcome = judge(subnetId(fits, fits, fits));
    expect(outcome.status).toBe('pass');
    expect(outcome.findings[0]?.evidence).toMatchObject({ longest: 63 });
  });

  it.each([
    ['subnet', subnetId(fits, fits, tooLong)],
    ['virtualNetwork', subnetId(fits, tooLong, fits)],
    ['resourceGroup', subnetId(tooLong, fits, fits)],
  ])('fails for a %s of 64', (what, id) => {
    const outcome = judge(id);
    expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker' });
    expect(failingIds(outcome)).toEqual([id]);
    expect(outcome.findings[0]?.evidence).toMatchObject({ [what]: tooLong, longest: 64 });
    expect(outcome.reason).toContain('(64 characters)');
  });

  it('names the one of two subnets, and each once', () => {
    const short = subnetId('rg', 'vnet', 'snet');
    const long = subnetId('rg', 'vnet', tooLong);
    const outcome = judge(short, long, long.toUpperCase());
    expect(failingIds(outcome)).toEqual([long]);
    expect(outcome.findings).toHaveLength(2);
  });

  it('does not apply to a network that AKS manages', () => {
    expect(judge(undefined, undefined).status).toBe('notApplicable');
  });

  it('is unknown where no pool states a subnet, and the network of the nodes was not read', () => {
    const managedCluster = aManagedCluster({ agentPoolProfiles: [anAgentPool({ vnetSubnetID: undefined })] });
    const outcome = ask(check, { managedCluster, nodeSubnets: notKnown('The network was not saved.') });
    expect(outcome).toMatchObject({ status: 'unknown', reason: expect.stringContaining('The network was not saved.') });
  });

  it('is unknown where one of two pools states no subnet, and fails all the same for the other', () => {
    expect(judge(subnetId(fits, fits, fits), undefined).status).toBe('unknown');
    expect(judge(subnetId(fits, fits, tooLong), undefined)).toMatchObject({
      status: 'fail',
      reason: expect.stringContaining('Not read: '),
    });
  });
});
