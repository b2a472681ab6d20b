import { describe, expect, it } from 'vitest';
import customIpMasquerading from '../../../src/checks/egress/custom-ip-masquerading.ts';
import { anObject } from '../../builders/kubernetes-facts.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, failingIds, plainCommands } from '../ask.ts';

const askWith = (...names: string[]) =>
  ask(customIpMasquerading, { kubeSystemConfigMaps: names.map((name) => anObject('kube-system', name)) });

describe('EGR-003', () => {
  it("passes with AKS's own alone", () => {
    const outcome = askWith('coredns', 'azure-ip-masq-agent-config-reconciled');

    expect(outcome.status).toBe('pass');
    expect(outcome.findings[0]?.evidence).toEqual({ configMaps: 2 });
  });

  it.each(['azure-ip-masq-agent-config', 'ip-masq-agent', 'ip-masq-agent-config', 'azure-ip-masq-agent-config-custom'])(
    'fails for %s beside it',
    (name) => {
      const outcome = askWith('azure-ip-masq-agent-config-reconciled', name);

      expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker' });
      expect(failingIds(outcome)).toEqual([`${clusterId}/namespaces/kube-system/configmaps/${name}`]);
      expect(plainCommands(outcome)).toContain(
        `kubectl --context aks-shop delete configmap ${name} --namespace kube-system`,
      );
    },
  );

  it('is not run where nobody asked the cluster', () => {
    expect(ask(customIpMasquerading).status).toBe('notRun');
  });
});
