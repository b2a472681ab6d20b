import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/spot-pools.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster, failingIds } from '../ask.ts';

describe('MIG-018', () => {
  it.each([
    ['Spot', 'fail'],
    ['spot', 'fail'],
    ['Regular', 'pass'],
    [undefined, 'pass'],
  ])('priority %s: %s', (scaleSetPriority, status) => {
    const pool = anAgentPool({ name: 'batch', scaleSetPriority });
    const outcome = askCluster(check, { agentPoolProfiles: [anAgentPool(), pool] });
    expect(outcome).toMatchObject({ status, severity: 'medium' });
    expect(failingIds(outcome)).toEqual(status === 'fail' ? [`${clusterId}/agentPools/batch`] : []);
    expect(outcome.findings[1]?.evidence).toEqual({ scaleSetPriority: scaleSetPriority ?? null });
  });
});
