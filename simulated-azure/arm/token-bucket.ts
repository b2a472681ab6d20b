/** A bucket's size and what flows back into it. */
export interface BucketLimit {
  readonly capacity: number;
  readonly perSecond: number;
}

/** What taking one token came to. `retryAfterSeconds` is 0 when it was there. */
interface Take {
  readonly remaining: number;
  readonly retryAfterSeconds: number;
}

/** Named token buckets on one clock. */
export interface TokenBuckets {
  /**
   * Takes a token. Once it has refused, nothing is served before the announced moment: asking earlier is refused too,
   * with what is left to wait. @see https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
   */
  take(name: string, limit: BucketLimit): Take;
  reset(): void;
}

interface Bucket {
  tokens: number;
  at: number;
  closedUntil: number;
}

/** `scale` multiplies every limit; `null` switches throttling off, and buckets then always look full. */
export function createTokenBuckets(now: () => Date, scale: () => number | null): TokenBuckets {
  const buckets = new Map<string, Bucket>();
  return {
    reset: () => buckets.clear(),
    take(name, limit) {
      const factor = scale();
      if (factor === null) return { remaining: limit.capacity, retryAfterSeconds: 0 };
      const capacity = Math.max(1, Math.floor(limit.capacity * factor));
      const perSecond = limit.perSecond * factor;
      const at = now().getTime() / 1000;
      const bucket = buckets.get(name) ?? { tokens: capacity, at, closedUntil: 0 };
      buckets.set(name, bucket);
      bucket.tokens = Math.min(capacity, bucket.tokens + Math.max(0, at - bucket.at) * perSecond);
      bucket.at = at;
      if (at < bucket.closedUntil) return { remaining: 0, retryAfterSeconds: Math.ceil(bucket.closedUntil - at) };
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return { remaining: Math.floor(bucket.tokens), retryAfterSeconds: 0 };
      }
      const retryAfterSeconds = Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
      bucket.closedUntil = at + retryAfterSeconds;
      return { remaining: 0, retryAfterSeconds };
    },
  };
}
