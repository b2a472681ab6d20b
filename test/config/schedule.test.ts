import { describe, expect, it } from 'vitest';
import { slotAt } from '../../src/config/schedule.ts';

const slot = (schedule: string, now: string) => slotAt(schedule, new Date(now)).toISOString();

describe('slotAt', () => {
  it.each([
    ['exactly on time', '2026-11-22T06:00:00.000Z', '2026-11-22T06:00:00.000Z'],
    ['a moment late', '2026-11-22T06:00:03.250Z', '2026-11-22T06:00:00.000Z'],
    ['a moment early', '2026-11-22T05:59:59.900Z', '2026-11-22T06:00:00.000Z'],
    ['while the clock is stepped back ten seconds', '2026-11-22T05:59:49.900Z', '2026-11-22T06:00:00.000Z'],
    ['a minute early', '2026-11-22T05:59:00.000Z', '2026-11-22T06:00:00.000Z'],
    ['hours late', '2026-11-22T13:30:00.000Z', '2026-11-22T06:00:00.000Z'],
    ['late by more than a day', '2026-11-24T05:00:00.000Z', '2026-11-23T06:00:00.000Z'],
  ])("is the 6 o'clock of the day for a timer that fires %s", (_, now, expected) => {
    expect(slot('0 0 6 * * *', now)).toBe(expected);
  });

  it('is the slot that has passed where the next is more than a moment away', () => {
    expect(slot('0 0 6 * * *', '2026-11-22T05:58:59.900Z')).toBe('2026-11-21T06:00:00.000Z');
    expect(slot('0 * * * * *', '2026-11-22T05:59:44.000Z')).toBe('2026-11-22T05:59:00.000Z');
    expect(slot('0 * * * * *', '2026-11-22T05:59:46.000Z')).toBe('2026-11-22T06:00:00.000Z');
  });

  it('is a multiple of a time span', () => {
    expect(slot('1.00:00:00', '2026-11-22T06:00:00Z')).toBe('2026-11-22T00:00:00.000Z');
  });

  it('takes day of month and day of week together, as NCRONTAB does', () => {
    expect(slot('0 0 6 1 * MON', '2026-11-22T06:00:00Z')).toBe('2026-06-01T06:00:00.000Z');
  });
});
