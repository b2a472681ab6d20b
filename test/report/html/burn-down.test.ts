import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FleetPoint } from '../../../src/model/report.ts';
import { burnDown } from '../../../src/report/html/burn-down.ts';
import { burnDownSeries } from '../../../src/report/html/burn-down-series.ts';
import { forecast } from '../../../src/scoring/forecast.ts';
import { markupOf } from '../../../src/words/html-escape.ts';
import { aFleet } from '../a-fleet.ts';
import { aPlannedFleet } from '../a-planned-fleet.ts';
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

  it('marks the days on which clusters were first seen elsewhere', async () => {
    const fleet = await aPlannedFleet(8);
    const day = '2026-11-15T06:00:00Z';
    const { left } = burnDownSeries(fleet);

    expect(left).toEqual([{ time: Date.parse(day), kubenet: fleet.history?.at(-1)?.kubenet }]);
    expect(visibleText(markupOf(burnDown(fleet)))).toContain('a cluster has left');
    expect(burnDownSeries(aFleet(8)).left).toEqual([]);
  });

  it('is not there where nothing was ever on kubenet', () => {
    expect(burnDown(anEmptyReport())).toBeNull();
  });

  it('keeps every line in its plot, whatever the numbers did', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 30 });
    const days = fc.integer({ min: -900, max: 400 });
    fc.assert(
      fc.property(counts, days, fc.integer({ min: 1, max: 20 }), (kubenet, shift, step) => {
        const head = aHistory(kubenet, shift, step);
        for (const [x, y, width, height] of coordinates(markupOf(burnDown(head)))) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(height);
        }
      }),
    );
  });

  it('says that the number grew, and draws no range for an end that never comes', () => {
    const markup = markupOf(burnDown(aHistory([40, 44, 41, 50], 0, 7)));

    expect(visibleText(markup)).toMatch(/The number grew by \d/);
    expect(markup).not.toContain('polygon');
  });
});

/** Audits so many days apart, the last one so many days after the fleet's. */
function aHistory(kubenet: readonly number[], shiftDays: number, stepDays: number) {
  const fleet = aFleet(2);
  const verdicts = { ready: 0, needsWork: 0, blocked: 0, unverified: 0 };
  const at = (index: number) =>
    Date.parse(fleet.asOf) + (shiftDays + (index - kubenet.length + 1) * stepDays) * 86_400_000;
  const all = kubenet.map((count, index): FleetPoint => {
    return { asOf: new Date(at(index)).toISOString(), kubenet: count, verdicts };
  });
  const now = all.at(-1) ?? { asOf: fleet.asOf, kubenet: 0, verdicts };
  const summary = { ...fleet.summary, kubenet: now.kubenet, forecast: forecast(now, all) };
  return { ...fleet, asOf: now.asOf, history: all.slice(0, -1), summary };
}

/** Every point of every line and area, with the size of its picture. */
function coordinates(markup: string): (readonly [number, number, number, number])[] {
  return [...markup.matchAll(/viewBox="0 0 (\d+) (\d+)" role.*?<\/svg>/gs)].flatMap(([picture, width, height]) =>
    [...picture.matchAll(/points="([^"]*)"/g)]
      .flatMap(([, points = '']) => points.split(' '))
      .map((point) => {
        const [x = Number.NaN, y = Number.NaN] = point.split(',').map(Number);
        return [x, y, Number(width), Number(height)] as const;
      }),
  );
}
