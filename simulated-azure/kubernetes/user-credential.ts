import { authorizationFailed, isAllowed } from '../arm/access.ts';
import { resourceNotFound } from '../arm/not-found.ts';
import type { ArmPath } from '../arm/resource-id.ts';
import type { Principal } from '../estate/estate.ts';
import type { KubernetesCluster } from '../estate/kubernetes-cluster.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, ok } from '../wire/answer.ts';
import { clusterPath } from './cluster-address.ts';
import { aksServerApplication } from './user.ts';

const type = 'Microsoft.ContainerService/managedClusters/listClusterUserCredential';

/** `POST …/listClusterUserCredential`; undefined for any other call. */
export function answerUserCredential(
  method: string,
  path: ArmPath,
  principal: Principal,
  state: SimulationState,
): Answer | undefined {
  if (method !== 'POST' || path.type.toLowerCase() !== type.toLowerCase()) return undefined;
  if (!isAllowed(principal, `${type}/action`, path.parent, state.estate)) {
    return authorizationFailed(principal, `${type}/action`, path.parent);
  }
  const cluster = (state.estate.kubernetesClusters ?? []).find(
    ({ clusterId }) => clusterId.toLowerCase() === path.parent.toLowerCase(),
  );
  if (cluster === undefined) return resourceNotFound(path);
  const value = Buffer.from(kubeconfig(cluster, state), 'utf8').toString('base64');
  return ok({ kubeconfigs: [{ name: 'clusterUser', value }] });
}

/** As AKS writes it with `format=exec`. */
function kubeconfig(cluster: KubernetesCluster, { kubernetes, estate }: SimulationState): string {
  const base64 = (pem: string) => Buffer.from(pem, 'utf8').toString('base64');
  const origin = cluster.isUnreachable === true ? 'https://127.0.0.1:2' : kubernetes.origin;
  const user =
    cluster.signIn === 'certificate'
      ? `    client-certificate-data: ${base64(kubernetes.clientCert)}
    client-key-data: ${base64(kubernetes.clientKey)}`
      : `    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: kubelogin
      args:
      - get-token
      - --environment
      - AzurePublicCloud
      - --server-id
      - ${aksServerApplication}
      - --client-id
      - 80faf920-1908-4b52-b5ef-a8e7bedfc67a
      - --tenant-id
      - ${estate.tenantId}
      - --login
      - devicecode
      env: null
      provideClusterInfo: false`;
  return `apiVersion: v1
kind: Config
clusters:
- name: cluster
  cluster:
    certificate-authority-data: ${base64(kubernetes.caPem)}
    server: ${origin}${clusterPath(cluster.clusterId)}
contexts:
- name: context
  context:
    cluster: cluster
    user: clusterUser
current-context: context
users:
- name: clusterUser
  user:
${user}
`;
}
