import { describe, expect, it } from 'vitest';
import selfManagedEngine from '../../../src/checks/network-policy/self-managed-engine.ts';
import { aWorkload } from '../../builders/kubernetes-facts.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, failingIds, plainCommands } from '../ask.ts';

const daemonSet = (name: string, managedByAks = false) =>
  aWorkload({ namespace: 'kube-system', name, managedByAks, replicas: 1 });

describe('NP-005', () => {
  it.each(['calico-node', 'cilium', 'kube-router', 'antrea-agent'])('fails for a DaemonSet %s', (name) => {
    const outcome = ask(selfManagedEngine, { daemonSets: [daemonSet('kube-proxy', true), daemonSet(name)] });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker' });
    expect(failingIds(outcome)).toEqual([`${clusterId}/namespaces/kube-system/daemonsets/${name}`]);
    expect(plainCommands(outcome)).toEqual([
      `kubectl --context aks-shop get daemonset ${name} --namespace kube-system --output yaml`,
    ]);
  });

  it.each([
    ['docker.io/calico/node:v3.30.1', 'fail'],
    ['contoso.azurecr.io:443/mirror/calico-node@sha256:00', 'fail'],
    ['docker.io/calico/node-driver-registrar:v3.30.1', 'pass'],
    ['contoso.azurecr.io/own/node:1', 'pass'],
  ])('tells Calico by its image %s, whatever it is called: %s', (image, status) => {
    expect(ask(selfManagedEngine, { daemonSets: [{ ...daemonSet('net-agent'), images: [image] }] }).status).toBe(
      status,
    );
  });

  it.each(['cilium-envoy', 'calico', 'my-cilium', 'node-exporter'])('passes for a DaemonSet %s', (name) => {
    expect(ask(selfManagedEngine, { daemonSets: [daemonSet(name)] }).status).toBe('pass');
  });

  it('passes where AKS made it, and where there is none at all', () => {
    expect(ask(selfManagedEngine, { daemonSets: [daemonSet('cilium', true)] }).status).toBe('pass');
    expect(ask(selfManagedEngine, { daemonSets: [] }).status).toBe('pass');
  });

  it('takes an absent network policy for none', () => {
    const managedCluster = aManagedCluster({ networkProfile: { networkPolicy: undefined } });

    expect(ask(selfManagedEngine, { managedCluster, daemonSets: [daemonSet('cilium')] }).status).toBe('fail');
  });

  it('does not apply where AKS manages an engine', () => {
    const managedCluster = aManagedCluster({ networkProfile: { networkPolicy: 'calico' } });

    expect(ask(selfManagedEngine, { managedCluster, daemonSets: [daemonSet('calico-node')] }).status).toBe(
      'notApplicable',
    );
  });

  it('is not run where nobody asked the cluster', () => {
    expect(ask(selfManagedEngine).status).toBe('notRun');
  });
});
