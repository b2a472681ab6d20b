import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/node-pool-state.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster, failingIds, plainCommands } from '../ask.ts';

const healthy = anAgentPool({ name: 'system' });

function judge(overrides: Parameters<typeof anAgentPool>[0]) {
  return askCluster(check, { agentPoolProfiles: [healthy, anAgentPool({ name: 'user', ...overrides })] });
}

describe('MIG-004', () => {
  it('passes where every pool runs and its last operation succeeded, in any letter case', () => {
    expect(judge({ provisioningState: 'succeeded', powerState: { code: 'running' } }).status).toBe('pass');
  });

  it.each(['Failed', 'Updating', 'Canceled', 'UpgradingNodeImageVersion'])('names the pool in state %s', (state) => {
    const outcome = judge({ provisioningState: state });
    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failingIds(outcome)).toEqual([`${clusterId}/agentPools/user`]);
    expect(outcome.findings[1]?.evidence).toEqual({ provisioningState: state, powerState: 'Running' });
    expect(plainCommands(outcome)).toEqual([
      'az aks nodepool update --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-shop --cluster-name aks-shop --name user',
    ]);
  });

  it.each(['Stopped', 'STOPPED'])('names a pool that is %s although its last operation succeeded', (code) => {
    const outcome = judge({ powerState: { code } });
    expect(failingIds(outcome)).toEqual([`${clusterId}/agentPools/user`]);
    expect(plainCommands(outcome)).toEqual([
      'az aks nodepool start --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-shop --cluster-name aks-shop --name user',
    ]);
  });

  it('finds a stopped pool that states no provisioning state', () => {
    expect(judge({ powerState: { code: 'Stopped' }, provisioningState: undefined }).status).toBe('fail');
  });

  it('is unknown without a power state, and fails all the same for what is stated', () => {
    expect(judge({ powerState: undefined })).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('no power state'),
    });
    expect(judge({ powerState: undefined, provisioningState: 'Failed' }).status).toBe('fail');
  });

  it('passes without a power state where the answer is of an old API version, and says so', () => {
    expect(judge({ powerState: undefined, currentOrchestratorVersion: undefined })).toMatchObject({
      status: 'pass',
      findings: [{}, { message: expect.stringContaining('not stated') }],
    });
  });

  it('is unknown where a pool states no provisioning state', () => {
    const outcome = judge({ provisioningState: undefined });
    expect(outcome.status).toBe('unknown');
    expect(outcome.reason).toContain('Node pool user');
  });

  it('is unknown for a cluster without pools', () => {
    expect(askCluster(check, { agentPoolProfiles: [] }).status).toBe('unknown');
  });
});
