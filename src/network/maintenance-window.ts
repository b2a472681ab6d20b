import type { MaintenanceConfiguration, MaintenanceSchedule } from '../model/azure/maintenance-configuration.ts';
import { countOf } from '../model/count-of.ts';

type Window = NonNullable<MaintenanceConfiguration['maintenanceWindow']>;

/** When AKS may work, in words: `every week on Sunday, from 02:00 (UTC+01:00) for 6 hours`. */
export function maintenanceWindowText({ schedule, startTime, utcOffset, durationHours }: Window): string {
  const zone = utcOffset === undefined ? 'UTC' : `UTC${utcOffset}`;
  const start = startTime === undefined ? '' : `, from ${startTime} (${zone})`;
  const length = durationHours === undefined ? '' : ` for ${countOf(durationHours, 'hour')}`;
  return `${scheduleText(schedule)}${start}${length}`;
}

function scheduleText(schedule: MaintenanceSchedule | undefined): string {
  const { daily, weekly, absoluteMonthly, relativeMonthly } = schedule ?? {};
  if (daily !== undefined) return every(daily.intervalDays, 'day');
  if (weekly !== undefined) return `${every(weekly.intervalWeeks, 'week')} on ${weekly.dayOfWeek ?? 'some day'}`;
  if (absoluteMonthly !== undefined) {
    return `${every(absoluteMonthly.intervalMonths, 'month')} on day ${absoluteMonthly.dayOfMonth ?? '?'}`;
  }
  if (relativeMonthly === undefined) return 'in a maintenance window';
  const { intervalMonths, weekIndex, dayOfWeek } = relativeMonthly;
  return `${every(intervalMonths, 'month')} on the ${weekIndex ?? ''} ${dayOfWeek ?? 'day'}`.replace('  ', ' ');
}

function every(interval: number | undefined, unit: string): string {
  return interval === undefined || interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`;
}
