import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/ip-plan/free-addresses-for-surge.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { nodeSubnetId, virtualNetworkId } from '../../builders/resource-ids.ts';
import { aNodeSubnet } from '../../builders/virtual-network.ts';
import { ask, failingIds } from '../ask.ts';

const managedCluster = aManagedCluster({
  agentPoolProfiles: [anAgentPool({ count: 100, enableAutoScaling: true, maxCount: 200 })],
});

function usage(currentValue: number, id = nodeSubnetId) {
  return { id, currentValue, limit: 251 };
}

describe('IP-001', () => {
  it.each([
    [240, 'pass', 11],
    [241, 'pass', 10],
    [242, 'fail', 9],
    [251, 'fail', 0],
  ])('%i of 251 addresses taken, a surge of 10: %s', (currentValue, status, free) => {
    const outcome = ask(check, { managedCluster, subnetUsages: [usage(currentValue)] });
    expect(outcome).toMatchObject({ status, severity: 'high' });
    expect(outcome.findings).toMatchObject([{ resourceId: nodeSubnetId, evidence: { free, needed: 10 } }]);
  });

  it('names the one of two subnets that is full, by the pools on it', () => {
    const secondId = `${virtualNetworkId}/subnets/snet-user`;
    const pools = [anAgentPool({ count: 100 }), anAgentPool({ name: 'user', count: 20, vnetSubnetID: secondId })];
    const outcome = ask(check, {
      managedCluster: aManagedCluster({ agentPoolProfiles: pools }),
      nodeSubnets: [aNodeSubnet(), aNodeSubnet({ id: secondId, name: 'snet-user' })],
      subnetUsages: [usage(246), usage(249, secondId)],
    });
    expect(failingIds(outcome)).toEqual([nodeSubnetId]);
    expect(outcome.findings[1]?.evidence).toEqual({ free: 2, needed: 2 });
  });

  it('is unknown where usage or prefixes are', () => {
    expect(ask(check, { subnetUsages: notKnown('403') }).status).toBe('unknown');
    expect(ask(check, { subnetUsages: [] }).status).toBe('unknown');
    expect(ask(check, { nodeSubnets: [aNodeSubnet({ addressPrefixes: ['nonsense'] })] }).status).toBe('unknown');
  });
});
