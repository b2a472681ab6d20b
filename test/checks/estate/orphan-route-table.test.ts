import { describe, expect, it } from 'vitest';
import { judgeOrphanRouteTables } from '../../../src/checks/estate/orphan-route-table.ts';
import { managedRouteTableId, nodeResourceGroup, nodeSubnetId, subscriptionId } from '../../builders/resource-ids.ts';
import { aRouteTable } from '../../builders/route-table.ts';
import { failing, failingIds, plainCommands } from '../ask.ts';

const nodeResourceGroupIds = [`/subscriptions/${subscriptionId}/resourceGroups/${nodeResourceGroup}`];
const aManagedTable = (overrides = {}) =>
  aRouteTable({ id: managedRouteTableId, name: 'aks-agentpool-12345678-routetable', ...overrides });
const orphanId = managedRouteTableId.replace(nodeResourceGroup, 'MC_gone');

describe('RT-015', () => {
  it('passes for a table of AKS that a kubenet cluster uses', () => {
    expect(judgeOrphanRouteTables({ tables: [aManagedTable()], nodeResourceGroupIds })).toMatchObject({
      code: 'RT-015',
      status: 'pass',
      severity: 'low',
    });
  });

  it('names the one of two tables whose cluster is gone or not on kubenet', () => {
    const outcome = judgeOrphanRouteTables({
      tables: [aManagedTable(), aManagedTable({ id: orphanId })],
      nodeResourceGroupIds,
    });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'low', live: false });
    expect(failingIds(outcome)).toEqual([orphanId]);
    expect(failing(outcome)[0]?.evidence).toEqual({ resourceGroup: 'MC_gone', subnets: [nodeSubnetId] });
    expect(plainCommands(outcome)).toEqual([
      `az network route-table delete --subscription ${subscriptionId} --resource-group MC_gone --name aks-agentpool-12345678-routetable`,
    ]);
  });

  it('fails for a table without subnets, also beside its cluster', () => {
    const outcome = judgeOrphanRouteTables({ tables: [aManagedTable({ subnetIds: [] })], nodeResourceGroupIds });

    expect(failingIds(outcome)).toEqual([managedRouteTableId]);
    expect(outcome.reason).toContain('no subnet');
  });

  it('finds the resource group in other letter case', () => {
    const groups = nodeResourceGroupIds.map((id) => id.toUpperCase());

    expect(judgeOrphanRouteTables({ tables: [aManagedTable()], nodeResourceGroupIds: groups }).status).toBe('pass');
  });

  it('does not take a group of the same name in another subscription for it', () => {
    const groups = nodeResourceGroupIds.map((id) => id.replace(subscriptionId, '00000000-0000-0000-0000-000000000002'));

    expect(judgeOrphanRouteTables({ tables: [aManagedTable()], nodeResourceGroupIds: groups }).status).toBe('fail');
  });

  it.each([
    'rt-shop',
    'aks-agentpool-1234567-routetable',
    'aks-agentpool-123456789-routetable',
    'my-aks-agentpool-12345678-routetable',
  ])('leaves out %s, which AKS did not name', (name) => {
    const outcome = judgeOrphanRouteTables({
      tables: [aManagedTable({ name, id: orphanId, subnetIds: [] })],
      nodeResourceGroupIds,
    });

    expect(outcome.status).toBe('notApplicable');
  });

  it('does not apply where there is no table', () => {
    expect(judgeOrphanRouteTables({ tables: [], nodeResourceGroupIds }).status).toBe('notApplicable');
  });
});
