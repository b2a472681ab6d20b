import { describe, expect, it } from 'vitest';
import { maintenanceWindowText } from '../../src/network/maintenance-window.ts';

describe('maintenanceWindowText', () => {
  it.each([
    [{ schedule: { daily: { intervalDays: 3 } } }, 'every 3 days'],
    [{ schedule: { daily: {} }, startTime: '23:30' }, 'every day, from 23:30 (UTC)'],
    [
      { schedule: { weekly: { intervalWeeks: 2, dayOfWeek: 'Monday' } }, startTime: '00:00', utcOffset: '-05:00' },
      'every 2 weeks on Monday, from 00:00 (UTC-05:00)',
    ],
    [{ schedule: { weekly: {} } }, 'every week on some day'],
    [{ schedule: { absoluteMonthly: { intervalMonths: 1, dayOfMonth: 15 } } }, 'every month on day 15'],
    [
      {
        schedule: { relativeMonthly: { intervalMonths: 3, weekIndex: 'First', dayOfWeek: 'Sunday' } },
        durationHours: 4,
      },
      'every 3 months on the First Sunday for 4 hours',
    ],
    [{ schedule: { absoluteMonthly: {} } }, 'every month on day ?'],
    [{ schedule: { relativeMonthly: { dayOfWeek: 'Sunday' } } }, 'every month on the Sunday'],
    [{ schedule: { relativeMonthly: { weekIndex: 'Last' } } }, 'every month on the Last day'],
    [{}, 'in a maintenance window'],
  ])('says %j in words', (window, text) => {
    expect(maintenanceWindowText(window)).toBe(text);
  });
});
