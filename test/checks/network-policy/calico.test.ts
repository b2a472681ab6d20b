import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/network-policy/calico.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster, plainCommands } from '../ask.ts';

describe('NP-001', () => {
  it.each(['calico', 'Calico', 'CALICO'])('fails with %s', (networkPolicy) => {
    const outcome = askCluster(check, { networkProfile: { networkPolicy } });
    expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker' });
    expect(outcome.findings).toMatchObject([{ resourceId: clusterId, evidence: { networkPolicy } }]);
    expect(plainCommands(outcome)).toEqual([
      'az aks update --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-shop --name aks-shop --network-policy none',
    ]);
  });

  it.each(['none', 'azure', 'cilium'])('passes with %s', (networkPolicy) => {
    expect(askCluster(check, { networkProfile: { networkPolicy } }).status).toBe('pass');
  });

  it('reads an absent policy as none', () => {
    const outcome = askCluster(check, { networkProfile: { networkPolicy: undefined } });
    expect(outcome).toMatchObject({ status: 'pass', reason: expect.stringContaining('not stated') });
  });

  it('is unknown without a network profile', () => {
    expect(askCluster(check, { networkProfile: undefined }).status).toBe('unknown');
  });
});
