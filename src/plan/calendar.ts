import type { PlanSettings } from '../model/plan-settings.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Days are ISO dates and compare as texts. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** The last of the days; the empty text for none, which is before every day. */
export function latest(days: readonly string[]): string {
  return days.reduce((last, day) => (day > last ? day : last), '');
}

/** 0 for Monday, 6 for Sunday. */
export function weekdayIndex(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

export function mondayOf(day: string): string {
  return addDays(day, -weekdayIndex(day));
}

export function nextMonday(day: string): string {
  return addDays(mondayOf(day), 7);
}

/** A week with its days that no freeze takes, from its Monday. */
export interface Week {
  readonly monday: string;
  readonly days: readonly string[];
}

/** The weeks of a period (both days included) that have such a day. */
export function openWeeks(from: string, to: string, freezes: PlanSettings['freezes']): Week[] {
  const weeks: Week[] = [];
  for (let monday = mondayOf(from); monday <= to; monday = addDays(monday, 7)) {
    const days = Array.from({ length: 7 }, (_, index) => addDays(monday, index)).filter(
      (day) => day >= from && day <= to && !freezes.some((freeze) => freeze.from <= day && day <= freeze.to),
    );
    if (days.length > 0) weeks.push({ monday, days });
  }
  return weeks;
}
