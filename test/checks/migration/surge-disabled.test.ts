import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/surge-disabled.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster, failingIds } from '../ask.ts';

type Settings = { maxSurge?: string; maxUnavailable?: string } | undefined;

function judge(upgradeSettings: Settings) {
  return askCluster(check, { agentPoolProfiles: [anAgentPool(), anAgentPool({ name: 'user', upgradeSettings })] });
}

describe('MIG-017', () => {
  it.each<[Settings, string]>([
    [{ maxSurge: '0' }, 'fail'],
    [{ maxSurge: '0%' }, 'fail'],
    [{ maxSurge: '1', maxUnavailable: '1' }, 'fail'],
    [{ maxSurge: '10%', maxUnavailable: '5%' }, 'fail'],
    [{ maxSurge: '0', maxUnavailable: '1' }, 'fail'],
    [{ maxSurge: '1', maxUnavailable: '0' }, 'pass'],
    [{ maxSurge: '10%', maxUnavailable: '0%' }, 'pass'],
    [{ maxSurge: '10%' }, 'pass'],
    [{ maxSurge: '100%' }, 'pass'],
    [{}, 'pass'],
    [undefined, 'pass'],
  ])('upgrade settings %j: %s', (upgradeSettings, status) => {
    const outcome = judge(upgradeSettings);
    expect(outcome).toMatchObject({ status, severity: 'medium' });
    expect(failingIds(outcome)).toEqual(status === 'fail' ? [`${clusterId}/agentPools/user`] : []);
    expect(outcome.findings[1]?.evidence).toEqual({
      maxSurge: upgradeSettings?.maxSurge ?? null,
      maxUnavailable: upgradeSettings?.maxUnavailable ?? null,
    });
  });
});
