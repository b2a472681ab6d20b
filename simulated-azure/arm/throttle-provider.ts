import type { SimulationState } from '../simulation-state.ts';
import { type Answer, armError } from '../wire/answer.ts';
import type { ArmPath } from './resource-id.ts';
import type { ResourceTypeRule } from './resource-types.ts';
import type { Throttle } from './throttle-arm.ts';
import type { BucketLimit } from './token-bucket.ts';

/** One bucket that a read draws from. `group` is the provider's name for it. */
interface Limit extends BucketLimit {
  readonly group: string;
  readonly per: 'subscription' | 'resource';
}

const perMinute = (capacity: number, refill: number) => ({ capacity, perSecond: refill / 60 });

/** Passes a read through its provider's buckets; the first empty one refuses it in that provider's words. */
export function throttleProvider(path: ArmPath, rule: ResourceTypeRule, state: SimulationState): Throttle {
  const limits = limitsOf(path, rule);
  const remaining: string[] = [];
  for (const limit of limits) {
    const place = limit.per === 'subscription' ? `/subscriptions/${path.subscriptionId}` : resourceOf(path);
    const { retryAfterSeconds, remaining: left } = state.buckets.take(`${limit.group}|${place}`.toLowerCase(), limit);
    if (retryAfterSeconds > 0) return { refused: refusal(limit, rule, path, retryAfterSeconds), headers: {} };
    remaining.push(`${limit.group};${left}`);
  }
  const isCompute = limits.some((limit) => limit.group.startsWith('Microsoft.Compute/'));
  return { refused: null, headers: isCompute ? { 'x-ms-ratelimit-remaining-resource': remaining.join(',') } : {} };
}

function resourceOf(path: ArmPath): string {
  return path.kind === 'resource' ? path.path : path.parent;
}

/** @see https://learn.microsoft.com/azure/aks/quotas-skus-regions and …/virtual-machines/compute-throttling-limits */
function limitsOf(path: ArmPath, rule: ResourceTypeRule): readonly Limit[] {
  const [namespace = ''] = rule.type.split('/');
  if (namespace === 'Microsoft.ContainerService') return containerServiceLimits(path, rule);
  if (namespace === 'Microsoft.Network' || rule.type.endsWith('/networkInterfaces')) return [networkGet];
  if (namespace === 'Microsoft.Compute') return computeLimits(path, rule);
  return [];
}

/** 10,000 reads in five minutes for each subscription. */
const networkGet: Limit = {
  group: 'Microsoft.Network/GET',
  per: 'subscription',
  capacity: 10_000,
  perSecond: 10_000 / 300,
};

function containerServiceLimits(path: ArmPath, rule: ResourceTypeRule): readonly Limit[] {
  const small = { capacity: 60, perSecond: 1 };
  const group = (name: string) => `Microsoft.ContainerService/${name}`;
  if (!rule.type.endsWith('/managedClusters')) return [{ group: group('Other'), per: 'subscription', ...small }];
  if (path.kind === 'resource') return [{ group: group('GetManagedCluster'), per: 'resource', ...small }];
  if (path.resourceGroup !== null) return [{ group: group('ListManagedClustersByGroup'), per: 'resource', ...small }];
  return [{ group: group('ListManagedClusters'), per: 'subscription', capacity: 500, perSecond: 1 }];
}

function computeLimits(path: ArmPath, rule: ResourceTypeRule): readonly Limit[] {
  const group = (name: string) => `Microsoft.Compute/${name}`;
  const one = path.kind === 'resource';
  if (rule.type.endsWith('virtualMachineScaleSets/virtualMachines')) {
    return [
      { group: group('GetVMScaleSetVMResource'), per: 'resource', ...perMinute(36, 12) },
      { group: group('GetVMScaleSetVMSubscriptionMaximum'), per: 'subscription', ...perMinute(6000, 2000) },
    ];
  }
  if (rule.type.endsWith('/virtualMachineScaleSets')) {
    if (!one) return [{ group: group('HighCostGetSubscriptionMaximum'), per: 'subscription', ...perMinute(1080, 360) }];
    return [
      { group: group('GetVMScaleSetResource'), per: 'resource', ...perMinute(36, 12) },
      { group: group('GetVMScaleSetSubscriptionMaximum'), per: 'subscription', ...perMinute(2400, 800) },
    ];
  }
  if (rule.type.endsWith('/virtualMachines')) {
    if (!one) return [{ group: group('ListVMSubscriptionMaximum'), per: 'subscription', ...perMinute(900, 300) }];
    return [
      { group: group('GetVMResource'), per: 'resource', ...perMinute(36, 12) },
      { group: group('GetVMSubscriptionMaximum'), per: 'subscription', ...perMinute(24_000, 8000) },
    ];
  }
  return [];
}

function refusal(limit: Limit, rule: ResourceTypeRule, path: ArmPath, seconds: number): Answer {
  const headers = { 'retry-after': String(seconds) };
  if (limit.group.startsWith('Microsoft.ContainerService/')) {
    const handler = limit.group.split('/')[1];
    const message = `The ${handler}Handler.GET request limit has been exceeded for SubscriptionID:${path.subscriptionId}, please retry again in ${seconds} seconds`;
    const json = { code: 'Throttled', details: null, message, subcode: 'Throttled' };
    return { status: 429, headers, json };
  }
  if (limit.group.startsWith('Microsoft.Network/')) {
    const message = `Number of requests for action '${rule.action}' exceeded the limit of '10000' for time interval '00:05:00'. Please try again after '${seconds}' seconds.`;
    return armError(429, 'ResourceRequestsThrottled', message, headers);
  }
  return computeRefusal(limit, headers);
}

function computeRefusal(limit: Limit, headers: Readonly<Record<string, string>>): Answer {
  const message = 'The server rejected the request because too many requests have been received for this subscription.';
  const operationGroup = limit.group.split('/')[1];
  const detail = JSON.stringify({
    operationGroup,
    measuredRequestCount: limit.capacity + 1,
    allowedRequestCount: limit.capacity,
  });
  return {
    status: 429,
    headers: { ...headers, 'x-ms-ratelimit-remaining-resource': `${limit.group};0` },
    json: {
      error: {
        code: 'OperationNotAllowed',
        message,
        details: [{ code: 'TooManyRequests', target: operationGroup, message: detail }],
      },
    },
  };
}
