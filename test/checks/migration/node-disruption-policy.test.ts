import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/node-disruption-policy.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, failingIds, plainCommands } from '../ask.ts';

describe('MIG-013', () => {
  it.each(['Allow', 'allow'])('passes %s', (policy) => {
    expect(ask(check, { nodeDisruption: { policy } }).status).toBe('pass');
  });

  it.each([
    ['Block', 'blocker'],
    ['block', 'blocker'],
    ['AllowDuringMaintenanceWindow', 'medium'],
  ])('fails %s as %s', (policy, severity) => {
    const outcome = ask(check, { nodeDisruption: { policy } });
    expect(outcome).toMatchObject({ status: 'fail', severity });
    expect(failingIds(outcome)).toEqual([clusterId]);
    expect(plainCommands(outcome)[0]).toContain('--node-disruption-policy Allow');
    expect(outcome.fix.text).toContain('aks-preview');
  });

  it('is unknown, at low, for a policy it does not know', () => {
    expect(ask(check, { nodeDisruption: { policy: 'Sometimes' } })).toMatchObject({
      status: 'unknown',
      severity: 'low',
    });
  });

  it('is unknown, at low, where the preview did not answer', () => {
    expect(ask(check, { nodeDisruption: notKnown('400') })).toMatchObject({ status: 'unknown', severity: 'low' });
  });
});
