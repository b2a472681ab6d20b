import { Cron } from 'croner';

/** A timer may fire this much before the time it is meant for, where clocks differ. */
const earlyMs = 10_000;

/** What NCRONTAB allows; Croner would take more. */
const field = String.raw`(?:[\d*,/-]|[A-Za-z]{3,9})+`;
const ncrontab = new RegExp(`^(${field} +){5}${field}$`);

/**
 * An NCRONTAB expression with six fields, seconds first, in UTC: undefined where it is not one.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
 */
export function parseSchedule(expression: string): Cron | undefined {
  const trimmed = expression.trim();
  if (!ncrontab.test(trimmed)) return undefined;
  try {
    return new Cron(trimmed, { paused: true, timezone: 'UTC', mode: '6-part', domAndDow: true });
  } catch {
    return undefined;
  }
}

/**
 * The slot that a timer firing at `now` is meant for: the schedule's latest time not after it. The platform may fire late, twice,
 * or once for several slots that it missed.
 */
export function slotAt(expression: string, now: Date): Date {
  const cron = parseSchedule(expression);
  // The search excludes its starting point and works in whole seconds.
  const [slot] = cron?.previousRuns(1, new Date(Math.floor((now.getTime() + earlyMs) / 1000) * 1000 + 1000)) ?? [];
  if (slot === undefined) throw new RangeError(`The schedule "${expression}" has no time before ${now.toISOString()}.`);
  return slot;
}
