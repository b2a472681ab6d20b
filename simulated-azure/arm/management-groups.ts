import type { Estate, ManagementGroup } from '../estate/estate.ts';

const known = new WeakMap<Estate, ReadonlyMap<string, readonly ManagementGroup[]>>();

/** The management groups above a subscription, in the order of the estate. Looked up, since an estate is replaced and never changed. */
export function managementGroupsOf(subscriptionId: string, estate: Estate): readonly ManagementGroup[] {
  const index = known.get(estate) ?? bySubscription(estate);
  known.set(estate, index);
  return index.get(subscriptionId.toLowerCase()) ?? [];
}

function bySubscription({ managementGroups }: Estate): ReadonlyMap<string, readonly ManagementGroup[]> {
  const pairs = managementGroups.flatMap((group) =>
    [...new Set(group.subscriptionIds.map((id) => id.toLowerCase()))].map((id) => ({ id, group })),
  );
  return new Map([...Map.groupBy(pairs, ({ id }) => id)].map(([id, all]) => [id, all.map(({ group }) => group)]));
}
