/** A list that the API serves. */
export interface ApiResource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** Served only where Calico's definitions are installed. */
  readonly ofCalico?: true;
}

const calico = (plural: string, kind: string, namespaced: boolean): ApiResource => ({
  group: 'crd.projectcalico.org',
  version: 'v1',
  plural,
  kind,
  namespaced,
  ofCalico: true,
});

/** The part of the API that is simulated; anything else is 404, and secrets are not there at all. */
const apiResources: readonly ApiResource[] = [
  { group: '', version: 'v1', plural: 'nodes', kind: 'Node', namespaced: false },
  { group: '', version: 'v1', plural: 'configmaps', kind: 'ConfigMap', namespaced: true },
  { group: 'apps', version: 'v1', plural: 'daemonsets', kind: 'DaemonSet', namespaced: true },
  { group: 'apps', version: 'v1', plural: 'deployments', kind: 'Deployment', namespaced: true },
  { group: 'apps', version: 'v1', plural: 'statefulsets', kind: 'StatefulSet', namespaced: true },
  { group: 'networking.k8s.io', version: 'v1', plural: 'networkpolicies', kind: 'NetworkPolicy', namespaced: true },
  { group: 'policy', version: 'v1', plural: 'poddisruptionbudgets', kind: 'PodDisruptionBudget', namespaced: true },
  calico('globalnetworkpolicies', 'GlobalNetworkPolicy', false),
  calico('networkpolicies', 'NetworkPolicy', true),
  calico('networksets', 'NetworkSet', true),
  calico('globalnetworksets', 'GlobalNetworkSet', false),
  calico('hostendpoints', 'HostEndpoint', false),
  calico('tiers', 'Tier', false),
];

/** What a cluster serves. */
export function servedResources(hasCalico: boolean): readonly ApiResource[] {
  return apiResources.filter(({ ofCalico }) => ofCalico !== true || hasCalico);
}

/** What a path lists: everything, or one namespace of it. Null for a path the API does not have. */
export function parseListPath(
  path: string,
  hasCalico: boolean,
): { readonly resource: ApiResource; readonly namespace: string | null } | null {
  const core = /^\/api\/([^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)$/.exec(path);
  const grouped = /^\/apis\/([^/]+)\/([^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)$/.exec(path);
  const [group, version, namespace, plural] =
    core === null ? (grouped?.slice(1) ?? []) : ['', core[1], core[2], core[3]];
  const resource = apiResources.find(
    (each) => each.group === group && each.version === version && each.plural === plural,
  );
  if (resource === undefined || (resource.ofCalico === true && !hasCalico)) return null;
  return { resource, namespace: namespace ?? null };
}
