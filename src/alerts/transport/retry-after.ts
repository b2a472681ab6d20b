/** A receiver that asks for more is asked again after this all the same. */
const longestMs = 60 * 60 * 1000;

/** What a `Retry-After` header asks to wait: seconds or a date. Undefined where it is missing or malformed. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(wait) ? undefined : Math.min(longestMs, Math.max(0, wait));
}

/** How long to wait after so many attempts without being told: a minute, then twice as long each time, an hour at most. */
export function backoffMs(attempts: number): number {
  return Math.min(longestMs, 60_000 * 2 ** Math.min(10, Math.max(0, attempts - 1)));
}
