import { managementGroupId } from '../arm/container-bodies.ts';
import { managementGroupsOf } from '../arm/management-groups.ts';
import { parseArmPath } from '../arm/resource-id.ts';
import type { ArmResource, Estate, EstateSubscription, ManagementGroup } from '../estate/estate.ts';
import { graphRow } from './graph-row.ts';
import type { GraphRow } from './run-query-port.ts';

const emptyColumns = {
  kind: '',
  location: '',
  resourceGroup: '',
  managedBy: '',
  sku: null,
  plan: null,
  tags: null,
  identity: null,
  zones: null,
  extendedLocation: null,
} as const;

/** A subscription's row in `resourcecontainers`. */
export function subscriptionRow(subscription: EstateSubscription, estate: Estate): GraphRow {
  const { subscriptionId, displayName, tenantId, state, tags, managedByTenants } = subscription;
  const chain = managementGroupsOf(subscriptionId, estate).map(({ name, displayName: groupName }) => ({
    displayName: groupName,
    name,
  }));
  return {
    ...emptyColumns,
    id: `/subscriptions/${subscriptionId}`,
    name: displayName,
    type: 'microsoft.resources/subscriptions',
    tenantId,
    subscriptionId,
    tags: tags ?? null,
    properties: {
      state,
      managedByTenants: managedByTenants ?? [],
      managementGroupAncestorsChain: chain,
      subscriptionPolicies: {
        locationPlacementId: 'Public_2014-09-01',
        quotaId: 'EnterpriseAgreement_2014-09-01',
        spendingLimit: 'Off',
      },
    },
  };
}

/** A resource group's row in `resourcecontainers`. */
export function resourceGroupRow(group: ArmResource, subscription: EstateSubscription, estate: Estate): GraphRow {
  const row = graphRow(group, parseArmPath(group.id), subscription, estate);
  return { ...row, type: 'microsoft.resources/subscriptions/resourcegroups' };
}

/** A management group's row in `resourcecontainers`. */
export function managementGroupRow({ name, displayName }: ManagementGroup, estate: Estate): GraphRow {
  return {
    ...emptyColumns,
    id: managementGroupId(name),
    name,
    type: 'microsoft.management/managementgroups',
    tenantId: estate.tenantId,
    subscriptionId: '',
    properties: { displayName, tenantId: estate.tenantId },
  };
}
