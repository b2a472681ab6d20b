import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/kubernetes-version.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster, failingIds } from '../ask.ts';

describe('MIG-001', () => {
  it.each([
    ['1.26.9', 'fail'],
    ['1.26', 'fail'],
    ['1.9.11', 'fail'],
    ['1.27', 'pass'],
    ['1.27.0', 'pass'],
    ['1.100.1', 'pass'],
  ])('control plane at %s: %s', (currentKubernetesVersion, status) => {
    const outcome = askCluster(check, { currentKubernetesVersion });
    expect(outcome).toMatchObject({ status, severity: 'blocker' });
    expect(outcome.findings[0]).toMatchObject({
      resourceId: clusterId,
      evidence: { kubernetesVersion: currentKubernetesVersion },
    });
  });

  it('names the one of two pools that lags behind', () => {
    const outcome = askCluster(check, {
      agentPoolProfiles: [
        anAgentPool({ name: 'system', currentOrchestratorVersion: '1.27.0' }),
        anAgentPool({ name: 'user', currentOrchestratorVersion: '1.26.9' }),
      ],
    });
    expect(failingIds(outcome)).toEqual([`${clusterId}/agentPools/user`]);
    expect(outcome.findings).toHaveLength(3);
  });

  it('knows nothing of pools that are not listed: a control plane that is old enough fails all the same', () => {
    const asked = (currentKubernetesVersion: string) =>
      askCluster(check, { currentKubernetesVersion, agentPoolProfiles: [] });
    expect(asked('1.27.0').status).toBe('unknown');
    expect(asked('1.26.9')).toMatchObject({ status: 'fail', reason: expect.stringContaining('Not read: ') });
  });

  it('believes the current version before the one that was asked for', () => {
    const asked = askCluster(check, { kubernetesVersion: '1.35', currentKubernetesVersion: '1.26.9' });
    expect(asked.status).toBe('fail');
    const pool = anAgentPool({ orchestratorVersion: '1.35', currentOrchestratorVersion: '1.26.9' });
    expect(askCluster(check, { agentPoolProfiles: [pool] }).status).toBe('fail');
  });

  it('falls back on what was asked for in answers of old API versions', () => {
    const agentPoolProfiles = [anAgentPool({ orchestratorVersion: '1.26.3', currentOrchestratorVersion: undefined })];
    const outcome = askCluster(check, {
      kubernetesVersion: '1.26.3',
      currentKubernetesVersion: undefined,
      agentPoolProfiles,
    });
    expect(failingIds(outcome)).toEqual([clusterId, `${clusterId}/agentPools/system`]);
  });

  it('is unknown where the cluster, or a pool, states no version', () => {
    const nothing = { kubernetesVersion: undefined, currentKubernetesVersion: undefined };
    expect(askCluster(check, nothing).status).toBe('unknown');
    const pool = anAgentPool({ name: 'user', orchestratorVersion: undefined, currentOrchestratorVersion: undefined });
    const outcome = askCluster(check, { agentPoolProfiles: [anAgentPool(), pool] });
    expect(outcome).toMatchObject({ status: 'unknown', severity: 'blocker' });
    expect(outcome.reason).toContain('Node pool user');
  });

  it('is unknown about a version that is none, and fails where another is too old', () => {
    expect(askCluster(check, { currentKubernetesVersion: 'latest' }).reason).toContain('"latest"');
    const pool = anAgentPool({ currentOrchestratorVersion: '1.26.9' });
    const outcome = askCluster(check, { currentKubernetesVersion: 'latest', agentPoolProfiles: [pool] });
    expect(failingIds(outcome)).toEqual([`${clusterId}/agentPools/system`]);
  });
});
