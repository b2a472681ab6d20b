import { basename } from 'node:path';
import { kubernetesReads } from '../../kubernetes/kubernetes-reads.ts';
import { distinctResourceIds, type ResourceKey, resourceKey } from '../../model/resource-id.ts';
import type { KubernetesLists } from '../kubernetes/kubernetes-facts.ts';
import { type KubernetesDocument, kindsInFileName } from './kubernetes-document.ts';
import { type KubernetesFile, lineToSave, savedLists, unlistedKinds } from './saved-kubernetes.ts';
import type { SavedResource } from './saved-resource.ts';
import { type ClusterTie, tieToCluster } from './tie-to-cluster.ts';

const managedClusterType = 'microsoft.containerservice/managedclusters';

/** A file that holds Kubernetes objects. */
export interface ObjectFile {
  /** Absolute. */
  readonly path: string;
  readonly documents: readonly KubernetesDocument[];
}

interface Surroundings {
  /** The folder of `--input`, absolute. */
  readonly root: string;
  readonly ties: ReadonlyMap<string, ClusterTie>;
  /** Every cluster of the folder. */
  readonly clusterIds: readonly string[];
}

export interface TiedObjects {
  readonly clusters: ReadonlyMap<ResourceKey, KubernetesLists>;
  /** Files that could not be used, or not whole. */
  readonly unused: readonly { readonly path: string; readonly reason: string }[];
}

/** Gives each cluster what its files list. */
export function tieObjects(files: readonly ObjectFile[], { root, ties, clusterIds }: Surroundings): TiedObjects {
  const byCluster = new Map<ResourceKey, (ObjectFile & KubernetesFile)[]>();
  const unused: { path: string; reason: string }[] = [];
  for (const file of files) {
    const tied = tieToCluster(file.path, root, ties, clusterIds);
    if ('problem' in tied) {
      unused.push({ path: file.path, reason: tied.problem });
      continue;
    }
    const key = resourceKey(tied.clusterId);
    byCluster.set(key, [...(byCluster.get(key) ?? []), { ...file, name: basename(file.path) }]);
  }
  for (const own of byCluster.values()) {
    for (const file of own) {
      const reason = whyNotUsed(own, file);
      if (reason !== undefined) unused.push({ path: file.path, reason });
    }
  }
  return { clusters: new Map([...byCluster].map(([key, own]) => [key, savedLists(own)])), unused };
}

function whyNotUsed(own: readonly KubernetesFile[], file: KubernetesFile): string | undefined {
  if (file.documents.some(({ isCut }) => isCut)) return 'It is one page of a longer list. What follows is not known.';
  const alone = unlistedKinds(own, file);
  if (alone.length > 0) {
    const lines = alone.map(lineToSave);
    const kinds = alone.map((read) => kubernetesReads[read].kind).join(', ');
    return `It holds single objects (${kinds}), which do not tell what else there is; add the output of ${lines.join(' and ')}.`;
  }
  const isUsed = file.documents.some(
    ({ lists, objects, isServed }) => isServed || lists.length > 0 || objects.length > 0,
  );
  if (isUsed) return undefined;
  if (!file.documents.some(({ isUnnamedList }) => isUnnamedList)) {
    return 'It holds no Kubernetes object that an audit reads.';
  }
  const lines = kindsInFileName(file.name).map(lineToSave);
  return `It is a list that does not say of what, and proves nothing: kubectl prints one where it was refused, too. Save the API's own answer: ${lines.join(' and ') || 'the lines that "kubenet-audit collect" prints'}.`;
}

/** The clusters that a folder knows. */
export function savedClusterIds(resources: readonly SavedResource[]): readonly string[] {
  return distinctResourceIds(
    resources.flatMap((saved) => {
      if (saved.kind === 'resource') return saved.type === managedClusterType ? [saved.id] : [];
      return saved.read === 'managedClusters' ? saved.items.flatMap(idOf) : [];
    }),
  );
}

function idOf(item: unknown): string[] {
  const id: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'id') : undefined;
  return typeof id === 'string' ? [id] : [];
}
