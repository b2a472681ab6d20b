import { resourceKey } from '../model/resource-id.ts';
import { type Cidr, parseCidr } from '../network/cidr.ts';

/** What the fleet view needs of a cluster. */
export interface RangeUser {
  readonly key: string;
  readonly podCidrs: readonly string[];
  /** Null where they could not be read. */
  readonly routeTableIds: readonly string[] | null;
}

/**
 * Clusters whose pod CIDRs overlap, each with at least one of the others. On Overlay that is no conflict: pods leave a cluster with the
 * address of their node, so no other cluster ever sees a pod's. It matters to those that share a route table while they are on
 * kubenet: there each cluster's controller deletes the routes of the others.
 */
export interface SharedRange {
  /** Distinct, in order. */
  readonly podCidrs: readonly string[];
  /** In the order they were given. */
  readonly clusters: readonly string[];
  /** By route table, in lower case, the clusters that use it. */
  readonly onOneTable: readonly { readonly routeTableId: string; readonly clusters: readonly string[] }[];
}

interface UsedRange {
  readonly user: RangeUser;
  readonly cidr: Cidr;
}

/** Every group of clusters that share pod addresses. Takes n log n. */
export function sharedRanges(users: readonly RangeUser[]): SharedRange[] {
  const used = users
    .flatMap((user) => user.podCidrs.flatMap((text) => usedRange(user, text)))
    .sort((a, b) => a.cidr.family - b.cidr.family || compare(a.cidr.first, b.cidr.first));
  const groups: { family: number; last: bigint; members: UsedRange[] }[] = [];
  for (const each of used) {
    const open = groups.at(-1);
    if (open !== undefined && open.family === each.cidr.family && each.cidr.first <= open.last) {
      open.members.push(each);
      if (each.cidr.last > open.last) open.last = each.cidr.last;
    } else {
      groups.push({ family: each.cidr.family, last: each.cidr.last, members: [each] });
    }
  }
  const order = new Map(users.map(({ key }, index) => [key, index]));
  return groups.map(({ members }) => sharedRange(members, order)).filter(({ clusters }) => clusters.length > 1);
}

function usedRange(user: RangeUser, text: string): UsedRange[] {
  const cidr = parseCidr(text);
  return cidr === undefined ? [] : [{ user, cidr }];
}

function sharedRange(members: readonly UsedRange[], order: ReadonlyMap<string, number>): SharedRange {
  const inOrder = (keys: Iterable<string>) =>
    [...new Set(keys)].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  const byTable = new Map<string, string[]>();
  for (const { user } of members) {
    for (const id of user.routeTableIds ?? []) {
      const on = byTable.get(resourceKey(id)) ?? [];
      on.push(user.key);
      byTable.set(resourceKey(id), on);
    }
  }
  return {
    podCidrs: [...new Set(members.map(({ cidr }) => cidr.text))],
    clusters: inOrder(members.map(({ user }) => user.key)),
    onOneTable: [...byTable]
      .map(([routeTableId, clusters]) => ({ routeTableId, clusters: inOrder(clusters) }))
      .filter(({ clusters }) => clusters.length > 1)
      .sort((a, b) => (a.routeTableId < b.routeTableId ? -1 : 1)),
  };
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
