import type { ArmResource, Estate, EstateSubscription } from '../estate/estate.ts';
import { grantResources } from '../estate/render/grants.ts';
import { parseArmPath } from './resource-id.ts';

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

/** One pass over the estate; everything after it is a look-up. */
export function indexEstate(estate: Estate): EstateIndex {
  const resources = [...estate.resources, ...grantResources(estate)];
  const byId = new Map<string, ArmResource>();
  const lists = new Map<string, ArmResource[]>();
  const groups = new Map<string, Map<string, ArmResource>>();
  for (const resource of resources) {
    byId.set(resource.id.toLowerCase(), resource);
    for (const key of listKeys(resource.id)) append(lists, key, resource);
    noteResourceGroup(groups, resource);
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

function listKey(type: string, scope: string): string {
  return `${type}|${scope}`.toLowerCase();
}

/** The type under each place that a list can ask for: tenant, subscription, resource group, every resource above. */
function listKeys(id: string): string[] {
  const parsed = parseArmPath(id);
  if (parsed === null) return [];
  const keys = new Set([listKey(parsed.type, ''), listKey(parsed.type, parsed.scope)]);
  if (parsed.subscriptionId !== null) keys.add(listKey(parsed.type, `/subscriptions/${parsed.subscriptionId}`));
  if (parsed.resourceGroup !== null) {
    keys.add(listKey(parsed.type, `/subscriptions/${parsed.subscriptionId}/resourceGroups/${parsed.resourceGroup}`));
  }
  for (let above = parseArmPath(parsed.parent); above !== null; above = parseArmPath(above.parent)) {
    keys.add(listKey(parsed.type, above.path));
    if (above.parent === above.path || above.parent === '') break;
  }
  return [...keys];
}

function append(lists: Map<string, ArmResource[]>, key: string, resource: ArmResource): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [resource]);
  else list.push(resource);
}

function noteResourceGroup(groups: Map<string, Map<string, ArmResource>>, resource: ArmResource): void {
  const parsed = parseArmPath(resource.id);
  if (parsed === null || parsed.subscriptionId === null || parsed.resourceGroup === null) return;
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
