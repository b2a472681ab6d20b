import { describe, expect, it } from 'vitest';
import { isMaintenanceDay, maintenanceDays } from '../../src/network/maintenance-days.ts';

type Schedule = NonNullable<Parameters<typeof maintenanceDays>[0]['maintenanceWindow']>['schedule'];

function daysOf(schedule: NonNullable<Schedule>, from: string, to: string): string[] {
  const days = maintenanceDays({ id: '', name: 'default', maintenanceWindow: { schedule } });
  if (days === undefined) return ['no days'];
  const first = Date.parse(from);
  const all = Array.from({ length: (Date.parse(to) - first) / 86_400_000 + 1 }, (_, index) =>
    new Date(first + index * 86_400_000).toISOString().slice(0, 10),
  );
  return all.filter((day) => isMaintenanceDay(days, day));
}

describe('maintenance days', () => {
  it.each<[string, NonNullable<Schedule>, string[]]>([
    ['every day', { daily: { intervalDays: 1 } }, ['2027-01-30', '2027-01-31', '2027-02-01']],
    ['a weekday in any letter case', { weekly: { dayOfWeek: 'sunday' } }, ['2027-01-31']],
    ['a day of the month', { absoluteMonthly: { dayOfMonth: 1 } }, ['2027-02-01']],
    ['the first Monday', { relativeMonthly: { weekIndex: 'First', dayOfWeek: 'Monday' } }, ['2027-02-01']],
    ['the last Saturday', { relativeMonthly: { weekIndex: 'Last', dayOfWeek: 'Saturday' } }, ['2027-01-30']],
    [
      'the fourth Saturday, which is not the last',
      { relativeMonthly: { weekIndex: 'Fourth', dayOfWeek: 'Saturday' } },
      [],
    ],
    ['no day that is named', { weekly: {} }, ['no days']],
    ['nothing', {}, ['no days']],
  ])('are those of %s', (_what, schedule, days) => {
    expect(daysOf(schedule, '2027-01-30', '2027-02-01')).toEqual(days);
  });

  it('are none without a window', () => {
    expect(maintenanceDays({ id: '', name: 'default' })).toBeUndefined();
  });
});
