import type { PlanCluster } from './plan-cluster.ts';

/** Clusters that are placed one after the other, and in one week where one takes them all. */
export interface Unit {
  /** In the order in which they migrate; the clusters of one chunk always share a week. */
  readonly chunks: readonly (readonly PlanCluster[])[];
}

/**
 * The clusters by what ties them. A group of the settings is a chunk; a route table, node subnet or gateway that several share makes
 * their chunks a unit. Units come in the order of their last cluster, since none is done before all are.
 */
export function unitsOf(ordered: readonly PlanCluster[], groups: readonly (readonly string[])[]): Unit[] {
  const place = new Map(ordered.map(({ key }, index) => [key, index]));
  const chunks = createUnion(ordered.length);
  for (const group of groups) chunks.joinAll(group.flatMap((key) => place.get(key) ?? []));
  const units = createUnion(ordered.length);
  for (const [index] of ordered.entries()) units.joinAll([index, chunks.rootOf(index)]);
  const users = new Map<string, number[]>();
  for (const [index, { shares }] of ordered.entries()) {
    for (const share of shares) {
      const known = users.get(share);
      if (known === undefined) users.set(share, [index]);
      else known.push(index);
    }
  }
  for (const indexes of users.values()) units.joinAll(indexes);
  return [...Map.groupBy(ordered.keys(), units.rootOf).values()]
    .sort((a, b) => (a.at(-1) ?? 0) - (b.at(-1) ?? 0))
    .map((indexes) => ({
      chunks: [...Map.groupBy(indexes, chunks.rootOf).values()].map((chunk) =>
        chunk.flatMap((at) => ordered[at] ?? []),
      ),
    }));
}

/** Sets of the numbers below `size`, each known by its smallest. */
function createUnion(size: number) {
  const parent = Array.from({ length: size }, (_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    for (let next = parent[root]; next !== undefined && next !== root; next = parent[root]) root = next;
    parent[index] = root;
    return root;
  };
  return {
    rootOf,
    joinAll([first, ...others]: readonly number[]): void {
      for (const other of first === undefined ? [] : others) {
        const [a, b] = [rootOf(first ?? other), rootOf(other)];
        parent[Math.max(a, b)] = Math.min(a, b);
      }
    },
  };
}
