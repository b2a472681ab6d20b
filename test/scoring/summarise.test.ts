import { describe, expect, it } from 'vitest';
import { createSummaryTally } from '../../src/scoring/summarise.ts';

const forecast = { perWeekNeeded: 0.1, perWeekLately: null, projectedFinish: null };

describe('createSummaryTally', () => {
  it('counts kubenet clusters by verdict, and those that lose traffic now', () => {
    const tally = createSummaryTally();
    tally.add({ subscriptionId: 'S', verdict: 'ready', live: [] });
    tally.add({ subscriptionId: 'S', verdict: 'needsWork', live: [] });
    tally.add({ subscriptionId: 'S', verdict: 'needsWork', live: ['RT-004'] });
    tally.add({ subscriptionId: 'S', verdict: 'blocked', live: ['RT-001', 'RT-004'] });
    tally.add({ subscriptionId: 'S', verdict: 'unverified', live: [] });

    expect(tally.kubenet).toBe(5);
    expect(tally.summary({ overlay: 3, other: 2 }, forecast)).toEqual({
      clusters: 10,
      kubenet: 5,
      overlay: 3,
      other: 2,
      liveProblems: 2,
      verdicts: { ready: 1, needsWork: 2, blocked: 1, unverified: 1 },
      forecast,
    });
  });

  it('has a count for every verdict where there is no cluster', () => {
    expect(createSummaryTally().summary({ overlay: 0, other: 0 }, forecast)).toMatchObject({
      clusters: 0,
      verdicts: { ready: 0, needsWork: 0, blocked: 0, unverified: 0 },
    });
  });

  it('keeps a summary as it was when more clusters follow', () => {
    const tally = createSummaryTally();
    const before = tally.summary({ overlay: 0, other: 0 }, forecast);
    tally.add({ subscriptionId: 'S', verdict: 'ready', live: [] });
    expect(before.verdicts.ready).toBe(0);
  });
});
