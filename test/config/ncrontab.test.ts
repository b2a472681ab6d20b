import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSchedule, scheduleNotice } from '../../src/config/schedule.ts';
import { readTimeSpan, timeSpanText } from '../../src/config/time-span.ts';

const now = new Date('2026-11-27T12:00:00Z');

/** What the host's own parser made of each on .NET: next times, normal form, time span. */
const measured = readFileSync(join(import.meta.dirname, 'ncrontab-3.4.0.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('expression\t'))
  .map((line) => {
    const [expression = '', next = '', normalForm = '', timeSpan = ''] = line.split('\t');
    return { expression, next, normalForm, timeSpan };
  });

function nextThree(text: string): string {
  const schedule = parseSchedule(text);
  const first = schedule.next(now);
  const second = first && schedule.next(first);
  const third = second && schedule.next(second);
  return [first, second, third].map((time) => time?.toISOString().replace('.000Z', 'Z')).join(' ');
}

describe('a schedule', () => {
  it('is measured in 74 expressions', () => expect(measured).toHaveLength(74));

  it.each(measured)('$expression is what the host makes of it', ({ expression, next, normalForm, timeSpan }) => {
    const span = readTimeSpan(expression);
    expect(span === undefined ? '' : timeSpanText(span)).toBe(timeSpan);
    if (timeSpan !== '') expect(parseSchedule(expression).normalForm).toBe(timeSpan);
    else if (next === 'never') expect(() => parseSchedule(expression)).toThrow('it would never fire');
    else if (next === 'refused') expect(() => parseSchedule(expression)).toThrow(/\w/);
    else expect([nextThree(expression), parseSchedule(expression).normalForm]).toEqual([next, normalForm]);
  });

  it.each([
    ['0 0 6 * * 7', '7 in the day of the week is outside 0 to 6'],
    ['0 0 6 ? * MON', '"?" in the day of the month is no number from 1 to 31'],
    ['0 0 6 * * Mondays', '"Mondays" in the day of the week is no number from 0 to 6 or an English name'],
    ['@daily', 'it has 1 fields, where five or six divided by spaces are expected'],
    ['0 0 6 31 2 *', 'no day fits it, so it would never fire'],
    ['00:00:00', 'it is a time span of less than a second'],
    ['-1.00:00:00', 'it is a time span of less than a second'],
  ])('%s is refused with the reason', (text, reason) => {
    expect(() => parseSchedule(text)).toThrow(reason);
  });

  it.each([
    ['0 0 6 * * SAT-SUN', '0 0 6 * * *: SAT-SUN runs backwards, so its ends are swapped. Next: 2026-11-28T06:00:00Z'],
    ['0 0 6 * DEC-FEB *', '0 0 6 * 2-12 *: DEC-FEB runs backwards, so its ends are swapped.'],
    ['0 0 22-2 * * *', '0 0 2-22 * * *: 22-2 runs backwards, so its ends are swapped. Next: 2026-11-27T13:00:00Z'],
    ['0 0 6 */0 * *', '0 0 6 * * *: */0 steps by one.'],
    ['0 0 */25 * * *', '0 0 0 * * *: */25 never reaches its first step.'],
    ['0 0 6 * * T', '0 0 6 * * 2: T is Tuesday, the first name that begins so.'],
    ['0 0 6 1 * MON', '0 0 6 1 * 1: day of the month and day of the week must both match. Next: 2027-02-01T06:00:00Z'],
    [
      '24:00:00',
      '24.00:00:00: it is no expression but a time span, 24.00:00:00, which only an App Service plan takes. Next: 2026-12-21T12:00:00Z, 2027-01-14T12:00:00Z, 2027-02-07T12:00:00Z.',
    ],
  ])('%s is said to mean something else than it seems', (text, meaning) => {
    expect(scheduleNotice(text, now)).toContain(`"${text}" means ${meaning}`);
  });

  it.each(['0 0 6 * * *', '0 */5 * * * *', '0 0 6 * * MON-FRI', '0 6 * * *', '0 0 6 1,15 * *', '59/5 * * * * *'])(
    '%s means what it seems',
    (text) => expect(scheduleNotice(text, now)).toBeUndefined(),
  );
});

describe('a time span', () => {
  it.each([
    ['00:30', 30 * 60_000],
    ['1.02:03:04.5', (((24 + 2) * 60 + 3) * 60 + 4) * 1000 + 500],
    ['23:59:59', 86_399_000],
    ['24:00:00', 24 * 86_400_000],
    ['1:02:03:04', (((24 + 2) * 60 + 3) * 60 + 4) * 1000],
    ['1.24:00:00', undefined],
    ['24:00', undefined],
    ['00:60:00', undefined],
    ['1.5', undefined],
    ['10675200', undefined],
    ['soon', undefined],
  ])('%s is %s ms', (text, ms) => expect(readTimeSpan(text)).toBe(ms));
});
