import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/cluster-provisioning-state.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster } from '../ask.ts';

describe('MIG-003', () => {
  it.each(['Succeeded', 'succeeded'])('passes in state %s', (provisioningState) => {
    expect(askCluster(check, { provisioningState }).status).toBe('pass');
  });

  it.each([
    ['Failed', 'blocker'],
    ['failed', 'blocker'],
    ['Updating', 'high'],
    ['Upgrading', 'high'],
    ['Canceled', 'high'],
    ['SomethingNew', 'high'],
  ])('fails in state %s as %s', (provisioningState, severity) => {
    const outcome = askCluster(check, { provisioningState });
    expect(outcome).toMatchObject({ status: 'fail', severity });
    expect(outcome.findings).toMatchObject([{ resourceId: clusterId, evidence: { provisioningState } }]);
  });

  it('shows what Azure says went wrong', () => {
    const status = { provisioningError: { code: 'PodDrainFailure', message: 'Drain of node x failed.' } };
    const outcome = askCluster(check, { provisioningState: 'Failed', status });
    expect(outcome.findings[0]?.evidence).toMatchObject(status);
  });

  it('shows no error where there is none', () => {
    const outcome = askCluster(check, { provisioningState: 'Failed', status: {} });
    expect(outcome.findings[0]?.evidence).toMatchObject({ provisioningError: null });
  });

  it('is unknown where the cluster states no provisioning state', () => {
    expect(askCluster(check, { provisioningState: undefined })).toMatchObject({
      status: 'unknown',
      severity: 'blocker',
    });
  });
});
