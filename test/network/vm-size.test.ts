import { describe, expect, it } from 'vitest';
import { poolVmSizes, vmSize } from '../../src/network/vm-size.ts';
import { anAgentPool } from '../builders/agent-pool.ts';

describe('vmSize', () => {
  it.each([
    ['Standard_D4s_v5', 4, 'standardDSv5Family'],
    ['standard_d4S_V5', 4, 'standardDSv5Family'],
    ['Standard_D16ads_v5', 16, 'standardDADSv5Family'],
    ['Standard_D96as_v5', 96, 'standardDASv5Family'],
    ['Standard_D2_v3', 2, 'standardDv3Family'],
    ['Standard_DS2_v2', 2, 'standardDSv2Family'],
    ['Standard_D3_v2', 4, 'standardDv2Family'],
    ['Standard_DS4_v2', 8, 'standardDSv2Family'],
    ['Standard_D5_v2', 16, 'standardDv2Family'],
    ['Standard_DS11', 2, 'standardDSFamily'],
    ['Standard_DS15_v2', 20, 'standardDSv2Family'],
    ['Standard_D1', 1, 'standardDFamily'],
    ['Standard_E8ds_v5', 8, 'standardEDSv5Family'],
    ['Standard_F8s_v2', 8, 'standardFSv2Family'],
    ['Standard_L8s_v3', 8, 'standardLSv3Family'],
    ['Standard_DC2s_v2', 2, 'standardDCSv2Family'],
    ['Standard_NC6s_v3', 6, 'standardNCSv3Family'],
    ['Standard_B2s', 2, 'standardBSFamily'],
    ['Standard_B2ms', 2, 'standardBSFamily'],
    ['Standard_B1ls', 1, 'standardBSFamily'],
    ['Standard_B2ts_v2', 2, 'standardBsv2Family'],
    ['Standard_B4als_v2', 4, 'standardBasv2Family'],
    ['Standard_A2_v2', 2, 'standardAv2Family'],
    ['Standard_D2_v4', 2, 'standardDv4Family'],
    ['Standard_D5_v3', 5, 'standardDv3Family'],
    ['Standard_D5s', 5, 'standardDSFamily'],
    ['Standard_DC4_v2', 4, 'standardDCv2Family'],
    ['Standard_ND5', 5, 'standardNDFamily'],
    ['Standard_NG5', 5, 'standardNGFamily'],
    ['Standard_GB5', 5, 'standardGBFamily'],
    ['Standard_E8mls_v5', 8, 'standardEMLSv5Family'],
    ['Standard_D64s_v12', 64, 'standardDSv12Family'],
  ])('reads from %s %i vCPUs of %s', (name, vCpus, family) => {
    expect(vmSize(name)).toEqual({ vCpus, quotaFamily: family.toLowerCase() });
  });

  it.each([
    '',
    'D4s_v5',
    'Basic_A1',
    'Standard_A5',
    'Standard_G2',
    'Standard_GS3',
    'Standard_D0s_v5',
    'Standard_D6',
    'Standard_DS2_v2_Promo',
    'Standard_E32-8s_v5',
    'Standard_NC24ads_A100_v4',
    'Standard_D4s_v5; drop',
    'My_Standard_D4s_v5',
    'Standard_D4s_v5_',
  ])('does not guess %j', (name) => {
    expect(vmSize(name)).toBeUndefined();
  });
});

describe('poolVmSizes', () => {
  it('is the size of a scale set', () => {
    expect(poolVmSizes(anAgentPool({ vmSize: 'Standard_D4s_v5' }))).toEqual(['Standard_D4s_v5']);
  });

  it('names each size of a pool of virtual machines once', () => {
    const pool = anAgentPool({
      vmSize: undefined,
      type: 'VirtualMachines',
      virtualMachineNodesStatus: [{ count: 1, size: 'Standard_D4s_v5' }],
      virtualMachinesProfile: { scale: { manual: [{ size: 'Standard_D4s_v5' }, { size: 'Standard_D8s_v5' }] } },
    });
    expect(poolVmSizes(pool)).toEqual(['Standard_D4s_v5', 'Standard_D8s_v5']);
  });

  it('is empty where the pool states none', () => {
    expect(poolVmSizes(anAgentPool({ vmSize: undefined }))).toEqual([]);
    expect(poolVmSizes(anAgentPool({ vmSize: '' }))).toEqual([]);
  });
});
