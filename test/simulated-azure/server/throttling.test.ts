import { describe, expect, it } from 'vitest';
import { createTokenBuckets } from '../../../simulated-azure/arm/token-bucket.ts';
import { authorization, type RawAnswer, rawRequest, signedRequest } from './raw-request.ts';
import { testClock, useSimulatedAzure } from './simulation.ts';
import { clusterId, ids, scaleSetId } from './small-estate.ts';

const azure = useSimulatedAzure();
const scaleSets = `/subscriptions/${ids.production}/providers/Microsoft.Compute/virtualMachineScaleSets?api-version=2026-04-01`;
const oneCluster = `${clusterId(1)}?api-version=2026-06-01`;

async function untilRefused(path: string, most: number): Promise<{ served: number; refusal: RawAnswer }> {
  const headers = await authorization(azure());
  for (let served = 0; served <= most; served++) {
    const answer = await rawRequest(azure(), path, { headers });
    if (answer.status === 429) return { served, refusal: answer };
  }
  throw new Error(`${path} was served more than ${most} times.`);
}

describe('a token bucket', () => {
  const limit = { capacity: 2, perSecond: 0.5 };

  it('refuses when empty and serves again after what it announced', () => {
    const clock = testClock();
    const buckets = createTokenBuckets(clock.now, () => 1);
    const takes = [1, 2, 3].map(() => buckets.take('reads', limit));

    expect(takes).toEqual([
      { remaining: 1, retryAfterSeconds: 0 },
      { remaining: 0, retryAfterSeconds: 0 },
      { remaining: 0, retryAfterSeconds: 2 },
    ]);
    clock.advance(1);
    expect(buckets.take('reads', limit).retryAfterSeconds).toBe(1);
    clock.advance(1);
    expect(buckets.take('reads', limit)).toEqual({ remaining: 0, retryAfterSeconds: 0 });
  });

  it('is scaled, or never empty when switched off', () => {
    const off = createTokenBuckets(testClock().now, () => null);
    const half = createTokenBuckets(testClock().now, () => 0.5);
    const served = (buckets: typeof off) =>
      Array.from({ length: 10 }, () => buckets.take('reads', limit)).filter((take) => take.retryAfterSeconds === 0);

    expect([served(off).length, served(half).length]).toEqual([10, 1]);
  });
});

describe('throttling by the published numbers', () => {
  it('says what is left of the reads of a subscription, of the tenant, and of Compute', async () => {
    const compute = await signedRequest(azure(), scaleSets);
    const tenant = await signedRequest(azure(), '/subscriptions?api-version=2022-12-01');

    expect(compute.headers).toMatchObject({
      'x-ms-ratelimit-remaining-subscription-reads': '249',
      'x-ms-ratelimit-remaining-resource': 'Microsoft.Compute/HighCostGetSubscriptionMaximum;1079',
    });
    expect(tenant.headers['x-ms-ratelimit-remaining-tenant-reads']).toBe('249');
  });

  it('refuses by Resource Manager after 250 reads of a subscription, 10 at a scale of 0.04', async () => {
    azure().control.changeSettings({ throttling: 0.04 });
    const groups = `/subscriptions/${ids.production}/resourceGroups?api-version=2021-04-01`;
    const { served, refusal } = await untilRefused(groups, 10);

    expect(served).toBe(10);
    expect(refusal.headers).toMatchObject({ 'retry-after': '1', 'x-ms-ratelimit-remaining-subscription-reads': '0' });
    expect(refusal.json().error?.code).toBe('SubscriptionRequestsThrottled');
  });

  it('refuses a cluster after 60 reads in the words of AKS, and another cluster not', async () => {
    const { served, refusal } = await untilRefused(oneCluster, 60);

    expect(served).toBe(60);
    expect(refusal.headers['retry-after']).toBe('1');
    expect(refusal.json()).toMatchObject({ code: 'Throttled', subcode: 'Throttled' });
    expect((await signedRequest(azure(), `${clusterId(2)}?api-version=2026-06-01`)).status).toBe(200);
    azure().clock.advance(1);
    expect((await signedRequest(azure(), oneCluster)).status).toBe(200);
  });

  it('refuses a scale set after 36 reads in the words of Compute', async () => {
    const { served, refusal } = await untilRefused(`${scaleSetId}?api-version=2026-04-01`, 36);

    expect(served).toBe(36);
    expect(refusal.headers['retry-after']).toBe('5');
    expect(refusal.json().error).toMatchObject({ code: 'OperationNotAllowed', details: [{ code: 'TooManyRequests' }] });
  });

  it('can be switched off', async () => {
    azure().control.changeSettings({ throttling: 'off' });

    await expect(untilRefused(oneCluster, 70)).rejects.toThrow('served more than 70 times');
  });
});
