import { kubenetDeadline } from '../model/deadline.ts';
import { type PlanSettings, weekdays } from '../model/plan-settings.ts';
import { nextMonday, openWeeks, type Week, weekdayIndex } from './calendar.ts';

/** When clusters may migrate at all. */
export interface Period {
  /** The first day for a cluster that has no place yet. */
  readonly start: string;
  /** From the audit's on, with the days that no freeze takes. */
  readonly weeks: readonly Week[];
  readonly problems: readonly string[];
}

/** @param asOf ISO 8601 in UTC */
export function periodOf(asOf: string, settings: PlanSettings): Period {
  const today = asOf.slice(0, 10);
  const { start = nextMonday(today), finishBy = kubenetDeadline, freezes } = settings;
  const last = finishBy < kubenetDeadline ? finishBy : kubenetDeadline;
  const weeks = openWeeks(today, last, freezes);
  const hasDay = (all: readonly Week[]) =>
    all.some(({ days }) =>
      days.some((day) => day >= start && settings.days.includes(weekdays[weekdayIndex(day)] ?? 'Monday')),
    );
  const problems = [
    ...(finishBy > kubenetDeadline ? [`finishBy ${finishBy} is after ${kubenetDeadline}, when support ends.`] : []),
    ...(settings.finishBy !== undefined && finishBy < today
      ? [`finishBy ${finishBy} was before the audit of ${today}.`]
      : []),
    ...(start > last ? [tooLate(settings.start, last, today)] : []),
    ...(!hasDay(weeks) && hasDay(openWeeks(today, last, []))
      ? ['freezes leave no day to migrate on: shorten one of them.']
      : []),
  ];
  return { start: start > today ? start : today, weeks, problems };
}

function tooLate(start: string | undefined, last: string, today: string): string {
  if (start !== undefined) return `start ${start} is after the last day for migrations, ${last}.`;
  return today > last
    ? `the last day for migrations was ${last}: no cluster can be planned before it any more.`
    : `the last day for migrations is ${last}, and the week that a plan begins with comes after it.`;
}
