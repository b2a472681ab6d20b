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

  it.each<[NonNullable<Schedule>, object]>([
    [{ daily: { intervalDays: 3 } }, { every: 'day', interval: 3, dayOfWeek: null, dayOfMonth: null, weekIndex: null }],
    [{ daily: {} }, { every: 'day', interval: 1 }],
    [
      { weekly: { dayOfWeek: 'Sunday', intervalWeeks: 2 } },
      { every: 'week', interval: 2, dayOfWeek: 'Sunday', dayOfMonth: null, weekIndex: null },
    ],
    [{ weekly: { dayOfWeek: 'Sunday' } }, { every: 'week', interval: 1 }],
    [
      { absoluteMonthly: { dayOfMonth: 31, intervalMonths: 3 } },
      { every: 'month', interval: 3, dayOfWeek: null, dayOfMonth: 31, weekIndex: null },
    ],
    [
      { relativeMonthly: { dayOfWeek: 'Monday', weekIndex: 'First', intervalMonths: 2 } },
      { every: 'month', interval: 2, dayOfWeek: 'Monday', dayOfMonth: null, weekIndex: 'First' },
    ],
  ])('of %j are told as the report has them', (schedule, days) => {
    expect(maintenanceDays({ id: '', name: 'default', maintenanceWindow: { schedule } })).toMatchObject(days);
  });

  it.each<NonNullable<Schedule>>([
    { relativeMonthly: { dayOfWeek: 'Monday' } },
    { relativeMonthly: { weekIndex: 'First' } },
  ])('are none where a month names half a day: %j', (schedule) => {
    expect(daysOf(schedule, '2027-02-01', '2027-02-28')).toEqual(['no days']);
  });

  it.each([
    ['First', ['2027-03-01']],
    ['second', ['2027-03-08']],
    ['Third', ['2027-03-15']],
    ['Fourth', ['2027-03-22']],
    ['Last', ['2027-03-29']],
  ])('are on the %s Monday', (weekIndex, days) => {
    expect(daysOf({ relativeMonthly: { weekIndex, dayOfWeek: 'Monday' } }, '2027-03-01', '2027-03-31')).toEqual(days);
  });

  it.each([
    ['First', '2027-03-07'],
    ['Second', '2027-03-14'],
    ['Fourth', '2027-03-28'],
  ])('are on the %s Sunday, which ends its seven days', (weekIndex, day) => {
    expect(daysOf({ relativeMonthly: { weekIndex, dayOfWeek: 'Sunday' } }, '2027-03-01', '2027-03-31')).toEqual([day]);
  });

  it('are every such weekday where a report names no week', () => {
    const days = {
      text: '',
      every: 'month',
      interval: 1,
      dayOfWeek: 'Monday',
      dayOfMonth: null,
      weekIndex: null,
    } as const;
    expect(isMaintenanceDay(days, '2027-03-15')).toBe(true);
    expect(isMaintenanceDay({ ...days, dayOfWeek: null }, '2027-03-15')).toBe(false);
    expect(isMaintenanceDay({ ...days, every: 'week', weekIndex: 'First' }, '2027-03-15')).toBe(true);
  });
});
