import { describe, expect, it } from 'vitest';
import { verdict } from '../../src/scoring/verdict.ts';
import { aCheckOutcome } from '../builders/check-outcome.ts';

const blocker = aCheckOutcome({
  code: 'MIG-005',
  severity: 'blocker',
  status: 'fail',
  title: 'A pool is an availability set',
});
const high = aCheckOutcome({ code: 'MIG-014', severity: 'high', status: 'fail', title: 'The cluster is dual stack' });
const open = aCheckOutcome({ code: 'RT-001', severity: 'blocker', status: 'unknown' });
const medium = aCheckOutcome({ code: 'RT-012', severity: 'medium', status: 'fail' });

describe('verdict', () => {
  it('is blocked by a failing blocker, before anything else, and names it', () => {
    const { verdict: answer, verdictReason } = verdict([high, open, blocker]);

    expect(answer).toBe('blocked');
    expect(verdictReason).toContain('MIG-005 (A pool is an availability set)');
    expect(verdictReason).not.toContain('MIG-014');
  });

  it('names every blocker', () => {
    const another = { ...blocker, code: 'NP-001' };

    expect(verdict([blocker, another]).verdictReason).toMatch(/MIG-005.*NP-001/);
  });

  it('needs work when a high check fails, also where others are unknown', () => {
    const { verdict: answer, verdictReason } = verdict([open, high]);

    expect(answer).toBe('needsWork');
    expect(verdictReason).toContain('MIG-014 (The cluster is dual stack)');
  });

  it.each([
    ['unknown', 'blocker'],
    ['unknown', 'high'],
    ['error', 'blocker'],
    ['error', 'high'],
  ] as const)('is unverified when a check is %s at severity %s, and names it', (status, severity) => {
    const { verdict: answer, verdictReason } = verdict([medium, { ...open, status, severity }]);

    expect(answer).toBe('unverified');
    expect(verdictReason).toContain('RT-001');
  });

  it.each(['medium', 'low', 'info'] as const)(
    'stays ready when a check of severity %s fails or is unknown',
    (severity) => {
      expect(
        verdict([
          { ...medium, severity },
          { ...open, severity },
        ]).verdict,
      ).toBe('ready');
    },
  );

  it('never counts the category deadline', () => {
    const outcomes = [
      aCheckOutcome({ category: 'deadline', severity: 'blocker', status: 'fail' }),
      aCheckOutcome({ category: 'deadline', severity: 'high', status: 'fail' }),
      aCheckOutcome({ category: 'deadline', severity: 'high', status: 'unknown' }),
    ];

    expect(verdict(outcomes).verdict).toBe('ready');
  });

  it('says that a ready cluster was looked into, where no check was left out', () => {
    expect(verdict([]).verdictReason).toBe('Ready at Azure level and inside the cluster.');
  });

  it('names the in-cluster checks that were not run, which do not make a cluster unverified', () => {
    const notRun = aCheckOutcome({ code: 'NP-003', severity: 'high', status: 'notRun' });

    expect(verdict([notRun])).toEqual({
      verdict: 'ready',
      verdictReason: 'Ready at Azure level; in-cluster checks not run (NP-003).',
    });
    expect(verdict([notRun, blocker]).verdictReason).toContain('in-cluster checks not run (NP-003)');
  });

  it.each(['pass', 'notApplicable'] as const)('is ready with a blocker that is %s', (status) => {
    expect(verdict([{ ...blocker, status }]).verdict).toBe('ready');
  });
});
