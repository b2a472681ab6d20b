import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/compute-quota-for-surge.ts';
import type { AgentPool } from '../../../src/model/azure/managed-cluster.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { ask, failing, plainCommands } from '../ask.ts';

const pools = [
  anAgentPool({ name: 'system', count: 3, vmSize: 'Standard_D4s_v5', upgradeSettings: { maxSurge: '1' } }),
  anAgentPool({ name: 'user', count: 20, vmSize: 'Standard_D8s_v5' }),
  anAgentPool({ name: 'spot', count: 9, vmSize: 'Standard_D64s_v5', scaleSetPriority: 'Spot' }),
];

function judge(familyFree: number, regionFree: number, agentPoolProfiles: AgentPool[] = pools) {
  return ask(check, {
    managedCluster: aManagedCluster({ agentPoolProfiles }),
    computeUsages: [
      { family: 'cores', currentValue: 500, limit: 500 + regionFree },
      { family: 'standardDSv5Family', currentValue: 172, limit: 172 + familyFree },
    ],
  });
}

describe('MIG-016', () => {
  it.each([
    [19, 'fail'],
    [20, 'pass'],
    [21, 'pass'],
  ])('a surge of 4 + 16 vCPUs into %i free ones: %s', (free, status) => {
    const outcome = judge(free, 1000);
    expect(outcome).toMatchObject({ status, severity: 'high' });
    expect(outcome.findings[0]?.evidence).toEqual({ family: 'standardDSv5Family', free, needed: 20 });
  });

  it("names the region's total where that is what lacks", () => {
    const outcome = judge(100, 19);
    expect(failing(outcome).map(({ evidence }) => evidence)).toEqual([{ family: 'cores', free: 19, needed: 20 }]);
    expect(plainCommands(outcome)[0]).toContain('--location westeurope');
  });

  it('passes a full quota where no pool surges', () => {
    const still = [anAgentPool({ vmSize: 'Standard_D4s_v5', upgradeSettings: { maxSurge: '0' } })];
    expect(judge(0, 0, still).status).toBe('pass');
  });

  it('is unknown where Azure lists no quota for the family, and fails where another lacks', () => {
    const computeUsages = [{ family: 'cores', currentValue: 0, limit: 100 }];
    expect(ask(check, { computeUsages }).status).toBe('unknown');
    expect(ask(check, { computeUsages: [{ family: 'cores', currentValue: 99, limit: 100 }] }).status).toBe('fail');
  });

  it('is unknown where a size cannot be read, or the usages could not', () => {
    expect(judge(100, 100, [anAgentPool({ vmSize: 'Standard_A5' })]).status).toBe('unknown');
    expect(ask(check, { computeUsages: notKnown('403') }).status).toBe('unknown');
  });
});
