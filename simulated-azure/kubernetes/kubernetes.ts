import type { KubernetesCluster } from '../estate/kubernetes-cluster.ts';
import type { SimulationState } from '../simulation-state.ts';
import type { Answer } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import { type ApiResource, parseListPath } from './api-resources.ts';
import { clusterAt } from './cluster-address.ts';
import { answerDiscovery } from './discovery.ts';
import { listPage } from './list-page.ts';
import { failure } from './status.ts';
import { type User, userOf } from './user.ts';

/** The API of one cluster, below a path of its own: sign-in, rights, then a page of a list. It only reads. */
export async function answerKubernetes(incoming: Incoming, state: SimulationState): Promise<Answer> {
  const found = clusterAt(incoming.url.pathname, state.estate);
  if (found === undefined) return failure(404, 'NotFound', 'the server could not find the requested resource');
  const user = await userOf(incoming, found.cluster, state);
  if (user === null) return failure(401, 'Unauthorized', 'Unauthorized');
  const discovery =
    incoming.method === 'GET' ? answerDiscovery(found.path, found.cluster.hasCalico === true) : undefined;
  if (discovery !== undefined) return discovery;
  const list = parseListPath(found.path, found.cluster.hasCalico === true);
  if (list === null) return failure(404, 'NotFound', 'the server could not find the requested resource');
  const { resource, namespace } = list;
  if (incoming.method !== 'GET') {
    return failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
  }
  if (!mayList(user, found.cluster, resource, namespace)) return forbidden(user, resource, namespace);
  return listPage({ incoming, cluster: found.cluster, resource, namespace, state });
}

function mayList(user: User, cluster: KubernetesCluster, resource: ApiResource, namespace: string | null): boolean {
  if (user.isLocalAdministrator) return true;
  const name = resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
  const everywhere = cluster.grants[user.objectId] ?? [];
  const inKubeSystem = namespace === 'kube-system' ? (cluster.kubeSystemGrants?.[user.objectId] ?? []) : [];
  return [...everywhere, ...inKubeSystem].some((each) => each === '*' || each === name);
}

function forbidden({ objectId }: User, { plural, group }: ApiResource, namespace: string | null): Answer {
  const where = namespace === null ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return failure(
    403,
    'Forbidden',
    `${plural}${group === '' ? '' : `.${group}`} is forbidden: User "${objectId}" cannot list resource "${plural}" in API group "${group}" ${where}`,
  );
}
