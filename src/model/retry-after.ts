/**
 * Milliseconds that a `Retry-After` header asks to wait, given in seconds or as a date; 0 for a date that has passed. Undefined where it
 * is missing or malformed, or `now` is no date.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // `Date.parse` would take "-5" for a year.
  const wait = /[a-z]{3}/i.test(text) ? Date.parse(text) - now.getTime() : Number.NaN;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
