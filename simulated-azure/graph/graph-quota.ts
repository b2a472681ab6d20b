/** 15 requests in a window of 5 seconds for each principal. */
const requestsPerWindow = 15;
const windowSeconds = 5;

/** What one request left of the quota. */
export interface QuotaUse {
  readonly isRefused: boolean;
  readonly remaining: number;
  readonly resetsAfterSeconds: number;
}

/** Resource Graph's quota of requests. */
export interface GraphQuota {
  use(principalId: string): QuotaUse;
  reset(): void;
}

/**
 * A window starts with a principal's first request and gives the whole quota back when it ends. `scale` multiplies the
 * quota; `null` switches it off. @see https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 */
export function createGraphQuota(now: () => Date, scale: () => number | null): GraphQuota {
  const windows = new Map<string, { start: number; used: number }>();
  return {
    reset: () => windows.clear(),
    use(principalId) {
      const factor = scale();
      if (factor === null) return { isRefused: false, remaining: requestsPerWindow, resetsAfterSeconds: windowSeconds };
      const quota = Math.max(1, Math.floor(requestsPerWindow * factor));
      const at = now().getTime() / 1000;
      const known = windows.get(principalId);
      const window = known !== undefined && at < known.start + windowSeconds ? known : { start: at, used: 0 };
      windows.set(principalId, window);
      const resetsAfterSeconds = Math.max(1, Math.ceil(window.start + windowSeconds - at));
      const isRefused = window.used >= quota;
      if (!isRefused) window.used += 1;
      return { isRefused, remaining: quota - window.used, resetsAfterSeconds };
    },
  };
}
