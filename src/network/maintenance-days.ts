import type { MaintenanceConfiguration } from '../model/azure/maintenance-configuration.ts';
import type { MaintenanceDays } from '../model/report.ts';
import { maintenanceWindowText } from './maintenance-window.ts';

/** The days of a maintenance configuration; undefined where it has no schedule that names days. */
export function maintenanceDays({ maintenanceWindow }: MaintenanceConfiguration): MaintenanceDays | undefined {
  const { daily, weekly, absoluteMonthly, relativeMonthly } = maintenanceWindow?.schedule ?? {};
  if (maintenanceWindow === undefined) return undefined;
  const text = maintenanceWindowText(maintenanceWindow);
  const days = (every: MaintenanceDays['every'], interval: number): MaintenanceDays => ({
    text,
    every,
    interval,
    dayOfWeek: null,
    dayOfMonth: null,
    weekIndex: null,
  });
  if (daily !== undefined) return days('day', daily.intervalDays ?? 1);
  if (weekly?.dayOfWeek !== undefined) {
    return { ...days('week', weekly.intervalWeeks ?? 1), dayOfWeek: weekly.dayOfWeek };
  }
  if (absoluteMonthly?.dayOfMonth !== undefined) {
    const { dayOfMonth, intervalMonths = 1 } = absoluteMonthly;
    return { ...days('month', intervalMonths), dayOfMonth };
  }
  const { dayOfWeek, weekIndex, intervalMonths = 1 } = relativeMonthly ?? {};
  if (dayOfWeek === undefined || weekIndex === undefined) return undefined;
  return { ...days('month', intervalMonths), dayOfWeek, weekIndex };
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const weekIndexes = ['first', 'second', 'third', 'fourth'];

/** Whether the day (ISO date) is one of them. Of an interval above 1 every such day counts. */
export function isMaintenanceDay({ every, dayOfWeek, dayOfMonth, weekIndex }: MaintenanceDays, day: string): boolean {
  if (every === 'day') return true;
  const date = new Date(`${day}T00:00:00Z`);
  if (dayOfMonth !== null) return date.getUTCDate() === dayOfMonth;
  if (weekdays[date.getUTCDay()] !== dayOfWeek?.toLowerCase()) return false;
  if (every === 'week' || weekIndex === null) return true;
  if (weekIndex.toLowerCase() === 'last') return isInLastWeekOfMonth(date);
  return weekIndexes.indexOf(weekIndex.toLowerCase()) === Math.floor((date.getUTCDate() - 1) / 7);
}

function isInLastWeekOfMonth(date: Date): boolean {
  const aWeekLater = new Date(date.getTime() + 7 * 24 * 60 * 60 * 1000);
  return aWeekLater.getUTCMonth() !== date.getUTCMonth();
}
