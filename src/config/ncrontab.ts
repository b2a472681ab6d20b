import { type Field, type FieldKind, fieldText, parseField, ScheduleError } from './ncrontab-field.ts';

/** An NCRONTAB expression in UTC. */
export interface Ncrontab {
  /** As NCrontab writes it back: what it means, whatever it seems. */
  readonly normalForm: string;
  readonly surprises: readonly string[];
  /** The first occurrence after the time; undefined where there is none. */
  next(after: Date): Date | undefined;
  /** The last occurrence before the time; undefined where there is none. */
  previous(before: Date): Date | undefined;
}

const months = 'January February March April May June July August September October November December'.split(' ');
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const secondKind: FieldKind = { name: 'second', least: 0, most: 59 };
const kinds: readonly FieldKind[] = [
  secondKind,
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, names: months },
  { name: 'day of the week', least: 0, most: 6, names: weekdays },
];

/**
 * Six fields, or five without seconds, divided by spaces. Day of month and day of week must both match.
 * @throws {ScheduleError} where the host would refuse it, or it would never fire
 */
export function parseNcrontab(text: string): Ncrontab {
  const parts = text.split(' ').filter((part) => part !== '');
  if (parts.length !== 5 && parts.length !== 6) {
    throw new ScheduleError(`it has ${parts.length} fields, where five or six divided by spaces are expected`);
  }
  const own = kinds.slice(kinds.length - parts.length);
  const fields = own.map((kind, index) => parseField(parts[index] ?? '', kind));
  const all = parts.length === 5 ? [parseField('0', secondKind), ...fields] : fields;
  const schedule = createSchedule(all, own.map((kind, index) => fieldText(fields[index] ?? noField, kind)).join(' '));
  if (schedule.next(new Date('2026-01-01T00:00:00Z')) === undefined) {
    throw new ScheduleError('no day fits it, so it would never fire');
  }
  return schedule;
}

const noField: Field = { values: new Set(), surprises: [] };
const dayMs = 86_400_000;
/** The calendar repeats after 400 years, weekdays included. */
const longestSearchDays = 146_097;

function createSchedule(fields: readonly Field[], normalForm: string): Ncrontab {
  const [seconds = noField, minutes = noField, hours = noField, days = noField, month = noField, weekday = noField] =
    fields;
  const isDay = (date: Date) =>
    month.values.has(date.getUTCMonth() + 1) &&
    days.values.has(date.getUTCDate()) &&
    weekday.values.has(date.getUTCDay());
  const times = timesOfDay(hours, minutes, seconds);
  const both = days.values.size < 31 && weekday.values.size < 7;
  return {
    normalForm,
    surprises: [
      ...fields.flatMap(({ surprises }) => surprises),
      ...(both ? ['day of the month and day of the week must both match'] : []),
    ],
    next(after) {
      const today = startOfDay(after);
      for (let day = 0; day <= longestSearchDays; day += 1) {
        const start = today + day * dayMs;
        const time = isDay(new Date(start)) ? times.find((each) => start + each > after.getTime()) : undefined;
        if (time !== undefined) return new Date(start + time);
      }
      return undefined;
    },
    previous(before) {
      const today = startOfDay(before);
      for (let day = 0; day <= longestSearchDays; day += 1) {
        const start = today - day * dayMs;
        const time = isDay(new Date(start)) ? times.findLast((each) => start + each < before.getTime()) : undefined;
        if (time !== undefined) return new Date(start + time);
      }
      return undefined;
    },
  };
}

function startOfDay(time: Date): number {
  return Math.floor(time.getTime() / dayMs) * dayMs;
}

/** Milliseconds after midnight, in order: at most 86,400. */
function timesOfDay(hours: Field, minutes: Field, seconds: Field): readonly number[] {
  const [hour, minute, second] = [hours, minutes, seconds].map(({ values }) => [...values].sort((a, b) => a - b));
  return (hour ?? []).flatMap((h) =>
    (minute ?? []).flatMap((m) => (second ?? []).map((s) => ((h * 60 + m) * 60 + s) * 1000)),
  );
}
