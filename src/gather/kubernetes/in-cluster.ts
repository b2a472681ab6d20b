import pLimit from 'p-limit';
import { armActions } from '../../arm/arm-actions.ts';
import type { ClusterSignIn } from '../../arm/cluster-sign-in.ts';
import { ClusterTokenError } from '../../arm/errors.ts';
import { KubeconfigError, KubernetesRequestError } from '../../kubernetes/errors.ts';
import { aksServerApplicationId, readKubeconfig } from '../../kubernetes/kubeconfig.ts';
import {
  type KubernetesApi,
  type ListLimits,
  openKubernetesApi,
  standardLimits,
} from '../../kubernetes/kubernetes-api.ts';
import {
  type KubernetesRead,
  type KubernetesReadName,
  kubernetesReadNames,
  kubernetesReads,
} from '../../kubernetes/kubernetes-reads.ts';
import { isEnum, type ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { KubernetesFacts } from '../../model/cluster-facts.ts';
import { type Fact, known, notKnown, unread } from '../../model/fact.ts';
import { type ResourceKey, resourceKey } from '../../model/resource-id.ts';
import { refused } from '../refused.ts';
import { kubernetesFacts, kubernetesUnknown, type ReadKubernetes } from './kubernetes-facts.ts';

/** How far reading inside clusters may go. */
export interface InClusterLimits extends ListLimits {
  /** Clusters under way at once. */
  readonly clustersAtOnce: number;
  /** For all lists of one cluster. */
  readonly clusterTimeoutMs: number;
}

export const standardInClusterLimits: InClusterLimits = {
  ...standardLimits,
  clustersAtOnce: 4,
  clusterTimeoutMs: 90_000,
};

/**
 * Reads the APIs of clusters with the credential that Azure gives their user. A cluster that cannot be reached, and a kind that is
 * refused, is a fact not known; each cluster is read once for as long as the reader lives.
 */
export function createInClusterReader(
  signIn: ClusterSignIn,
  limits: InClusterLimits = standardInClusterLimits,
): ReadKubernetes {
  const gate = pLimit(limits.clustersAtOnce);
  const remembered = new Map<ResourceKey, Promise<KubernetesFacts>>();
  const readOnce = (cluster: ManagedCluster) => {
    const key = resourceKey(cluster.id);
    const reading = remembered.get(key) ?? gate(() => readCluster(cluster, signIn, limits));
    remembered.set(key, reading);
    return reading;
  };
  return async (clusters) =>
    new Map(
      await Promise.all(clusters.map(async (cluster) => [resourceKey(cluster.id), await readOnce(cluster)] as const)),
    );
}

async function readCluster(
  cluster: ManagedCluster,
  signIn: ClusterSignIn,
  limits: InClusterLimits,
): Promise<KubernetesFacts> {
  const state = cluster.powerState?.code;
  if (state !== undefined && !isEnum(state, 'Running')) {
    return kubernetesUnknown(notKnown(`${cluster.name} is stopped: its API does not answer.`));
  }
  const signal = AbortSignal.timeout(limits.clusterTimeoutMs);
  const api = await open(cluster, signIn, limits, signal);
  if (!api.known) return kubernetesUnknown(unread(api));
  try {
    return await readLists(cluster, api.value);
  } finally {
    api.value.close();
  }
}

async function open(
  { id, name }: ManagedCluster,
  signIn: ClusterSignIn,
  limits: InClusterLimits,
  signal: AbortSignal,
): Promise<Fact<KubernetesApi>> {
  try {
    const access = readKubeconfig(await signIn.kubeconfig(id));
    const token = access.signIn.kind === 'entra' ? await signIn.token(aksServerApplicationId) : undefined;
    return known(openKubernetesApi({ access, token, limits, signal }));
  } catch (error) {
    if (error instanceof KubeconfigError || error instanceof ClusterTokenError) {
      return notKnown(`The API of ${name} cannot be asked: ${error.message}`);
    }
    return refused(armActions.clusterUserCredential, id, error);
  }
}

/** One after the other, so that a cluster that does not answer is asked once and not a dozen times. */
async function readLists(cluster: ManagedCluster, api: KubernetesApi): Promise<KubernetesFacts> {
  const lists: Partial<Record<KubernetesReadName, Fact<readonly unknown[]>>> = {};
  let hasAnswered = false;
  for (const name of kubernetesReadNames) {
    try {
      lists[name] = known(await api.list(kubernetesReads[name]));
      hasAnswered = true;
    } catch (error) {
      if (!(error instanceof KubernetesRequestError)) throw error;
      const reason = notKnown(whyNot(cluster, kubernetesReads[name], error));
      hasAnswered ||= error.status !== undefined;
      if (!hasAnswered) return kubernetesUnknown(reason);
      lists[name] = reason;
    }
  }
  return kubernetesFacts(lists, (name) => notKnown(`${kubernetesReads[name].kind} of ${cluster.name} was not read.`));
}

function whyNot(
  cluster: ManagedCluster,
  read: KubernetesRead,
  { status, message, path }: KubernetesRequestError,
): string {
  if (status === 401) {
    return `The API of ${cluster.name} does not take the identity's sign-in (${message}); check that it belongs to the cluster's tenant.`;
  }
  if (status === 403) {
    return `The API of ${cluster.name} refused ${read.resource} (${message}); give the identity the ClusterRole of deploy/kubernetes/cluster-role.yaml.`;
  }
  if (status !== undefined) return `The API of ${cluster.name} did not list ${path}: ${message}`;
  const isPrivate = cluster.apiServerAccessProfile?.enablePrivateCluster === true;
  const where = isPrivate ? 'is private, and could not be reached' : 'could not be reached';
  return `The API of ${cluster.name} ${where} for ${read.resource} (${message}); scan from a network that reaches it, or save what kubectl prints and use --input.`;
}
