import { describe, expect, it } from 'vitest';
import { paceRange } from '../../src/scoring/finish-range.ts';
import { forecast } from '../../src/scoring/forecast.ts';

const counted = (day: string, kubenet: number) => ({ asOf: `${day}T06:00:00Z`, kubenet });

describe('the range of the finish', () => {
  it('lies on both sides of the projected finish, the wider the more the counts jump', () => {
    const now = counted('2026-11-22', 20);
    const calm = forecast(now, [counted('2026-11-01', 29), counted('2026-11-08', 26), counted('2026-11-15', 24), now]);
    const wild = forecast(now, [counted('2026-11-01', 29), counted('2026-11-08', 22), counted('2026-11-15', 28), now]);
    const days = ({ finishRange }: typeof calm) =>
      (Date.parse(finishRange?.latest ?? '2100-01-01') - Date.parse(finishRange?.earliest ?? '')) / 86_400_000;

    expect(calm.finishRange?.earliest?.localeCompare(calm.projectedFinish ?? '')).toBe(-1);
    expect(calm.finishRange?.latest?.localeCompare(calm.projectedFinish ?? '')).toBe(1);
    expect(days(wild)).toBeGreaterThan(days(calm));
  });

  it('has no end where the slowest pace has none', () => {
    const now = counted('2026-11-22', 20);
    const counts = [counted('2026-11-01', 21), counted('2026-11-08', 19), counted('2026-11-15', 22), now];

    expect(forecast(now, counts).finishRange).toMatchObject({ latest: null });
  });

  it('is not claimed from two counts, nor from counts that lie on a line', () => {
    expect(
      paceRange(
        [
          { weeks: -1, kubenet: 5 },
          { weeks: 0, kubenet: 4 },
        ],
        1,
      ),
    ).toBeUndefined();
    const line = [-2, -1, 0].map((weeks) => ({ weeks, kubenet: 4 - weeks }));
    expect(paceRange(line, 1)).toBeUndefined();
  });
});
