import type { Estate } from '../estate/estate.ts';
import type { GraphRequest } from './graph-request.ts';
import type { QueryErrorDetail } from './run-query-port.ts';
import { readableSubscriptions, type SubscriptionScope, type Viewer } from './visible-rows.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The subscriptions of a request that the principal can read anything in. The others drop out in silence; an error is
 * due only when none is left. A disabled or deleted subscription is not eligible.
 */
export function queryScope(request: GraphRequest, viewer: Viewer): SubscriptionScope | QueryErrorDetail {
  const { estate } = viewer;
  const malformed = (request.subscriptions ?? []).filter((id) => !guid.test(id));
  if (malformed.length > 0) {
    const message = `Subscription ids have to be valid GUIDs. Given: '${malformed.join(', ')}'.`;
    return { code: 'SubscriptionsContainInvalidGuids', message };
  }
  const asked = askedFor(request, estate);
  const readable = readableSubscriptions(viewer);
  const eligible = estate.subscriptions
    .filter(({ state }) => state !== 'Disabled' && state !== 'Deleted')
    .map(({ subscriptionId }) => subscriptionId.toLowerCase())
    .filter((id) => (asked === null || asked.has(id)) && readable.has(id));
  if (eligible.length > 0) return new Set(eligible);
  const given = [...(asked ?? [])].join(', ');
  return {
    code: 'NoValidSubscriptionsInQueryRequest',
    message: `There must be at least one subscription that is eligible to contain resources. Given: '${given}'.`,
  };
}

/** Null: the whole tenant. */
function askedFor({ subscriptions, managementGroups }: GraphRequest, estate: Estate): ReadonlySet<string> | null {
  if (subscriptions !== undefined && subscriptions.length > 0) {
    return new Set(subscriptions.map((id) => id.toLowerCase()));
  }
  if (managementGroups === undefined || managementGroups.length === 0) return null;
  const names = new Set(managementGroups.map((name) => name.toLowerCase()));
  if (names.has(estate.tenantId.toLowerCase())) return null;
  const groups = estate.managementGroups.filter((group) => names.has(group.name.toLowerCase()));
  return new Set(groups.flatMap((group) => group.subscriptionIds.map((id) => id.toLowerCase())));
}
