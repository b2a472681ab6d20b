import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/cluster-power-state.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster, plainCommands } from '../ask.ts';

describe('MIG-002', () => {
  it.each([
    ['Running', 'pass'],
    ['running', 'pass'],
    ['Stopped', 'fail'],
    ['Deallocating', 'fail'],
    ['', 'fail'],
  ])('power state %j: %s', (code, status) => {
    const outcome = askCluster(check, { powerState: { code } });
    expect(outcome).toMatchObject({ status, severity: 'blocker' });
    expect(outcome.findings).toMatchObject([{ resourceId: clusterId, evidence: { powerState: code } }]);
  });

  it('names the command that starts the cluster', () => {
    const outcome = askCluster(check, { powerState: { code: 'Stopped' }, provisioningState: 'Succeeded' });
    expect(plainCommands(outcome)).toEqual([
      'az aks start --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-shop --name aks-shop',
    ]);
  });

  it.each([[undefined], [{}]])('is unknown where the power state is %j', (powerState) => {
    expect(askCluster(check, { powerState }).status).toBe('unknown');
  });
});
