import type { Estate, ManagementGroup, Principal } from '../estate/estate.ts';
import { hasAnyGrant, isAllowed } from './access.ts';
import { advisorMetadata } from './advisor-metadata.ts';
import type { ArmRead } from './arm-read.ts';
import { computeSkus } from './compute-skus.ts';
import {
  descendantBody,
  groupSubscriptionBody,
  managementGroupBody,
  managementGroupId,
  subscriptionBody,
} from './container-bodies.ts';
import { embeddedRows } from './embedded-rows.ts';
import { extensionRows } from './extension-rows.ts';
import { genericResources } from './generic-resources.ts';
import { locationBodies } from './locations.ts';
import { providerBodies } from './providers.ts';

/** Every row of a list; null when the parent that the path names does not exist. */
export function collectionRows(read: ArmRead): readonly unknown[] | null {
  const special = specialRows[read.rule.type];
  if (special !== undefined) return special(read);
  if (read.rule.listedAt === 'extension') return extensionRows(read);
  const { path, rule, state } = read;
  const own = state.index.list(rule.storedAs ?? rule.type, path.parent);
  if (rule.listedAt !== 'parent') return own;
  const parent = state.index.get(path.parent);
  if (parent === undefined) return null;
  return own.length > 0 ? own : embeddedRows(parent, rule);
}

/** Found once for a principal: to look through thousands of grants again for each page of thousands of subscriptions takes minutes. */
const visible = new WeakMap<Estate, Map<string, readonly unknown[]>>();

function visibleSubscriptions(principal: Principal, estate: Estate): readonly unknown[] {
  const ofEstate = visible.get(estate) ?? new Map<string, readonly unknown[]>();
  visible.set(estate, ofEstate);
  const known = ofEstate.get(principal.objectId);
  if (known !== undefined) return known;
  const rows = estate.subscriptions
    .filter((each) => hasAnyGrant(principal, each.subscriptionId, estate))
    .map(subscriptionBody);
  ofEstate.set(principal.objectId, rows);
  return rows;
}

const specialRows: Readonly<Record<string, (read: ArmRead) => readonly unknown[] | null>> = {
  'Microsoft.Resources/subscriptions': ({ principal, state: { estate } }) => visibleSubscriptions(principal, estate),

  'Microsoft.Resources/tenants': ({ state: { estate } }) => [
    { id: `/tenants/${estate.tenantId}`, tenantId: estate.tenantId, tenantCategory: 'Home' },
  ],

  'Microsoft.Resources/subscriptions/resourceGroups': ({ path, state }) =>
    state.index.resourceGroups(path.subscriptionId ?? ''),

  'Microsoft.Resources/subscriptions/locations': ({ path }) => locationBodies(path.subscriptionId ?? ''),
  'Microsoft.Resources/subscriptions/resources': genericResources,
  'Microsoft.Resources/subscriptions/resourceGroups/resources': genericResources,
  'Microsoft.Resources/subscriptions/providers': ({ path }) => providerBodies(path.parent),
  'Microsoft.Advisor/metadata': advisorMetadata,
  'Microsoft.Resources/providers': ({ path }) => providerBodies(path.parent),
  'Microsoft.Compute/skus': computeSkus,

  'Microsoft.Compute/locations/usages': ({ path, state: { estate } }) =>
    estate.computeUsages
      .filter((each) => sameText(each.subscriptionId, path.subscriptionId) && sameText(each.location, path.names[0]))
      .map(({ limit, unit, currentValue, name }) => ({ limit, unit, currentValue, name })),

  'Microsoft.Network/virtualNetworks/usages': ({ path, state: { estate, index } }) => {
    if (index.get(path.parent) === undefined) return null;
    const below = `${path.parent}/subnets/`.toLowerCase();
    return estate.subnetUsages.filter((each) => each.id.toLowerCase().startsWith(below));
  },

  'Microsoft.Management/managementGroups': ({ principal, rule, state: { estate } }) =>
    estate.managementGroups
      .filter((each) => isAllowed(principal, rule.action, managementGroupId(each.name), estate))
      .map((each) => managementGroupBody(each, estate.tenantId)),

  'Microsoft.Management/managementGroups/descendants': (read) => groupMembers(read, descendantBody),
  'Microsoft.Management/managementGroups/subscriptions': (read) => groupMembers(read, groupSubscriptionBody),
};

function groupMembers(
  { path, state: { estate, index } }: ArmRead,
  body: typeof descendantBody | typeof groupSubscriptionBody,
): readonly unknown[] | null {
  const group: ManagementGroup | undefined = estate.managementGroups.find((each) => sameText(each.name, path.names[0]));
  if (group === undefined) return null;
  return group.subscriptionIds.flatMap((id) => {
    const subscription = index.subscription(id);
    return subscription === undefined ? [] : [body(subscription, group)];
  });
}

function sameText(left: string, right: string | null | undefined): boolean {
  return left.toLowerCase() === right?.toLowerCase();
}
