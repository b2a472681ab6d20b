import { describe, expect, it } from 'vitest';
import { defaultPlanSettings } from '../../src/model/plan-settings.ts';
import type { Schedule } from '../../src/model/schedule.ts';
import { milestones, waveOutlooks } from '../../src/plan/outlook.ts';

const weeks = ['2027-01-04', '2027-01-11', '2027-01-18', '2027-01-25', '2027-02-01'];

/** So many clusters in each of the weeks. */
function schedule(sizes: readonly number[], clustersPerWeek: number): Schedule {
  const waves = sizes.map((size, index) => ({
    week: weeks[index] ?? '',
    clusters: Array.from({ length: size }, (_, at) => {
      return { key: `k${index}-${at}`, date: weeks[index] ?? '', verdict: 'ready' as const };
    }),
  }));
  return {
    asOf: '2026-12-31T06:00:00Z',
    settings: defaultPlanSettings,
    clustersPerWeek,
    weeks,
    waves: waves.filter(({ clusters }) => clusters.length > 0),
    misfits: [],
    problems: [],
  };
}

describe('waveOutlooks', () => {
  it('says by which week a wave must begin, for what is left to fit', () => {
    const found = waveOutlooks(schedule([2, 2, 1], 2));
    expect(found.map(({ latestWeek, slackWeeks }) => [latestWeek, slackWeeks])).toEqual([
      ['2027-01-18', 2],
      ['2027-01-25', 2],
      ['2027-02-01', 2],
    ]);
  });

  it('has no slack where every week is full to the last', () => {
    expect(waveOutlooks(schedule([2, 2, 2, 2, 2], 2)).map(({ slackWeeks }) => slackWeeks)).toEqual([0, 0, 0, 0, 0]);
  });

  it('moves the full weeks after a wave that slips, up to the first with room', () => {
    expect(waveOutlooks(schedule([2, 2, 1, 2, 0], 2))[0]?.slip).toEqual({
      weeks: ['2027-01-11', '2027-01-18', '2027-01-25'],
      clusters: 6,
      late: 0,
    });
    expect(waveOutlooks(schedule([1, 1, 2], 2))[0]?.slip).toEqual({ weeks: [], clusters: 1, late: 0 });
  });

  it('counts those that find no week any more', () => {
    const found = waveOutlooks(schedule([0, 0, 0, 2, 2], 2));
    expect(found.map(({ slip }) => slip)).toEqual([
      { weeks: ['2027-02-01'], clusters: 4, late: 2 },
      { weeks: [], clusters: 2, late: 2 },
    ]);
  });
});

describe('milestones', () => {
  it('counts at the end of each quarter what is left by the plan, and what may be left', () => {
    const plan = { ...schedule([2, 2, 2], 2), weeks: [...weeks, '2027-04-05', '2027-04-12'] };
    expect(milestones(plan)).toEqual([
      { date: '2026-12-31', planned: 6, atMost: 6 },
      { date: '2027-03-31', planned: 0, atMost: 4 },
    ]);
  });

  it('counts clusters that cannot make it as left', () => {
    const misfits = [{ key: 'x', reason: 'room' as const, earliest: '2027-01-01' }];
    expect(milestones({ ...schedule([2], 2), misfits }).map(({ planned }) => planned)).toEqual([3]);
  });
});
