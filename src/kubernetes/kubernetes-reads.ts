/** One kind that is read from a cluster's API: where it is listed, and what kubectl and people call it. */
export interface KubernetesRead {
  /** API group; empty for the core. */
  readonly group: string;
  readonly version: string;
  /** Plural, as paths and roles name it. */
  readonly resource: string;
  readonly kind: string;
  /** Other names of it that a file may carry. */
  readonly alsoNamed: readonly string[];
  /** Listed there and nowhere else. */
  readonly namespace?: string;
  /** A cluster need not have its API, and then has no such objects. */
  readonly isOptional?: true;
  /** Only names are asked for, so that no data leaves the cluster. */
  readonly namesOnly?: true;
  /** What an audit needs it for, for the role and for help. */
  readonly why: string;
}

/** Calico's own kinds, as its custom resources store them. */
function calico(resource: string, kind: string) {
  return {
    group: 'crd.projectcalico.org',
    version: 'v1',
    resource,
    kind,
    alsoNamed: ['calico'],
    isOptional: true,
    namesOnly: true,
    why: 'what only Calico understands and no other engine takes over',
  } as const satisfies KubernetesRead;
}

/** Every list that an audit reads from a cluster's API. The ClusterRole, the lines for kubectl and the reading itself are made of it. */
export const kubernetesReads = {
  nodes: {
    group: '',
    version: 'v1',
    resource: 'nodes',
    kind: 'Node',
    alsoNamed: ['node'],
    why: 'which machines have joined, so that a missing or a stale route is sure',
  },
  networkPolicies: {
    group: 'networking.k8s.io',
    version: 'v1',
    resource: 'networkpolicies',
    kind: 'NetworkPolicy',
    alsoNamed: ['networkpolicy', 'netpol'],
    why: 'policies that nothing enforces during the migration, or that Cilium reads differently',
  },
  podDisruptionBudgets: {
    group: 'policy',
    version: 'v1',
    resource: 'poddisruptionbudgets',
    kind: 'PodDisruptionBudget',
    alsoNamed: ['poddisruptionbudget', 'pdb'],
    why: 'budgets that would stop a node from being drained',
  },
  kubeSystemConfigMaps: {
    group: '',
    version: 'v1',
    resource: 'configmaps',
    kind: 'ConfigMap',
    alsoNamed: ['configmap', 'cm'],
    namespace: 'kube-system',
    namesOnly: true,
    why: 'a configuration of the ip-masq-agent that breaks egress, by its name',
  },
  daemonSets: {
    group: 'apps',
    version: 'v1',
    resource: 'daemonsets',
    kind: 'DaemonSet',
    alsoNamed: ['daemonset', 'ds'],
    why: 'a network or policy engine that AKS does not manage',
  },
  deployments: {
    group: 'apps',
    version: 'v1',
    resource: 'deployments',
    kind: 'Deployment',
    alsoNamed: ['deployment', 'deploy'],
    why: 'ingress controllers of your own, and workloads with one replica',
  },
  statefulSets: {
    group: 'apps',
    version: 'v1',
    resource: 'statefulsets',
    kind: 'StatefulSet',
    alsoNamed: ['statefulset', 'sts'],
    why: 'workloads with one replica',
  },
  globalNetworkPolicies: calico('globalnetworkpolicies', 'GlobalNetworkPolicy'),
  calicoNetworkPolicies: calico('networkpolicies', 'NetworkPolicy'),
  networkSets: calico('networksets', 'NetworkSet'),
  globalNetworkSets: calico('globalnetworksets', 'GlobalNetworkSet'),
  hostEndpoints: calico('hostendpoints', 'HostEndpoint'),
  tiers: calico('tiers', 'Tier'),
} as const satisfies Record<string, KubernetesRead>;
export type KubernetesReadName = keyof typeof kubernetesReads;

/** In the order of the list. */
export const kubernetesReadNames = Object.keys(kubernetesReads).filter((name) => isReadName(name));

function isReadName(name: string): name is KubernetesReadName {
  return Object.hasOwn(kubernetesReads, name);
}

/** Where the API lists it: every namespace, or the one it is read in. */
export function listPath({ group, version, resource, namespace }: KubernetesRead): string {
  const api = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  return `${api}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${resource}`;
}
