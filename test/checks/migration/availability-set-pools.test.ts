import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/availability-set-pools.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster, failingIds } from '../ask.ts';

function judge(type: string | undefined) {
  return askCluster(check, { agentPoolProfiles: [anAgentPool(), anAgentPool({ name: 'user', type })] });
}

describe('MIG-005', () => {
  it.each(['VirtualMachineScaleSets', 'VirtualMachines', 'virtualmachinescalesets'])('passes type %s', (type) => {
    expect(judge(type).status).toBe('pass');
  });

  it.each(['AvailabilitySet', 'availabilityset'])('names the pool of type %s', (type) => {
    const outcome = judge(type);
    expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker' });
    expect(failingIds(outcome)).toEqual([`${clusterId}/agentPools/user`]);
    expect(outcome.findings[1]?.evidence).toEqual({ type });
  });

  it('is unknown where a pool states no type', () => {
    expect(judge(undefined).status).toBe('unknown');
  });
});
