import { describe, expect, it } from 'vitest';
import calicoResources from '../../../src/checks/network-policy/calico-resources.ts';
import type { CalicoResource } from '../../../src/model/kubernetes/named-object.ts';
import { anObject } from '../../builders/kubernetes-facts.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, failing, failingIds, plainCommands } from '../ask.ts';

const resource = (kind: string, namespace: string, name: string): CalicoResource => ({
  ...anObject(namespace, name),
  kind,
});

describe('NP-004', () => {
  it('passes without any', () => {
    expect(ask(calicoResources, { calicoResources: [] })).toMatchObject({ status: 'pass' });
  });

  it('fails once for each kind, whatever engine the cluster says it has', () => {
    const outcome = ask(calicoResources, {
      calicoResources: [
        resource('NetworkSet', 'shop', 'partners'),
        resource('GlobalNetworkPolicy', '', 'deny-egress'),
        resource('GlobalNetworkPolicy', '', 'allow-dns'),
      ],
    });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failingIds(outcome)).toEqual([
      `${clusterId}/crd.projectcalico.org/GlobalNetworkPolicy`,
      `${clusterId}/crd.projectcalico.org/NetworkSet`,
    ]);
    expect(failing(outcome)[0]?.evidence).toEqual({
      kind: 'GlobalNetworkPolicy',
      resources: 2,
      names: ['allow-dns', 'deny-egress'],
    });
    expect(plainCommands(outcome)).toEqual([
      'kubectl --context aks-shop get globalnetworkpolicies.crd.projectcalico.org --all-namespaces --output yaml',
      'kubectl --context aks-shop get networksets.crd.projectcalico.org --all-namespaces --output yaml',
    ]);
  });

  it.each([
    ['Tier', '', 'default'],
    ['Tier', '', 'adminnetworkpolicy'],
    ['HostEndpoint', '', 'aks-user-12345678-vmss000000-auto-hep'],
    ['NetworkPolicy', 'calico-system', 'allow-apiserver'],
  ])('does not count the %s that Calico makes itself', (...parts) => {
    expect(ask(calicoResources, { calicoResources: [resource(...parts)] }).status).toBe('pass');
  });

  it.each([
    ['Tier', '', 'security'],
    ['HostEndpoint', '', 'gateway'],
    ['NetworkPolicy', 'shop', 'default'],
  ])("counts a %s of the owner's", (...parts) => {
    expect(ask(calicoResources, { calicoResources: [resource(...parts)] }).status).toBe('fail');
  });

  it('is not run where nobody asked the cluster', () => {
    expect(ask(calicoResources).status).toBe('notRun');
  });
});
