import type { Principal } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, armError } from '../wire/answer.ts';

/** A gate's verdict: refused, or passed with headers that say what is left. */
export interface Throttle {
  readonly refused: Answer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads: 250 at once, 25 a second, for each subscription (or the tenant) and principal; 15 times that for a subscription. */
const reads = { capacity: 250, perSecond: 25 };
const subscriptionReads = { capacity: 15 * 250, perSecond: 15 * 25 };

/**
 * Resource Manager's own limits.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export function throttleArm(subscriptionId: string | null, principal: Principal, state: SimulationState): Throttle {
  const place = subscriptionId?.toLowerCase() ?? 'tenant';
  const header = subscriptionId === null ? 'tenant-reads' : 'subscription-reads';
  const own = state.buckets.take(`arm|${place}|${principal.objectId}`, reads);
  if (own.retryAfterSeconds > 0) return refuse(place, principal, own.retryAfterSeconds, header);
  const headers = { [`x-ms-ratelimit-remaining-${header}`]: String(own.remaining) };
  if (subscriptionId === null) return { refused: null, headers };

  const all = state.buckets.take(`arm-global|${place}`, subscriptionReads);
  if (all.retryAfterSeconds > 0) return refuse(place, principal, all.retryAfterSeconds, 'subscription-global-reads');
  return {
    refused: null,
    headers: { ...headers, 'x-ms-ratelimit-remaining-subscription-global-reads': String(all.remaining) },
  };
}

function refuse(place: string, { objectId }: Principal, seconds: number, header: string): Throttle {
  const isTenant = place === 'tenant';
  const message =
    `Number of 'read' requests for ${isTenant ? 'tenant' : `subscription '${place}'`} actor '${objectId}' exceeded. ` +
    `Please try again after '${seconds}' seconds after additional tokens are available. ` +
    'Refer to https://aka.ms/arm-throttling for additional information.';
  const headers = {
    'retry-after': String(seconds),
    'x-ms-failure-cause': 'gateway',
    [`x-ms-ratelimit-remaining-${header}`]: '0',
  };
  const code = isTenant ? 'TenantRequestsThrottled' : 'SubscriptionRequestsThrottled';
  return { refused: armError(429, code, message, headers), headers: {} };
}
