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

  it('says when long-term support ends, or ended', () => {
    const longTerm = (version: string, asOf: string) => judge(version, asOf, 'AKSLongTermSupport');

    expect(longTerm('1.30.1', '2026-07-31T06:00:00Z')).toMatchObject({
      reason: 'aks-shop runs Kubernetes 1.30.1, in long-term support until 2026-07-31.',
      findings: [{ evidence: { longTermSupportEnds: '2026-07-31', supportPlan: 'AKSLongTermSupport' } }],
    });
    const ended = longTerm('1.30.1', '2026-08-01T06:00:00Z');
    expect(ended.reason).toBe('aks-shop runs Kubernetes 1.30.1; its long-term support ended on 2026-07-31.');
    expect(ended.fix.commands).toHaveLength(1);
    expect(longTerm('1.20.1', '2026-08-01T06:00:00Z')).toMatchObject({
      reason: 'aks-shop runs Kubernetes 1.20.1; its long-term support has ended.',
      findings: [{ evidence: { longTermSupportEnds: null } }],
    });
  });

  it('tells of standard support where it begins', () => {
    expect(judge('1.33.9', '2026-11-22T06:00:00Z').reason).toBe(
      'aks-shop runs Kubernetes 1.33.9; standard support begins at 1.34.',
    );
    const managedCluster = aManagedCluster({ supportPlan: undefined });
    expect(ask(check, { managedCluster }).findings[0]?.evidence).toEqual({
      kubernetesVersion: '1.35.2',
      oldestSupported: '1.34',
      supportPlan: null,
    });
  });
});
