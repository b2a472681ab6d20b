import { retryAfterMs } from '../../model/retry-after.ts';

/** A receiver that asks for more is asked again after this all the same. */
const longestMs = 60 * 60 * 1000;

/** What a receiver's `Retry-After` asks to wait, an hour at most. */
export function askedWaitMs(header: string | undefined, now: Date): number | undefined {
  const asked = retryAfterMs(header, now);
  return asked === undefined ? undefined : Math.min(longestMs, asked);
}

/** How long to wait after so many attempts without being told: a minute, then twice as long each time, an hour at most. */
export function backoffMs(attempts: number): number {
  return Math.min(longestMs, 60_000 * 2 ** Math.min(10, Math.max(0, attempts - 1)));
}
