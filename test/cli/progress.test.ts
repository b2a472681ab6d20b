import { describe, expect, it } from 'vitest';
import { progressText } from '../../src/cli/progress.ts';

const requests = { total: 1234, throttled: 0, retried: 0, failed: 0 };
const progress = { subscriptions: 8, clustersDone: 20, clustersTotal: 60, requests };

describe('progressText', () => {
  it('says what is done, and how long the rest takes at the pace so far', () => {
    expect(progressText(progress, requests, 30_000)).toBe(
      '8 subscriptions · 20 of 60 clusters · 1,234 requests · 60 s left',
    );
    expect(progressText(progress, requests, 30 * 60_000)).toContain('60 min left');
    expect(progressText(progress, requests, 100 * 60_000)).toContain('3 h 20 min left');
  });

  it('promises nothing before the first cluster and after the last', () => {
    expect(progressText({ ...progress, clustersDone: 0 }, requests, 1000)).not.toContain('left');
    expect(progressText({ ...progress, clustersDone: 60 }, requests, 1000)).not.toContain('left');
  });

  it('counts requests while it is still looking for clusters, and what was throttled', () => {
    expect(progressText(undefined, { ...requests, throttled: 2 }, 0)).toBe(
      'Finding subscriptions and clusters · 1,234 requests, 2 throttled',
    );
  });
});
