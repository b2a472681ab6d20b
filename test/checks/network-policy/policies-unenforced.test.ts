import { describe, expect, it } from 'vitest';
import policiesUnenforced from '../../../src/checks/network-policy/policies-unenforced.ts';
import { notAsked, notKnown } from '../../../src/model/fact.ts';
import { aNetworkPolicy } from '../../builders/kubernetes-facts.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, failingIds } from '../ask.ts';

const managedCluster = aManagedCluster({ networkProfile: { networkPolicy: 'Calico' } });

describe('NP-003', () => {
  it('passes without a policy', () => {
    expect(ask(policiesUnenforced, { managedCluster, networkPolicies: [] }).status).toBe('pass');
  });

  it('fails with one, and names it', () => {
    const outcome = ask(policiesUnenforced, { managedCluster, networkPolicies: [aNetworkPolicy()] });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failingIds(outcome)).toEqual([clusterId]);
    expect(outcome.findings[0]?.message).toBe('aks-shop has 1 network policy that Calico enforces: shop/deny-all.');
  });

  it('names the first five of many, and counts the others', () => {
    const networkPolicies = Array.from({ length: 7 }, (_, index) => aNetworkPolicy({ name: `p${index}` }));
    const { findings } = ask(policiesUnenforced, { managedCluster, networkPolicies });

    expect(findings[0]?.message).toContain('7 network policies');
    expect(findings[0]?.message).toContain('shop/p4 and 2 more');
    expect(findings[0]?.evidence['names']).toHaveLength(7);
  });

  it.each([
    ['AKS made', aNetworkPolicy({ namespace: 'kube-system', managedByAks: true })],
    ['lies in a namespace of Calico', aNetworkPolicy({ namespace: 'calico-apiserver', name: 'allow-apiserver' })],
  ])('does not count a policy that %s', (_, policy) => {
    expect(ask(policiesUnenforced, { managedCluster, networkPolicies: [policy] }).status).toBe('pass');
  });

  it('does not apply without Calico', () => {
    const outcome = ask(policiesUnenforced, { networkPolicies: [aNetworkPolicy()] });

    expect(outcome.status).toBe('notApplicable');
  });

  it('is not run where nobody asked the cluster, and unknown where it refused', () => {
    expect(ask(policiesUnenforced, { managedCluster }).status).toBe('notRun');
    expect(ask(policiesUnenforced, { managedCluster, networkPolicies: notAsked('Off.') })).toMatchObject({
      status: 'notRun',
      reason: 'Off.',
    });
    expect(ask(policiesUnenforced, { managedCluster, networkPolicies: notKnown('403.') })).toMatchObject({
      status: 'unknown',
      reason: '403.',
      severity: 'high',
    });
  });
});
