import { parseNcrontab } from './ncrontab.ts';
import { ScheduleError } from './ncrontab-field.ts';
import { readTimeSpan, timeSpanText } from './time-span.ts';

/** When a timer of the Functions host fires, in UTC. */
export interface TimerSchedule {
  /** What the host makes of the text, in its own words. */
  readonly normalForm: string;
  /** Where that is something else than the text seems to say, in half sentences. */
  readonly surprises: readonly string[];
  /** The first time after the given one; undefined where there is none. */
  next(after: Date): Date | undefined;
  /** The last time before the given one; undefined where there is none. */
  previous(before: Date): Date | undefined;
}

/** A timer may fire this much before the time it is meant for, where clocks differ or one steps back; less where slots are close. */
const earlyMs = 60_000;

/**
 * A timer's schedule as the host takes it: an NCRONTAB expression of six fields (five have no seconds), or a time span.
 * @throws {ScheduleError} with the reason, where the host would not start or the timer would never fire
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
 */
export function parseSchedule(text: string): TimerSchedule {
  const interval = readTimeSpan(text);
  if (interval !== undefined) return intervalSchedule(interval);
  return parseNcrontab(text.trim());
}

/** The host counts from its start, which nobody knows later: the slots behind are multiples of the interval since 1970. */
function intervalSchedule(interval: number): TimerSchedule {
  if (interval < 1000) throw new ScheduleError('it is a time span of less than a second');
  const normalForm = timeSpanText(interval);
  return {
    normalForm,
    surprises: [`it is no expression but a time span, ${normalForm}, which only an App Service plan takes`],
    next: (after) => dateOf(after.getTime() + interval),
    previous: (before) => dateOf((Math.ceil(before.getTime() / interval) - 1) * interval),
  };
}

/** Undefined beyond what a date holds. */
function dateOf(time: number): Date | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/**
 * The slot that a timer firing at `now` is meant for: the schedule's latest time not after it, or the next where that is a moment
 * away. The platform may fire late, twice, or once for several slots that it missed.
 */
export function slotAt(expression: string, now: Date): Date {
  const last = lastSlot(expression, now);
  const next = parseSchedule(expression).next(last);
  if (next === undefined) return last;
  const early = Math.min(earlyMs, (next.getTime() - last.getTime()) / 4);
  return next.getTime() - now.getTime() <= early ? next : last;
}

/** The schedule's latest time that is not after `now`. */
export function lastSlot(expression: string, now: Date): Date {
  // The search excludes its starting point and works in whole seconds.
  const end = new Date(Math.floor(now.getTime() / 1000) * 1000 + 1000);
  const slot = parseSchedule(expression).previous(end);
  if (slot === undefined) throw new RangeError(`The schedule "${expression}" has no time before ${now.toISOString()}.`);
  return slot;
}

const timesShown = 3;

/** What to say of a schedule that means something else than it seems: its normal form and its next times; undefined where it does not. */
export function scheduleNotice(text: string, now: Date): string | undefined {
  const schedule = parseSchedule(text);
  if (schedule.surprises.length === 0) return undefined;
  const times: string[] = [];
  for (let time = schedule.next(now); time !== undefined && times.length < timesShown; time = schedule.next(time)) {
    times.push(time.toISOString().replace('.000Z', 'Z'));
  }
  return `"${text}" means ${schedule.normalForm}: ${schedule.surprises.join('; ')}. Next: ${times.join(', ')}.`;
}
