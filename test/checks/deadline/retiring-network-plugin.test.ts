import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/deadline/retiring-network-plugin.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, failingIds, plainCommands } from '../ask.ts';

const on = (day: string) => ask(check, {}, { asOf: new Date(`${day}T06:00:00Z`) });

describe('DL-001', () => {
  it('fails for every kubenet cluster, and says how many days are left', () => {
    const outcome = on('2026-11-22');
    expect(outcome).toMatchObject({
      status: 'fail',
      severity: 'medium',
      reason: 'aks-shop uses kubenet, 495 days before AKS stops supporting it.',
      findings: [{ evidence: { networkPlugin: 'kubenet', daysLeft: 495 } }],
    });
    expect(failingIds(outcome)).toEqual([clusterId]);
    expect(plainCommands(outcome)[0]).toContain('--name aks-shop --network-plugin azure --network-plugin-mode overlay');
  });

  it.each([
    ['2026-10-07', 541, 'info'],
    ['2026-10-08', 540, 'info'],
    ['2026-10-09', 539, 'medium'],
    ['2027-03-31', 366, 'medium'],
    ['2027-04-01', 365, 'medium'],
    ['2027-04-02', 364, 'high'],
  ])('on %s, %i days before, at severity %s', (day, daysLeft, severity) => {
    expect(on(day)).toMatchObject({ severity, findings: [{ severity, evidence: { daysLeft } }] });
  });

  it.each([
    ['2028-03-30', '1 day before AKS stops supporting it'],
    ['2028-03-31', 'on the last day that AKS supports it'],
    ['2028-04-01', '1 day after AKS stopped supporting it'],
    ['2029-03-31', '365 days after AKS stopped supporting it'],
  ])('says on %s: %s', (day, when) => {
    expect(on(day)).toMatchObject({ severity: 'high', reason: expect.stringContaining(`kubenet, ${when}.`) });
  });
});
