import type { RequestCounts } from '../model/report.ts';

/** Counts what an audit asked of Azure. One per audit, never shared between audits. */
export interface RequestCounter {
  /** One wire attempt was made. */
  attempted(): void;
  /** It was answered with 429. */
  throttled(): void;
  /** The same is asked once more. */
  retried(): void;
  /** A request was given up: every attempt failed. */
  failed(): void;
  counts(): RequestCounts;
}

export function countRequests(): RequestCounter {
  let [total, throttled, retried, failed] = [0, 0, 0, 0];
  return {
    attempted: () => {
      total += 1;
    },
    throttled: () => {
      throttled += 1;
    },
    retried: () => {
      retried += 1;
    },
    failed: () => {
      failed += 1;
    },
    counts: () => ({ total, throttled, retried, failed }),
  };
}

export function addCounts(a: RequestCounts, b: RequestCounts): RequestCounts {
  return {
    total: a.total + b.total,
    throttled: a.throttled + b.throttled,
    retried: a.retried + b.retried,
    failed: a.failed + b.failed,
  };
}
