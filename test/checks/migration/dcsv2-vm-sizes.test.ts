import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/dcsv2-vm-sizes.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster, failingIds } from '../ask.ts';

function judge(overrides: Parameters<typeof anAgentPool>[0]) {
  return askCluster(check, {
    agentPoolProfiles: [anAgentPool(), anAgentPool({ name: 'enclave', ...overrides })],
  });
}

describe('MIG-006', () => {
  it.each(['Standard_DC1s_v2', 'Standard_DC2s_v2', 'Standard_DC4s_v2', 'Standard_DC8s_v2', 'STANDARD_dc8S_V2'])(
    'names the pool of size %s',
    (vmSize) => {
      const outcome = judge({ vmSize });
      expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker' });
      expect(failingIds(outcome)).toEqual([`${clusterId}/agentPools/enclave`]);
      expect(outcome.findings[1]?.evidence).toEqual({ vmSizes: [vmSize] });
    },
  );

  it.each([
    'Standard_DC2s',
    'Standard_DC2s_v3',
    'Standard_DC2as_v5',
    'Standard_DC16s_v2',
    'Standard_DC8_v2',
    'Standard_DC8s_v20',
    'XStandard_DC8s_v2',
    'Standard_D8s_v2',
  ])('passes size %s', (vmSize) => {
    expect(judge({ vmSize }).status).toBe('pass');
  });

  it('finds the size among those of a pool of virtual machines', () => {
    const outcome = judge({
      type: 'VirtualMachines',
      vmSize: undefined,
      virtualMachineNodesStatus: [{ size: 'Standard_D4s_v5' }, { size: 'Standard_DC2s_v2' }],
    });
    expect(outcome.status).toBe('fail');
  });

  it('is unknown where a pool states no size', () => {
    expect(judge({ vmSize: undefined }).status).toBe('unknown');
  });
});
