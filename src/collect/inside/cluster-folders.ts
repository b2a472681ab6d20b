import { type ResourceKey, resourceKey, resourceNameOf } from '../../model/resource-id.ts';

/** A cluster whose inside somebody with access to it may save. */
export interface ClusterToSave {
  readonly id: string;
  /** The same, as the folder's other files have it: masked where they are. */
  readonly savedId: string;
}

/** A cluster and the name of the folder that keeps its lists, which is the name of its context too. */
export interface ClusterFolder extends ClusterToSave {
  readonly name: string;
}

/**
 * Folders named like their clusters; a name that another cluster has gets a number.
 * @param present which cluster's the folders are that are there, by their names in lower case
 */
export function clusterFolders(
  clusters: readonly ClusterToSave[],
  present: ReadonlyMap<string, string>,
): readonly ClusterFolder[] {
  const owners = new Map<string, ResourceKey>([...present].map(([name, id]) => [name, resourceKey(id)]));
  return clusters.map((cluster) => {
    const key = resourceKey(cluster.savedId);
    const name = freeName(resourceNameOf(cluster.savedId), (each) => {
      const owner = owners.get(each.toLowerCase());
      return owner === undefined || owner === key;
    });
    owners.set(name.toLowerCase(), key);
    return { ...cluster, name };
  });
}

function freeName(name: string, isFree: (name: string) => boolean): string {
  for (let count = 1; ; count += 1) {
    const numbered = count === 1 ? name : `${name}-${count}`;
    if (isFree(numbered)) return numbered;
  }
}
