import type { ComputeUsage, Estate } from '../estate/estate.ts';
import type { GuardedRow } from './guarded-row.ts';

/**
 * The quota of a subscription in a region as `quotaresources` shows it: one row, with every family in `properties.value`, in the form
 * of the list that Compute itself gives.
 * @see https://learn.microsoft.com/azure/quotas/how-to-guide-monitoring-alerting
 */
export function* quotaRows(estate: Estate): Generator<GuardedRow> {
  const places = Map.groupBy(estate.computeUsages, ({ subscriptionId, location }) => `${subscriptionId}/${location}`);
  const tenants = new Map(estate.subscriptions.map((each) => [each.subscriptionId, each.tenantId]));
  for (const usages of places.values()) {
    const [first] = usages;
    if (first !== undefined) yield quotaRow(first, usages, tenants.get(first.subscriptionId) ?? estate.tenantId);
  }
}

function quotaRow(
  { subscriptionId, location }: ComputeUsage,
  usages: readonly ComputeUsage[],
  tenantId: string,
): GuardedRow {
  const id = `/subscriptions/${subscriptionId}/providers/microsoft.compute/locations/${location}/usages/default`;
  return {
    id,
    action: 'Microsoft.Compute/locations/usages/read',
    subscriptionId: subscriptionId.toLowerCase(),
    resourceGroup: '',
    row: {
      id,
      name: 'default',
      type: 'microsoft.compute/locations/usages',
      tenantId,
      kind: '',
      location: location.toLowerCase(),
      resourceGroup: '',
      subscriptionId,
      managedBy: '',
      sku: null,
      plan: null,
      properties: {
        value: usages.map(({ name, currentValue, limit, unit }) => ({ name, currentValue, limit, unit })),
      },
      tags: null,
      identity: null,
      zones: null,
      extendedLocation: null,
    },
  };
}
