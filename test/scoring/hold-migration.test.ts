import { describe, expect, it } from 'vitest';
import type { CheckOutcome } from '../../src/model/outcome.ts';
import { holdMigration } from '../../src/scoring/hold-migration.ts';
import { aCheckOutcome } from '../builders/check-outcome.ts';

const update = '# CANNOT BE UNDONE: x.\naz aks update --name a --network-plugin azure --network-plugin-mode overlay';
const withPodCidr = `${update} --pod-cidr '<newPodCidr>'`;

const outcome = (code: string, changes: Partial<CheckOutcome>): CheckOutcome =>
  aCheckOutcome({ code, category: 'migration', severity: 'high', status: 'pass', live: false, ...changes });
const deadline = outcome('DL-001', {
  category: 'deadline',
  status: 'fail',
  fix: { text: 'Move it.', commands: [update] },
});
const commandsOf = (outcomes: readonly CheckOutcome[], code: string) =>
  holdMigration(outcomes).find((each) => each.code === code)?.fix.commands;

describe('the command that moves a cluster to Overlay', () => {
  it('is printed where nothing stops it', () => {
    expect(commandsOf([deadline, outcome('MIG-001', {})], 'DL-001')).toEqual([update]);
    expect(commandsOf([deadline, outcome('MIG-001', { status: 'fail', severity: 'medium' })], 'DL-001')).toEqual([
      update,
    ]);
  });

  it.each([
    ['a blocker', { status: 'fail', severity: 'blocker' }],
    ['work', { status: 'fail', severity: 'high' }],
    ['a live problem of any severity', { status: 'fail', severity: 'low', live: true }],
    ['what could not be read', { status: 'unknown', severity: 'blocker' }],
    ['a defect of ours', { status: 'error', severity: 'high' }],
  ] as const)('gives way to %s, which the text names', (_, changes) => {
    const [held] = holdMigration([deadline, outcome('RT-004', changes)]);
    expect(held?.fix).toEqual({ text: 'Not yet: first settle RT-004. Move it.', commands: [] });
  });

  it('is printed with another pod CIDR where that mends the one thing in the way, and not beside it', () => {
    const range = outcome('IP-007', {
      status: 'fail',
      severity: 'blocker',
      fix: { text: 'Another range.', commands: [withPodCidr] },
    });
    expect(commandsOf([deadline, range], 'IP-007')).toEqual([withPodCidr]);
    expect(commandsOf([deadline, range], 'DL-001')).toEqual([]);
    expect(commandsOf([range, outcome('RT-004', { status: 'fail' })], 'IP-007')).toEqual([]);
  });
});
