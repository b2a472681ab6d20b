import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { knownCodes } from '../../src/checks/index.ts';
import { effortOf } from '../../src/model/effort.ts';
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

  it('names no check that there is not', () => {
    const codes = readFileSync('src/model/effort.ts', 'utf8').match(/[A-Z]+-\d{3}/g) ?? [];

    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !knownCodes.has(code))).toEqual([]);
  });
});
