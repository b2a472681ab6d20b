import type { KubernetesObject } from '../../simulated-azure/estate/kubernetes-cluster.ts';

type Metadata = Partial<KubernetesObject['metadata']>;

/** An object as the API gives it. `name` may hold the namespace: `shop/web`. */
function anObject(apiVersion: string, kind: string, name: string, rest: object = {}): KubernetesObject {
  const [first = '', second] = name.split('/');
  const own = second === undefined ? { name: first } : { namespace: first, name: second };
  const { metadata, ...others }: { readonly metadata?: Metadata } = rest;
  return { apiVersion, kind, metadata: { ...own, ...metadata }, ...others };
}

/** The labels of what AKS keeps itself. */
export const ofAks = { labels: { 'kubernetes.azure.com/managedby': 'aks' } };

export const rawNode = (name: string, podCIDR = '10.244.0.0/24', metadata: Metadata = {}) =>
  anObject('v1', 'Node', name, { metadata, spec: { podCIDR, podCIDRs: [podCIDR] } });

export const rawConfigMap = (name: string) =>
  anObject('v1', 'ConfigMap', name, { data: { 'secret-looking': 'value-nobody-reads' } });

export const rawNetworkPolicy = (name: string, spec: object = { podSelector: {} }, metadata: Metadata = {}) =>
  anObject('networking.k8s.io/v1', 'NetworkPolicy', name, { metadata, spec });

export const rawDisruptionBudget = (name: string, spec: object, status?: object) =>
  anObject('policy/v1', 'PodDisruptionBudget', name, {
    metadata: { generation: 1 },
    spec,
    ...(status === undefined ? {} : { status: { observedGeneration: 1, ...status } }),
  });

type WorkloadKind = 'DaemonSet' | 'Deployment' | 'StatefulSet';

interface WorkloadParts {
  readonly image?: string;
  readonly replicas?: number;
  readonly metadata?: Metadata;
}

export const rawWorkload = (
  kind: WorkloadKind,
  name: string,
  { image = 'contoso.azurecr.io/web:1.4', replicas, metadata = {} }: WorkloadParts = {},
) =>
  anObject('apps/v1', kind, name, {
    metadata,
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      template: {
        spec: { containers: [{ name: 'main', image, env: [{ name: 'PASSWORD', value: 'env-nobody-reads' }] }] },
      },
    },
  });

export const rawCalico = (kind: string, name: string) => anObject('crd.projectcalico.org/v1', kind, name, { spec: {} });

/** What every AKS cluster has in kube-system. */
export function systemObjects(): KubernetesObject[] {
  return [
    rawConfigMap('kube-system/azure-ip-masq-agent-config-reconciled'),
    rawConfigMap('kube-system/coredns'),
    rawWorkload('DaemonSet', 'kube-system/kube-proxy', { metadata: ofAks }),
    rawWorkload('Deployment', 'kube-system/coredns', { replicas: 2, metadata: ofAks }),
    rawDisruptionBudget(
      'kube-system/coredns-pdb',
      { minAvailable: 1 },
      { disruptionsAllowed: 1, expectedPods: 2, currentHealthy: 2 },
    ),
  ];
}
