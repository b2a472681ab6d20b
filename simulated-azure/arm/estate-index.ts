import type { ArmResource, Estate, EstateSubscription } from '../estate/estate.ts';
import { grantResources } from '../estate/render/grants.ts';
import { recentlyUsed } from '../recently-used.ts';
import { type ArmPath, parseArmPath } from './resource-id.ts';

/** Answers by id and by type and scope, in the order of the estate. Keys compare without regard to case. */
export interface EstateIndex {
  readonly estate: Estate;
  /** Those of the estate, and the roles that let people in. */
  readonly resources: readonly ArmResource[];
  get(id: string): ArmResource | undefined;
  /** Resources of a type at a scope: a subscription, a resource group, or an ancestor resource; '' for the whole tenant. */
  list(type: string, scope: string): readonly ArmResource[];
  subscription(id: string): EstateSubscription | undefined;
  /** Resource groups as ARM lists them; one that only occurs in other resources' ids is made up from those. */
  resourceGroups(subscriptionId: string): readonly ArmResource[];
  resourceGroup(subscriptionId: string, name: string): ArmResource | undefined;
}

const known = new WeakMap<Estate, EstateIndex>();

/** One pass over the estate, once: an estate is replaced, never changed. Everything after it is a look-up. */
export function indexEstate(estate: Estate): EstateIndex {
  const index = known.get(estate) ?? makeIndex(estate);
  known.set(estate, index);
  return index;
}

/** Where an id is found: its parts, and the lists that it is in. */
interface Place {
  readonly path: ArmPath;
  readonly keys: ReadonlySet<string>;
}

/** By id: an estate that comes in another's place mostly has the ids of that one. */
const places = recentlyUsed<Place | null>(10_000);

function makeIndex(estate: Estate): EstateIndex {
  const resources = [...estate.resources, ...grantResources(estate)];
  const byId = new Map<string, ArmResource>();
  const lists = new Map<string, ArmResource[]>();
  const groups = new Map<string, Map<string, ArmResource>>();
  const above = createAncestors();
  for (const resource of resources) {
    byId.set(resource.id.toLowerCase(), resource);
    const place = places(resource.id, () => placeOf(resource.id, above));
    if (place === null) continue;
    for (const key of place.keys) append(lists, key, resource);
    noteResourceGroup(groups, place.path, resource);
  }
  const subscriptions = new Map(estate.subscriptions.map((each) => [each.subscriptionId.toLowerCase(), each]));
  const groupsOf = (subscriptionId: string) => groups.get(subscriptionId.toLowerCase());
  return {
    estate,
    resources,
    get: (id) => byId.get(id.toLowerCase()),
    list: (type, scope) => lists.get(listKey(type, scope)) ?? [],
    subscription: (id) => subscriptions.get(id.toLowerCase()),
    resourceGroups: (subscriptionId) => [...(groupsOf(subscriptionId)?.values() ?? [])],
    resourceGroup: (subscriptionId, name) => groupsOf(subscriptionId)?.get(name.toLowerCase()),
  };
}

function placeOf(id: string, above: (path: string) => readonly string[]): Place | null {
  const path = parseArmPath(id);
  return path === null ? null : { path, keys: listKeys(path, above(path.parent)) };
}

function listKey(type: string, scope: string): string {
  return `${type}|${scope}`.toLowerCase();
}

/** The type under each place that a list can ask for: tenant, subscription, resource group, every resource above. */
function listKeys({ type, scope, subscriptionId, resourceGroup }: ArmPath, above: readonly string[]): Set<string> {
  const places = ['', scope, ...above];
  if (subscriptionId !== null) places.push(`/subscriptions/${subscriptionId}`);
  if (resourceGroup !== null) places.push(`/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`);
  return new Set(places.map((place) => listKey(type, place)));
}

/** A path and what stands above it, the nearest first. Siblings have the same, which is worked out once. */
function createAncestors(): (path: string) => readonly string[] {
  const found = new Map<string, readonly string[]>();
  const ancestors = (path: string): readonly string[] => {
    const remembered = found.get(path) ?? withAncestors(parseArmPath(path));
    found.set(path, remembered);
    return remembered;
  };
  const withAncestors = (at: ArmPath | null): readonly string[] => {
    if (at === null) return [];
    return at.parent === at.path || at.parent === '' ? [at.path] : [at.path, ...ancestors(at.parent)];
  };
  return ancestors;
}

function append(lists: Map<string, ArmResource[]>, key: string, resource: ArmResource): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [resource]);
  else list.push(resource);
}

function noteResourceGroup(
  groups: Map<string, Map<string, ArmResource>>,
  parsed: ArmPath,
  resource: ArmResource,
): void {
  if (parsed.subscriptionId === null || parsed.resourceGroup === null) return;
  const subscription = parsed.subscriptionId.toLowerCase();
  const inSubscription = groups.get(subscription) ?? new Map<string, ArmResource>();
  groups.set(subscription, inSubscription);
  const name = parsed.resourceGroup.toLowerCase();
  const isTheGroup = parsed.type.toLowerCase() === 'microsoft.resources/subscriptions/resourcegroups';
  if (isTheGroup) inSubscription.set(name, resource);
  else if (!inSubscription.has(name)) {
    inSubscription.set(name, impliedGroup(parsed.subscriptionId, parsed.resourceGroup, resource));
  }
}

function impliedGroup(subscriptionId: string, name: string, resource: ArmResource): ArmResource {
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location: resource.location ?? 'westeurope',
    properties: { provisioningState: 'Succeeded' },
  };
}
