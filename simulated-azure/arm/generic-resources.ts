import type { ArmResource } from '../estate/estate.ts';
import type { ArmRead } from './arm-read.ts';
import { parseArmPath } from './resource-id.ts';
import { resourceTypes } from './resource-types.ts';

/** What Resource Manager's own list of a subscription or a resource group shows: the envelope of each top-level resource. */
const shown = ['id', 'name', 'type', 'location', 'kind', 'managedBy', 'sku', 'plan', 'identity', 'tags', 'zones'];

/** @see https://learn.microsoft.com/rest/api/resources/resources/list */
export function genericResources({ path, state, incoming }: ArmRead): readonly Record<string, unknown>[] {
  const isWanted = readFilter(incoming.url.searchParams.get('$filter') ?? '');
  return resourceTypes
    .filter(({ listedAt }) => listedAt === 'subscriptionAndGroup')
    .flatMap(({ type }) => state.index.list(type, path.parent))
    .filter(isWanted)
    .map((resource) => Object.fromEntries(Object.entries(resource).filter(([name]) => shown.includes(name))));
}

/** `resourceType eq '…'`, `resourceGroup eq`, `location eq` and `name eq`, joined by `and`; other conditions hold for everything. */
function readFilter(filter: string): (resource: ArmResource) => boolean {
  const conditions = [...filter.matchAll(/\b(resourceType|resourceGroup|location|name)\s+eq\s+'([^']*)'/gi)];
  return (resource) =>
    conditions.every(([, name = '', value = '']) => {
      const found = fieldOf(resource, name.toLowerCase());
      return found.toLowerCase() === value.toLowerCase();
    });
}

function fieldOf(resource: ArmResource, name: string): string {
  if (name === 'resourcetype') return resource.type;
  if (name === 'resourcegroup') return parseArmPath(resource.id)?.resourceGroup ?? '';
  return name === 'location' ? (resource.location ?? '') : resource.name;
}
