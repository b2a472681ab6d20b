import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { resourceNameOf, sameResource } from '../../model/resource-id.ts';

/** What a `cluster.json` says: of which cluster the files beside and below it are. */
export type ClusterTie = z.infer<typeof tieSchema>;

const tieSchema = z.looseObject({ id: z.string().optional(), name: z.string().optional() });

const tieFileName = 'cluster.json';

/** Undefined for any other file. What `az aks show` prints ties as well. */
export function readTie(path: string, document: unknown): ClusterTie | undefined {
  if (basename(path).toLowerCase() !== tieFileName) return undefined;
  const tie = tieSchema.safeParse(document);
  return tie.success && (tie.data.id ?? tie.data.name) !== undefined ? tie.data : undefined;
}

/** Whether it says nothing more, and so is no resource itself. */
export function isOnlyTie(tie: ClusterTie): boolean {
  return Object.keys(tie).every((key) => ['id', 'name', '$schema'].includes(key));
}

/** The cluster's id, or what to do about a file that cannot be tied to one. */
export type Tied = { readonly clusterId: string } | { readonly problem: string };

/**
 * Finds the cluster of a file: from its own folder up, the first with a `cluster.json`, or with the name of a cluster.
 * @param path absolute
 * @param root the folder of `--input`, which counts too
 * @param ties by absolute folder
 */
export function tieToCluster(
  path: string,
  root: string,
  ties: ReadonlyMap<string, ClusterTie>,
  clusterIds: readonly string[],
): Tied {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const tie = ties.get(folder);
    const found = tie === undefined ? byName(basename(folder), clusterIds) : byTie(tie, clusterIds);
    if (found !== undefined) return found;
    if (folder === root || folder === dirname(folder)) return { problem: untied };
  }
}

const untied = `It holds Kubernetes objects, but of which cluster is not known: put it into a folder named like the cluster, or put a ${tieFileName} with {"id": "<the cluster's resource id>"} beside it.`;

function byTie({ id, name }: ClusterTie, clusterIds: readonly string[]): Tied {
  if (id !== undefined && clusterIds.some((each) => sameResource(each, id))) return { clusterId: id };
  const named = id === undefined && name !== undefined ? byName(name, clusterIds) : undefined;
  return (
    named ?? {
      problem: `The ${tieFileName} beside it names ${id ?? name}, which no other file knows; add the output of "az aks list -o json".`,
    }
  );
}

function byName(name: string, clusterIds: readonly string[]): Tied | undefined {
  const [first, second] = clusterIds.filter((id) => sameResource(resourceNameOf(id), name));
  if (first === undefined) return undefined;
  if (second === undefined) return { clusterId: first };
  return {
    problem: `Several clusters are named ${name}: put a ${tieFileName} with {"id": "<the cluster's resource id>"} beside it.`,
  };
}
