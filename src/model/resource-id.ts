/**
 * Azure resource ids, which compare without regard to case: the same id comes back as `resourceGroups`, `resourcegroups`,
 * `VirtualNetworks` or `virtualNetworks` depending on who answers.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/overview
 */

/** A resource id in the form in which two spellings of it are equal: lower case, no slash at the end. */
export type ResourceKey = string & { readonly __brand: 'ResourceKey' };

/** Not by a pattern: one that looks for slashes at the end walks every run of slashes again from each of its slashes. */
function withoutEndSlashes(id: string): string {
  let end = id.length;
  while (id[end - 1] === '/') end -= 1;
  return id.slice(0, end);
}

/** The one place that decides when two ids are the same resource. */
export function resourceKey(id: string): ResourceKey {
  return withoutEndSlashes(id.toLowerCase()) as ResourceKey;
}

export function sameResource(a: string, b: string): boolean {
  return a === b || resourceKey(a) === resourceKey(b);
}

/**
 * Ids sort by this, with `!` for the slash: below every character of a name, so that a resource stands before its children and
 * before a sibling with a longer name, and legal in a key of Table storage, which sorts the same way.
 */
export function resourceSortKey(id: string): string {
  return resourceKey(id).replaceAll('/', '!');
}

/** Sorts ids the same way on every machine, whatever case they came in. */
export function compareResourceIds(a: string, b: string): number {
  const [left, right] = [resourceSortKey(a), resourceSortKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Drops later spellings of an id already seen. */
export function distinctResourceIds(ids: Iterable<string>): string[] {
  const byKey = new Map<ResourceKey, string>();
  for (const id of ids) if (!byKey.has(resourceKey(id))) byKey.set(resourceKey(id), id);
  return [...byKey.values()];
}

/** The segment after `name` (compared without case), as it is spelled in the id; undefined where the id has none. */
export function segmentAfter(id: string, name: string): string | undefined {
  const wanted = name.toLowerCase();
  // No list of all segments: this is asked some hundred times a cluster.
  for (let start = 0, end = 0; end >= 0; start = end + 1) {
    end = id.indexOf('/', start);
    if (end - start === wanted.length && id.slice(start, end).toLowerCase() === wanted) {
      return id.slice(end + 1).split('/', 1)[0] || undefined;
    }
  }
  return undefined;
}

/** Lower case, since subscription ids are GUIDs; undefined for an id outside any subscription. */
export function subscriptionIdOf(id: string): string | undefined {
  return segmentAfter(id, 'subscriptions')?.toLowerCase();
}

export function resourceGroupOf(id: string): string | undefined {
  return segmentAfter(id, 'resourceGroups');
}

/** The last segment. */
export function resourceNameOf(id: string): string {
  return withoutEndSlashes(id).split('/').at(-1) ?? '';
}

/** The id of the resource that holds this one: a subnet's virtual network, an instance's scale set. */
export function parentResourceId(id: string): string {
  return withoutEndSlashes(id).split('/').slice(0, -2).join('/');
}

export function resourceGroupId(subscriptionId: string, resourceGroup: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
}

/** The id of the resource group that a resource is in. */
export function ownGroupId(id: string): string {
  return resourceGroupId(subscriptionIdOf(id) ?? '', resourceGroupOf(id) ?? '');
}

/** Whether the resource is `scopeId` or lies below it: what is put on a scope (locks, role assignments) holds there too. */
export function isAtOrBelow(id: string, scopeId: string): boolean {
  return `${resourceKey(id)}/`.startsWith(`${resourceKey(scopeId)}/`);
}

/** Lower-case type as the id spells it, `microsoft.network/virtualnetworks/subnets`; undefined where it names no provider. */
export function resourceTypeOf(id: string): string | undefined {
  const segments = withoutEndSlashes(id).toLowerCase().split('/');
  const at = segments.lastIndexOf('providers');
  if (at < 0 || segments.length < at + 4) return undefined;
  const [namespace, ...rest] = segments.slice(at + 1);
  return [namespace, ...rest.filter((_, index) => index % 2 === 0)].join('/');
}
