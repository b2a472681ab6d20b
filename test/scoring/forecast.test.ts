import { describe, expect, it } from 'vitest';
import { forecast } from '../../src/scoring/forecast.ts';

const asOf = '2026-11-22T06:00:00Z';
const counted = (day: string, kubenet: number) => ({ asOf: `${day}T06:00:00Z`, kubenet });

describe('forecast', () => {
  it('needs 0.4 a week for 25 clusters with 495 days left', () => {
    expect(forecast({ asOf, kubenet: 25 }, [])).toEqual({
      perWeekNeeded: 0.4,
      perWeekLately: null,
      projectedFinish: null,
    });
  });

  it('draws a line through the last eight weeks', () => {
    const counts = [counted('2026-11-08', 30), counted('2026-11-15', 28), counted('2026-11-22', 26)];
    expect(forecast({ asOf, kubenet: 26 }, counts)).toEqual({
      perWeekNeeded: 0.4,
      perWeekLately: 2,
      projectedFinish: '2027-02-21',
    });
  });

  it('leaves out what is older than eight weeks, and what comes after', () => {
    const counts = [
      counted('2026-09-01', 500),
      counted('2026-11-15', 26),
      counted('2026-11-22', 25),
      counted('2026-11-29', 0),
    ];
    expect(forecast({ asOf, kubenet: 25 }, counts).perWeekLately).toBe(1);
  });

  it('has no pace from one count, or from two within half a day', () => {
    expect(forecast({ asOf, kubenet: 25 }, [counted('2026-11-22', 25)]).perWeekLately).toBeNull();
    const close = [{ asOf: '2026-11-22T05:00:00Z', kubenet: 26 }, counted('2026-11-22', 25)];
    expect(forecast({ asOf, kubenet: 25 }, close).perWeekLately).toBeNull();
  });

  it('counts a day exactly eight weeks old', () => {
    const counts = [counted('2026-09-27', 33), counted('2026-11-22', 25)];
    expect(forecast({ asOf, kubenet: 25 }, counts).perWeekLately).toBe(1);
  });

  it('has a pace from two counts half a day apart', () => {
    const counts = [{ asOf: '2026-11-21T18:00:00Z', kubenet: 26 }, counted('2026-11-22', 25)];
    expect(forecast({ asOf, kubenet: 25 }, counts)).toMatchObject({ perWeekLately: 14, projectedFinish: '2026-12-04' });
  });

  it('gives the slowest and the fastest finish that three counts allow', () => {
    const counts = [counted('2026-11-08', 30), counted('2026-11-15', 28), counted('2026-11-22', 27)];
    expect(forecast({ asOf, kubenet: 27 }, counts)).toEqual({
      perWeekNeeded: 0.4,
      perWeekLately: 1.5,
      projectedFinish: '2027-03-28',
      finishRange: { earliest: '2027-02-09', latest: '2027-09-27' },
    });
  });

  it('gives no latest finish where the slowest pace never gets there', () => {
    const counts = [counted('2026-11-08', 30), counted('2026-11-15', 26), counted('2026-11-22', 27)];
    expect(forecast({ asOf, kubenet: 27 }, counts).finishRange).toMatchObject({ latest: null });
  });

  it('gives no range when it is finished, though the counts scatter', () => {
    const counts = [counted('2026-11-08', 4), counted('2026-11-15', 3), counted('2026-11-22', 0)];
    expect(forecast({ asOf, kubenet: 0 }, counts)).not.toHaveProperty('finishRange');
  });

  it('takes a finish within a hundred years for a forecast, and none beyond', () => {
    const falling = [counted('2026-11-15', 26), counted('2026-11-22', 25)];
    expect(forecast({ asOf, kubenet: 5214 }, falling).projectedFinish).toBe('2126-10-27');
    expect(forecast({ asOf, kubenet: 5215 }, falling).projectedFinish).toBeNull();
  });

  it('has no finish when nothing moves or the number grows', () => {
    const still = [counted('2026-11-15', 25), counted('2026-11-22', 25)];
    expect(forecast({ asOf, kubenet: 25 }, still)).toMatchObject({ perWeekLately: 0, projectedFinish: null });
    const growing = [counted('2026-11-15', 20), counted('2026-11-22', 25)];
    expect(forecast({ asOf, kubenet: 25 }, growing)).toMatchObject({ perWeekLately: -5, projectedFinish: null });
  });

  it('is finished when no cluster is left', () => {
    const counts = [counted('2026-11-15', 3), counted('2026-11-22', 0)];
    expect(forecast({ asOf, kubenet: 0 }, counts)).toEqual({
      perWeekNeeded: 0,
      perWeekLately: 3,
      projectedFinish: '2026-11-22',
    });
  });

  it.each(['2028-03-30T06:00:00Z', '2028-03-31T06:00:00Z', '2029-01-01T00:00:00Z'])(
    'needs all of them in a week on %s',
    (late) => {
      expect(forecast({ asOf: late, kubenet: 7 }, []).perWeekNeeded).toBe(7);
    },
  );
});
