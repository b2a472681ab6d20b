import type { IpBlock, NetworkPolicy } from '../../src/model/kubernetes/network-policy.ts';
import type { KubernetesNode } from '../../src/model/kubernetes/node.ts';
import type { ObjectName } from '../../src/model/kubernetes/object-meta.ts';
import type { PodDisruptionBudget } from '../../src/model/kubernetes/pod-disruption-budget.ts';
import type { Workload } from '../../src/model/kubernetes/workload.ts';

/** Of the cluster's owner, unless it says otherwise. */
export function anObject(namespace: string, name: string, overrides: Partial<ObjectName> = {}): ObjectName {
  return { namespace, name, managedByAks: false, ...overrides };
}

export function aNetworkPolicy(overrides: Partial<NetworkPolicy> = {}): NetworkPolicy {
  return { ...anObject('shop', 'deny-all'), egressIpBlocks: [], ...overrides };
}

/** With one egress rule of an ipBlock. */
export function anEgressPolicy(cidr: string, ...except: string[]): NetworkPolicy {
  const block: IpBlock = { cidr, except };
  return aNetworkPolicy({ name: 'egress', egressIpBlocks: [block] });
}

/** Three pods, of which one may go. */
export function aDisruptionBudget(overrides: Partial<PodDisruptionBudget> = {}): PodDisruptionBudget {
  return {
    ...anObject('shop', 'web'),
    minAvailable: undefined,
    maxUnavailable: '1',
    disruptionsAllowed: 1,
    expectedPods: 3,
    currentHealthy: 3,
    syncFailed: false,
    isUnseen: false,
    matchLabels: undefined,
    ...overrides,
  };
}

export function aWorkload(overrides: Partial<Workload> = {}): Workload {
  return {
    ...anObject('shop', 'web'),
    images: ['contoso.azurecr.io/web:1.4'],
    replicas: 3,
    toleratesInterruption: false,
    ...overrides,
  };
}

export function aKubernetesNode(name: string, overrides: Partial<KubernetesNode> = {}): KubernetesNode {
  return { name, podCidrs: ['10.244.0.0/24'], createdAt: '2026-11-01T00:00:00Z', hasAzureRoutes: true, ...overrides };
}
