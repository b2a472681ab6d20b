import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/platform/kubernetes-support.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, askCluster } from '../ask.ts';

function judge(currentKubernetesVersion: string, asOf: string, supportPlan = 'KubernetesOfficial') {
  const managedCluster = aManagedCluster({ currentKubernetesVersion, supportPlan });
  return ask(check, { managedCluster }, { asOf: new Date(asOf) });
}

describe('PLAT-001', () => {
  it.each([
    ['1.33.9', '2026-11-22T06:00:00Z', 'fail'],
    ['1.34.0', '2026-11-22T06:00:00Z', 'pass'],
    ['1.34.0', '2026-11-30T23:59:59Z', 'pass'],
    ['1.34.0', '2026-12-01T00:00:00Z', 'fail'],
    ['1.35.0', '2026-12-01T00:00:00Z', 'pass'],
    ['1.33.9', '2026-07-31T12:00:00Z', 'pass'],
    ['1.32.0', '2026-07-31T12:00:00Z', 'fail'],
    ['1.37.0', '2027-10-31T00:00:00Z', 'pass'],
    ['1.37.0', '2027-11-01T00:00:00Z', 'fail'],
    ['1.38.0', '2028-01-01T00:00:00Z', 'pass'],
  ])('%s on %s: %s', (version, asOf, status) => {
    const outcome = judge(version, asOf);
    expect(outcome).toMatchObject({ status, severity: 'high' });
    expect(outcome.findings).toMatchObject([{ resourceId: clusterId, evidence: { kubernetesVersion: version } }]);
  });

  it.each(['AKSLongTermSupport', 'akslongtermsupport'])('passes an old version with plan %s', (supportPlan) => {
    expect(judge('1.32.1', '2026-11-22T06:00:00Z', supportPlan).status).toBe('pass');
    expect(judge('1.30.1', '2026-07-31T06:00:00Z', supportPlan).status).toBe('pass');
    expect(judge('1.30.1', '2026-08-01T06:00:00Z', supportPlan).status).toBe('fail');
    expect(judge('1.28.1', '2026-08-01T06:00:00Z', supportPlan).status).toBe('fail');
  });

  it.each([
    ['1.33.9', '2026-11-22T06:00:00Z', 2],
    ['1.31.9', '2026-11-30T06:00:00Z', 2],
    ['1.31.9', '2026-12-01T06:00:00Z', 1],
    ['1.35.2', '2028-04-01T06:00:00Z', 1],
    ['1.28.1', '2026-11-22T06:00:00Z', 1],
  ])('offers %s on %s long-term support only while there is some', (version, asOf, commands) => {
    const { fix, reason } = judge(version, asOf);
    expect(fix.commands).toHaveLength(commands);
    expect(fix.commands.some((each) => each.includes('AKSLongTermSupport'))).toBe(commands === 2);
    expect(/long-term support (has ended|ended on \S+) too/.test(reason)).toBe(commands === 1);
  });

  it('is unknown without a version', () => {
    const nothing = { kubernetesVersion: undefined, currentKubernetesVersion: undefined };
    expect(askCluster(check, nothing).status).toBe('unknown');
    expect(askCluster(check, { currentKubernetesVersion: 'latest' }).status).toBe('unknown');
  });
});
