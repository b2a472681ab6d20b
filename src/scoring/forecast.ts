import { daysLeft } from '../model/deadline.ts';
import type { Summary } from '../model/report.ts';
import { type CountAt, paceRange } from './finish-range.ts';

/** How many clusters were on kubenet at one moment. */
export interface KubenetCount {
  /** ISO 8601 in UTC. */
  readonly asOf: string;
  readonly kubenet: number;
}

const dayMs = 24 * 60 * 60 * 1000;
const weekMs = 7 * dayMs;

/** The pace is that of this time before `asOf`. */
const paceWeeks = 8;

/** Two counts closer than this say nothing about a week. */
const leastSpanMs = dayMs / 2;

/** A date beyond this is no forecast. */
const furthestMs = 100 * 365 * dayMs;

/**
 * The pace that is needed to be done by the deadline, and the one there lately was, in clusters a week to one decimal.
 * `perWeekNeeded`: after the deadline, and in its last week, all that are left. `perWeekLately`: the slope of the straight line
 * through the counts (least squares), positive when they fall; null with fewer than two, or all within half a day.
 * `projectedFinish`: the day that line reaches zero from the present count; the day of `asOf` when it is zero, null without a pace
 * or with one that never gets there.
 * `finishRange`: the same with the slowest and the fastest pace that the counts allow; absent without a pace, or with fewer than three.
 * `counts`: of complete runs only, this one's among them if it is complete, in any order.
 */
export function forecast(now: KubenetCount, counts: readonly KubenetCount[]): Summary['forecast'] {
  const weeksLeft = Math.max(1, daysLeft(new Date(now.asOf)) / 7);
  const points = pointsOfPace(now, counts);
  const pace = clustersPerWeek(points);
  const range = pace === null || now.kubenet === 0 ? undefined : paceRange(points, pace);
  return {
    perWeekNeeded: toOneDecimal(now.kubenet / weeksLeft),
    perWeekLately: pace === null ? null : toOneDecimal(pace),
    projectedFinish: projectedFinish(now, pace),
    ...(range === undefined
      ? {}
      : {
          finishRange: {
            earliest: projectedFinish(now, range.fastest),
            latest: projectedFinish(now, range.slowest),
          },
        }),
  };
}

function pointsOfPace(now: KubenetCount, counts: readonly KubenetCount[]): readonly CountAt[] {
  const end = Date.parse(now.asOf);
  return counts
    .map(({ asOf, kubenet }) => ({ weeks: (Date.parse(asOf) - end) / weekMs, kubenet }))
    .filter(({ weeks }) => weeks <= 0 && weeks >= -paceWeeks);
}

function clustersPerWeek(points: readonly CountAt[]): number | null {
  const weeks = points.map((point) => point.weeks);
  if (points.length < 2 || (Math.max(...weeks) - Math.min(...weeks)) * weekMs < leastSpanMs) return null;
  const meanWeeks = mean(weeks);
  const meanKubenet = mean(points.map((point) => point.kubenet));
  const covariance = mean(points.map((point) => (point.weeks - meanWeeks) * (point.kubenet - meanKubenet)));
  const variance = mean(weeks.map((each) => (each - meanWeeks) ** 2));
  // Zero has no sign in a report.
  return -covariance / variance || 0;
}

function projectedFinish(now: KubenetCount, pace: number | null): string | null {
  if (now.kubenet === 0) return toDay(Date.parse(now.asOf));
  if (pace === null || pace <= 0) return null;
  const wait = (now.kubenet / pace) * weekMs;
  return wait > furthestMs ? null : toDay(Date.parse(now.asOf) + wait);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function toOneDecimal(value: number): number {
  return Math.round(value * 10) / 10 || 0;
}

function toDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
