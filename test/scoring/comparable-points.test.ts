import { describe, expect, it } from 'vitest';
import { comparablePoints, type FleetCount } from '../../src/scoring/comparable-points.ts';
import { forecast } from '../../src/scoring/forecast.ts';

const verdicts = (ready: number, blocked = 0) => ({ ready, needsWork: 0, blocked, unverified: 0 });

/** `scopes`: ready clusters by subscription that was counted whole; `unread`: clusters seen elsewhere. */
function audit(day: number, status: FleetCount['status'], scopes: Record<string, number>, unread = 0): FleetCount {
  const kubenet = Object.values(scopes).reduce((sum, each) => sum + each, unread);
  return {
    asOf: `2026-11-${day}T06:00:00Z`,
    status,
    kubenet,
    verdicts: verdicts(kubenet),
    scopes: Object.fromEntries(Object.entries(scopes).map(([id, count]) => [id, verdicts(count)])),
  };
}

const counts = (now: FleetCount, ...before: FleetCount[]) =>
  comparablePoints(now, before, 3).map(({ kubenet, common }) => [kubenet, common?.scopes]);

describe('points of earlier audits', () => {
  it('of complete audits are what they counted, whatever subscriptions came and went', () => {
    expect(counts(audit(24, 'complete', { a: 1, c: 9 }), audit(22, 'complete', { a: 4, b: 2 }))).toEqual([
      [6, undefined],
    ]);
  });

  it('of a tenant that is never read whole are made over what both audits counted', () => {
    const now = audit(24, 'partial', { a: 3, b: 2 });
    expect(counts(now, audit(22, 'partial', { a: 5, b: 2 }), audit(23, 'partial', { a: 4, b: 2 }))).toEqual([
      [7, 2],
      [6, 2],
    ]);
  });

  it('take what one of them did not see as it is today, so that a subscription that joins is no growth', () => {
    const now = audit(24, 'partial', { a: 3, c: 10 }, 1);
    expect(counts(now, audit(23, 'partial', { a: 5, b: 70 }))).toEqual([[16, 1]]);
  });

  it('compare a complete audit with a partial one the same way, in either order', () => {
    expect(counts(audit(24, 'complete', { a: 3, b: 2 }), audit(23, 'partial', { a: 5 }))).toEqual([[7, 1]]);
    expect(counts(audit(24, 'partial', { a: 3 }), audit(23, 'complete', { a: 5, b: 2 }))).toEqual([[5, 1]]);
  });

  it('let what one audit missed stand as the audit before it counted it, so that a gap makes no dip', () => {
    const now = audit(25, 'partial', { a: 3, b: 2 });
    const before = [
      audit(22, 'partial', { a: 5, b: 4 }),
      audit(23, 'partial', { a: 4 }),
      audit(24, 'partial', { b: 3 }),
    ];
    expect(counts(now, ...before)).toEqual([
      [9, 2],
      [8, 1],
      [7, 1],
    ]);
    expect(counts(now, ...before.toReversed())).toEqual(counts(now, ...before));
  });

  it('are none where no subscription was counted by both, and where an earlier version did not say which', () => {
    expect(counts(audit(24, 'partial', { a: 3 }), audit(23, 'partial', { b: 5 }))).toEqual([]);
    expect(counts(audit(24, 'partial', { a: 3 }), { ...audit(23, 'complete', {}), scopes: undefined })).toEqual([]);
  });

  it('of complete audits stay for a report that read nothing', () => {
    const before = [audit(22, 'complete', { a: 3 }), audit(23, 'partial', { a: 2 })];
    expect(counts(audit(24, 'failed', {}), ...before)).toEqual([[3, undefined]]);
  });

  it('never fall below nothing, by verdict and in all', () => {
    const now = { ...audit(24, 'partial', { a: 4 }), verdicts: verdicts(1, 3) };
    const scopes = { a: verdicts(1, 3) };
    const [point] = comparablePoints({ ...now, scopes }, [audit(23, 'partial', { a: 2 })], 1);
    expect(point).toMatchObject({ kubenet: 2, verdicts: verdicts(2) });
  });

  it('give the tenant its pace', () => {
    const now = audit(29, 'partial', { a: 3 });
    const points = comparablePoints(now, [audit(15, 'partial', { a: 7 }), audit(22, 'partial', { a: 5 })], 2);
    expect(forecast(now, [...points, now]).perWeekLately).toBe(2);
  });
});
