import type { ClusterMemory } from '../../model/alert.ts';
import type { ClusterReport } from '../../model/report.ts';
import { dateText } from '../../words/dates.ts';
import { counted, nodesLeftText } from '../../words/words.ts';
import { forecastHistory, headroomForecastDays } from '../thresholds.ts';
import type { ChangeLog } from './change-log.ts';

type Samples = ClusterMemory['nodesLeft'];

const dayMs = 24 * 60 * 60 * 1000;

/** The history with this audit's number: one a day, the day's last, and none older than a forecast uses. */
export function withSample(samples: Samples, asOf: string, nodesLeft: number | null): Samples {
  const today = dayOf(asOf);
  const kept = samples.filter(([day]) => day > today - forecastHistory.days && day <= today);
  if (nodesLeft === null) return kept;
  return [...kept.filter(([day]) => day !== today), [today, nodesLeft]];
}

/**
 * Days from the last sample until no node fits any more, along the straight line through the samples (least squares). Undefined
 * with too little history; infinity where the room does not shrink.
 */
export function daysUntilFull(samples: Samples): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || samples.length < forecastHistory.leastSamples) return undefined;
  if (last[0] - first[0] < forecastHistory.leastSpanDays) return undefined;
  const meanDay = mean(samples.map(([day]) => day));
  const meanLeft = mean(samples.map(([, left]) => left));
  const slope =
    samples.reduce((sum, [day, left]) => sum + (day - meanDay) * (left - meanLeft), 0) /
    samples.reduce((sum, [day]) => sum + (day - meanDay) ** 2, 0);
  return slope < 0 ? Math.floor(last[1] / -slope) : Number.POSITIVE_INFINITY;
}

/** Says when the room is forecast to run out, and when it no longer is. */
export function sayHeadroomForecast(
  { headroom }: Pick<ClusterReport, 'headroom'>,
  samples: Samples,
  asOf: string,
  log: ChangeLog,
): void {
  const days = daysUntilFull(samples);
  if (days === undefined || headroom.nodesLeft === null) return;
  const limit = log.isOpen('headroomForecast') ? headroomForecastDays.closeDays : headroomForecastDays.openDays;
  const isOpen = days <= limit;
  log.settle(isOpen, {
    condition: 'headroomForecast',
    kind: 'headroomForecast',
    severity: 'high',
    title: isOpen
      ? `At the recent pace no node fits after ${dateText(dateIn(asOf, days))} (${counted(days, 'day')})`
      : 'The room for nodes no longer runs out soon',
    detail: `Nodes that still fit: ${nodesLeftText(headroom)}.`,
  });
}

function dayOf(iso: string): number {
  return Math.floor(Date.parse(iso) / dayMs);
}

function dateIn(iso: string, days: number): string {
  return new Date(Date.parse(iso) + days * dayMs).toISOString().slice(0, 10);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
