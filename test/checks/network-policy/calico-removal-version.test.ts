import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/network-policy/calico-removal-version.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster } from '../ask.ts';

function withCalico(currentKubernetesVersion: string | undefined, kubernetesVersion?: string) {
  return askCluster(check, {
    currentKubernetesVersion,
    kubernetesVersion,
    networkProfile: { networkPolicy: 'Calico' },
  });
}

describe('NP-002', () => {
  it.each([
    ['1.29.99', 'fail'],
    ['1.29', 'fail'],
    ['1.3.0', 'fail'],
    ['1.30.0', 'pass'],
    ['1.30', 'pass'],
    ['1.31.4', 'pass'],
  ])('Calico on %s: %s', (version, status) => {
    const outcome = withCalico(version, '1.10');
    expect(outcome).toMatchObject({ status, severity: 'blocker' });
    expect(outcome.findings).toMatchObject([
      { resourceId: clusterId, evidence: { networkPolicy: 'Calico', kubernetesVersion: version } },
    ]);
  });

  it('falls back on the version that was asked for', () => {
    expect(withCalico(undefined, '1.29.4').status).toBe('fail');
  });

  it.each([[undefined], ['latest']])('is unknown at version %s', (version) => {
    expect(withCalico(version).status).toBe('unknown');
  });

  it.each(['none', undefined])('does not apply with policy %s, however old the version', (networkPolicy) => {
    const outcome = askCluster(check, { currentKubernetesVersion: '1.20.1', networkProfile: { networkPolicy } });
    expect(outcome.status).toBe('notApplicable');
  });

  it('is unknown without a network profile', () => {
    expect(askCluster(check, { networkProfile: undefined }).status).toBe('unknown');
  });
});
