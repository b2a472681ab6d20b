import type { PipelineResponse } from '@azure/core-rest-pipeline';
import { retryAfterMs } from '../../model/retry-after.ts';
import type { FailedAttempt } from '../request-error.ts';

/** What a retry may cost. Delays in milliseconds. */
export interface RetryLimits {
  readonly maxRetries: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** A `Retry-After` beyond this gives up at once: waiting longer is the caller's choice, not a sleeping worker's. */
  readonly longestRetryAfterMs: number;
}

export const defaultRetryLimits: RetryLimits = {
  maxRetries: 6,
  baseDelayMs: 500,
  maxDelayMs: 20_000,
  longestRetryAfterMs: 60_000,
};

/** How one attempt ended. */
interface Attempt extends FailedAttempt {
  /** 0 for the first try. */
  readonly retryCount: number;
}

/**
 * How long to wait before trying again, in milliseconds, or undefined to give up. A 429 without `Retry-After` is
 * worth another try; one that asks for minutes is not.
 * @param random 0 ≤ random < 1, spreads clients that failed together
 */
export function retryDelay(attempt: Attempt, limits: RetryLimits, random: number): number | undefined {
  if (attempt.retryCount >= limits.maxRetries || !isWorthRetrying(attempt)) return undefined;
  const asked = askedMs(attempt.response);
  if (asked !== undefined) return asked <= limits.longestRetryAfterMs ? asked : undefined;
  const delay = Math.min(limits.maxDelayMs, limits.baseDelayMs * 2 ** attempt.retryCount);
  return delay / 2 + (random * delay) / 2;
}

const retriedStatuses = new Set([408, 429, 500, 502, 503, 504]);

/** Errors that another try cannot mend: the name does not resolve, the certificate is not trusted, the caller gave up. */
const lastingErrors = /^(ENOTFOUND|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_INVALID)/;

/**
 * What the wire is said to have had when an answer is no JSON, whole or in part: half of a text is as good as a connection that
 * was cut.
 */
export const notJson = 'NOT_JSON';

/** An attempt without an answer costs its whole timeout, and a sign-in page comes again: few are enough to tell that none will come. */
const costlyRetries = 2;

function isWorthRetrying({ response, error, retryCount }: Attempt): boolean {
  const status = response?.status ?? error?.statusCode;
  if (status !== undefined) return retriedStatuses.has(status);
  if (error?.code === 'ETIMEDOUT' || error?.code === notJson) return retryCount < costlyRetries;
  return error !== undefined && !lastingErrors.test(error.code ?? '');
}

/** `Retry-After`, its date against the answer's own, or Azure's millisecond headers. Malformed values count as absent. */
function askedMs(response: PipelineResponse | undefined): number | undefined {
  for (const header of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const value = Number(response?.headers.get(header));
    if (Number.isFinite(value) && value > 0) return value;
  }
  return retryAfterMs(response?.headers.get('retry-after'), new Date(response?.headers.get('date') ?? ''));
}
