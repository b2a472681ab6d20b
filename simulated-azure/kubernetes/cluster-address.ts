import { createHash } from 'node:crypto';
import type { Estate } from '../estate/estate.ts';
import type { KubernetesCluster } from '../estate/kubernetes-cluster.ts';

/** Every cluster has a host of its own; here they share one, each below a path that its id decides. */
export function clusterPath(clusterId: string): string {
  return `/clusters/${createHash('sha256').update(clusterId.toLowerCase()).digest('hex').slice(0, 12)}`;
}

/** The cluster that a request is for, and the path as that cluster would see it. */
export function clusterAt(
  pathname: string,
  estate: Estate,
): { readonly cluster: KubernetesCluster; readonly path: string } | undefined {
  const cluster = (estate.kubernetesClusters ?? []).find(({ clusterId }) =>
    pathname.startsWith(`${clusterPath(clusterId)}/`),
  );
  return cluster && { cluster, path: pathname.slice(clusterPath(cluster.clusterId).length) };
}
