import { describe, expect, it } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { codesByEffort, effortOf } from '../../src/model/effort.ts';
import { aFinding, anOutcome } from '../report/an-outcome.ts';

const failing = (code: string, changes: Partial<Parameters<typeof anOutcome>[0]> = {}) =>
  anOutcome({ code, status: 'fail', severity: 'blocker', ...changes });

const reserved = (range: string) => aFinding({ evidence: { range } });

describe('what it takes before a cluster can move', () => {
  it.each([
    ['nothing fails', [anOutcome({ code: 'MIG-001' })], { blockers: 0, kind: 'none' }],
    ['only lesser checks fail', [failing('RT-003', { severity: 'medium' })], { blockers: 0, kind: 'none' }],
    ['a setting is wrong', [failing('MIG-012')], { blockers: 1, kind: 'setting' }],
    ['one of two needs a window', [failing('MIG-012'), failing('NP-001')], { blockers: 2, kind: 'window' }],
    ['one needs another cluster', [failing('IP-006'), failing('NP-001')], { blockers: 2, kind: 'rebuild' }],
    [
      'only the pod CIDR is one that AKS reserves',
      [failing('IP-007', { findings: [reserved('pod CIDR')] })],
      { blockers: 1, kind: 'setting' },
    ],
    [
      'the service CIDR is one too',
      [failing('IP-007', { findings: [reserved('pod CIDR'), reserved('service CIDR')] })],
      { blockers: 1, kind: 'rebuild' },
    ],
    [
      'a report of an earlier version does not say which',
      [failing('IP-007', { findings: [aFinding({ evidence: { ranges: ['172.30.0.0/16'] } })] })],
      { blockers: 1, kind: 'rebuild' },
    ],
    ['no blocker fails', [failing('PLAT-001', { severity: 'high' })], { blockers: 0, kind: 'window' }],
    ['the deadline fails', [failing('DL-001', { category: 'deadline' })], { blockers: 0, kind: 'none' }],
    [
      'somebody accepted it',
      [failing('IP-006', { waiver: { owner: 'a', reason: 'b', expires: '2027-01-01' } })],
      { blockers: 0, kind: 'none' },
    ],
  ])('when %s', (_, outcomes, effort) => {
    expect(effortOf(outcomes)).toEqual(effort);
  });

  it('is written down in src/model/effort.ts for every check that can be of severity blocker or high, and once', () => {
    const stopping = checks.filter(
      ({ category, severities }) =>
        category !== 'deadline' && severities.some((severity) => severity === 'blocker' || severity === 'high'),
    );

    expect(Object.values(codesByEffort).flat().sort()).toEqual(stopping.map(({ code }) => code).sort());
  });
});
