import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/infrastructure-code.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster, failingIds, plainCommands } from '../ask.ts';

describe('MIG-020', () => {
  it.each(['pins-kubenet', ' Pins-Kubenet ', 'azurerm-before-30959'])('fails the declaration %j', (value) => {
    const outcome = askCluster(check, { tags: { 'Kubenet-Audit-IaC': value } });
    expect(outcome).toMatchObject({ status: 'fail', severity: 'medium' });
    expect(failingIds(outcome)).toEqual([clusterId]);
    expect(plainCommands(outcome)).toEqual([
      `az tag update --resource-id ${clusterId} --operation merge --tags kubenet-audit-iac=ready`,
    ]);
  });

  it('passes where the owner says it is ready', () => {
    expect(askCluster(check, { tags: { 'kubenet-audit-iac': 'ready' } }).status).toBe('pass');
  });

  it.each([{}, { 'kubenet-audit-iac': ' ' }, { iac: 'pins-kubenet' }])('does not apply with the tags %j', (tags) => {
    const outcome = askCluster(check, { tags });
    expect(outcome.status).toBe('notApplicable');
    expect(outcome.reason).toContain('kubenet-audit-iac');
  });

  it.each(['terraform', 'toString'])('is unknown for %s, and names what it knows', (value) => {
    const outcome = askCluster(check, { tags: { 'kubenet-audit-iac': value } });
    expect(outcome.status).toBe('unknown');
    expect(outcome.reason).toContain('pins-kubenet');
  });
});
