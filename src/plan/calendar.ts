import type { PlanSettings } from '../model/plan-settings.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Days are ISO dates and compare as texts. */
export function addDays(day: string, days: number): string {
  return dayAt(startOf(day) + days * dayMs);
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function dayAt(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The last of the days; the empty text for none, which is before every day. */
export function latest(days: readonly string[]): string {
  return days.reduce((last, day) => (day > last ? day : last), '');
}

/** 0 for Monday, 6 for Sunday. */
export function weekdayIndex(day: string): number {
  return (new Date(startOf(day)).getUTCDay() + 6) % 7;
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
  const isOpen = (day: string) =>
    day >= from && day <= to && !freezes.some((freeze) => freeze.from <= day && day <= freeze.to);
  const weeks: Week[] = [];
  // Some 500 days, in every audit: counted in numbers, and each written once.
  for (let start = startOf(mondayOf(from)); dayAt(start) <= to; start += 7 * dayMs) {
    const week = Array.from({ length: 7 }, (_, index) => dayAt(start + index * dayMs));
    const days = week.filter(isOpen);
    if (days.length > 0) weeks.push({ monday: week[0] ?? from, days });
  }
  return weeks;
}
