import type { EstateSubscription, ManagementGroup } from '../estate/estate.ts';

/** A subscription as `GET /subscriptions` shows it. */
export function subscriptionBody(subscription: EstateSubscription): Record<string, unknown> {
  const { subscriptionId, displayName, tenantId, state, tags, managedByTenants } = subscription;
  return {
    id: `/subscriptions/${subscriptionId}`,
    authorizationSource: 'RoleBased',
    managedByTenants: managedByTenants ?? [],
    ...(tags === undefined ? {} : { tags }),
    subscriptionId,
    tenantId,
    displayName,
    state,
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'EnterpriseAgreement_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}

/** A management group as `GET /providers/Microsoft.Management/managementGroups` shows it. */
export function managementGroupBody(group: ManagementGroup, tenantId: string): Record<string, unknown> {
  return {
    id: managementGroupId(group.name),
    type: 'Microsoft.Management/managementGroups',
    name: group.name,
    properties: { tenantId, displayName: group.displayName },
  };
}

/** A subscription as `managementGroups/{name}/descendants` lists it. */
export function descendantBody(subscription: EstateSubscription, group: ManagementGroup): Record<string, unknown> {
  return {
    id: `/subscriptions/${subscription.subscriptionId}`,
    type: '/subscriptions',
    name: subscription.subscriptionId,
    properties: { displayName: subscription.displayName, parent: { id: managementGroupId(group.name) } },
  };
}

/** A subscription as `managementGroups/{name}/subscriptions` lists it. */
export function groupSubscriptionBody(subscription: EstateSubscription, group: ManagementGroup) {
  const { subscriptionId, displayName, tenantId, state } = subscription;
  return {
    id: `${managementGroupId(group.name)}/subscriptions/${subscriptionId}`,
    type: 'Microsoft.Management/managementGroups/subscriptions',
    name: subscriptionId,
    properties: { tenant: tenantId, displayName, parent: { id: managementGroupId(group.name) }, state },
  };
}

/** The id of a management group. */
export function managementGroupId(name: string): string {
  return `/providers/Microsoft.Management/managementGroups/${name}`;
}
