import { describe, expect, it } from 'vitest';
import { inventedYear } from '../../src/local/invented-year.ts';
import { comparablePoints, type FleetCount } from '../../src/scoring/comparable-points.ts';

const scopes = {
  a: { ready: 1, needsWork: 4, blocked: 6, unverified: 1 },
  b: { ready: 0, needsWork: 0, blocked: 0, unverified: 0 },
};
const now: FleetCount = {
  ...{ asOf: '2026-11-22T06:00:00Z', status: 'partial', kubenet: 12, verdicts: scopes.a, scopes },
};

describe('the invented year of the demo', () => {
  const points = comparablePoints(now, inventedYear(now), 3);

  it('is marked as invented in every point, and falls to what was really counted', () => {
    expect(points).toHaveLength(52);
    expect(points.every(({ invented }) => invented)).toBe(true);
    expect(points[0]).toMatchObject({ asOf: '2025-11-23T06:00:00.000Z', kubenet: 24 });
    expect(points.at(-1)?.kubenet).toBe(12);
    const counts = [...points.map(({ kubenet }) => kubenet), now.kubenet];
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });

  it('says how many subscriptions it is made over', () => {
    expect(points[0]?.common).toEqual({ scopes: 2, of: 3 });
  });
});
