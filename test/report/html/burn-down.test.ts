import { describe, expect, it } from 'vitest';
import { burnDown } from '../../../src/report/html/burn-down.ts';
import { burnDownSeries } from '../../../src/report/html/burn-down-series.ts';
import { markupOf } from '../../../src/report/html/escape.ts';
import { aFleet } from '../a-fleet.ts';
import { aHealthyReport, anEmptyReport } from '../a-report.ts';
import { visibleText } from './markup.ts';

const day = (time: number) => new Date(time).toISOString().slice(0, 10);

describe('the burn-down', () => {
  it('runs from the first audit to the later of deadline and finish, and ends at none', () => {
    const series = burnDownSeries(aFleet(40));

    expect(series.measured).toHaveLength(53);
    expect(series.measured.at(-1)?.kubenet).toBe(40);
    expect(series.end).toBeGreaterThan(Date.parse('2028-10-02') - 365 * 86_400_000);
    expect(series.forecast).toEqual({ time: Date.parse('2028-05-14'), kubenet: 0 });
    expect(series.most).toBeGreaterThanOrEqual(64);
  });

  it('leaves the picture where the finish is far beyond the deadline, still falling', () => {
    const fleet = aFleet(40);
    const forecast = { perWeekNeeded: 0.6, perWeekLately: 0.1, projectedFinish: '2034-01-01' };
    const series = burnDownSeries({ ...fleet, summary: { ...fleet.summary, forecast } });

    expect(day(series.end) < '2029-06-30').toBe(true);
    expect(series.forecast?.time).toBe(series.end);
    expect(series.forecast?.kubenet).toBeGreaterThan(20);
    expect(series.forecast?.kubenet).toBeLessThan(40);
  });

  it('goes up with a pace that does', () => {
    const fleet = aFleet(40);
    const forecast = { perWeekNeeded: 0.6, perWeekLately: -0.2, projectedFinish: null };

    expect(burnDownSeries({ ...fleet, summary: { ...fleet.summary, forecast } }).forecast?.kubenet).toBeGreaterThan(40);
  });

  it('draws no forecast without history, and says what there is', () => {
    const markup = markupOf(burnDown(aHealthyReport()));

    expect(markup).not.toContain('class="forecast"');
    expect(visibleText(markup)).toContain(
      '2 clusters on kubenet on 22 Nov 2026. The straight line reaches none on 31 Mar 2028.',
    );
  });

  it('gives its numbers as a table, the newest first', () => {
    const text = visibleText(markupOf(burnDown(aFleet(40))));

    expect(text).toMatch(/Show as table Audit On kubenet .* 22 Nov 2026 40 /);
    expect(text).toContain('four times in five');
  });

  it('is not there where nothing was ever on kubenet', () => {
    expect(burnDown(anEmptyReport())).toBeNull();
  });
});
