import { describe, expect, it } from 'vitest';
import {
  judgeOrphanRouteTables,
  type TableOwner,
  tablesInDoubt,
} from '../../../src/checks/estate/orphan-route-table.ts';
import type { RouteTable } from '../../../src/model/azure/route-table.ts';
import { known, notKnown } from '../../../src/model/fact.ts';
import { resourceKey } from '../../../src/model/resource-id.ts';
import { managedRouteTableId, nodeResourceGroup, nodeSubnetId, subscriptionId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { failing, failingIds, plainCommands } from '../ask.ts';

const groupId = `/subscriptions/${subscriptionId}/resourceGroups/${nodeResourceGroup}`;
const owner = (changes: Partial<TableOwner> = {}): TableOwner => ({
  name: 'aks-shop',
  subscriptionId,
  nodeResourceGroupId: groupId,
  poolNames: ['system', 'user'],
  hasLeftKubenet: false,
  ...changes,
});
const aManagedTable = (overrides = {}) =>
  aRouteTable({ id: managedRouteTableId, name: 'aks-agentpool-12345678-routetable', routes: [], ...overrides });
const orphanId = managedRouteTableId.replace(nodeResourceGroup, 'MC_gone');
const podRoutes = [aRoute({ name: 'aks-system-12345678-vmss000000____102440024' })];
const judge = (tables: readonly RouteTable[], owners: readonly TableOwner[] = [owner()]) =>
  judgeOrphanRouteTables({
    tables,
    owners,
    routes: new Map(tables.map((table) => [resourceKey(table.id), known(table)])),
  });

describe('RT-015', () => {
  it('passes for a table of AKS that a kubenet cluster uses, also where it was detached', () => {
    expect(judge([aManagedTable()])).toMatchObject({ code: 'RT-015', status: 'pass', severity: 'low' });
    expect(judge([aManagedTable({ subnetIds: [] })]).status).toBe('pass');
  });

  it('offers to delete the one of two tables that nobody uses and that leads to no node', () => {
    const outcome = judge([aManagedTable(), aManagedTable({ id: orphanId, subnetIds: [] })]);

    expect(outcome).toMatchObject({ status: 'fail', severity: 'low', live: false });
    expect(failingIds(outcome)).toEqual([orphanId]);
    expect(plainCommands(outcome)).toEqual([
      `az network route-table delete --subscription ${subscriptionId} --resource-group MC_gone --name aks-agentpool-12345678-routetable`,
    ]);
  });

  it('offers the empty table of a cluster that has left kubenet', () => {
    expect(plainCommands(judge([aManagedTable({ subnetIds: [] })], [owner({ hasLeftKubenet: true })]))).toHaveLength(1);
  });

  it.each([
    ['a subnet uses it', aManagedTable({ id: orphanId, subnetIds: [nodeSubnetId] }), []],
    [
      'it leads to nodes of a cluster nobody read',
      aManagedTable({ id: orphanId, subnetIds: [], routes: podRoutes }),
      [],
    ],
  ])('fails and offers nothing where %s', (_, table, owners) => {
    const outcome = judge([table], owners);
    expect(failing(outcome)).toHaveLength(1);
    expect(outcome.fix.commands).toEqual([]);
  });

  it('keeps a table that leads to nodes of any cluster that was read, wherever the table lies', () => {
    const table = aManagedTable({ id: orphanId, subnetIds: [], routes: podRoutes });
    expect(judge([table], [owner({ hasLeftKubenet: true })]).status).toBe('pass');
  });

  it('offers nothing where the routes were not read', () => {
    const table = aManagedTable({ id: orphanId, subnetIds: [] });
    const routes = new Map([[resourceKey(orphanId), notKnown('Refused.')]]);
    const outcome = judgeOrphanRouteTables({ tables: [table], owners: [], routes });
    expect(failing(outcome)).toMatchObject([{ confidence: 'suspected' }]);
    expect(outcome.fix.commands).toEqual([]);
  });

  it('cannot tell of a table in the group of a cluster that does not state whether it has left kubenet', () => {
    const outcome = judge([aManagedTable({ subnetIds: [] })], [owner({ hasLeftKubenet: undefined })]);
    expect(outcome).toMatchObject({ status: 'unknown', reason: expect.stringContaining('aks-shop') });
  });

  it('offers no table of a subscription in which a cluster does not state its node resource group', () => {
    const table = aManagedTable({ id: orphanId, subnetIds: [] });
    const groupless = owner({ nodeResourceGroupId: undefined });
    expect(judge([table], [groupless]).status).toBe('unknown');
    expect(judge([table], [{ ...groupless, hasLeftKubenet: true }]).status).toBe('fail');
    expect(judge([table], [{ ...groupless, subscriptionId: 'another' }]).status).toBe('fail');
  });

  it('finds the resource group in other letter case', () => {
    expect(judge([aManagedTable()], [owner({ nodeResourceGroupId: groupId.toUpperCase() })]).status).toBe('pass');
  });

  it('does not take a group of the same name in another subscription for it', () => {
    const elsewhere = groupId.replace(subscriptionId, '00000000-0000-0000-0000-000000000002');
    expect(judge([aManagedTable()], [owner({ nodeResourceGroupId: elsewhere })]).status).toBe('fail');
  });

  it.each([
    'rt-shop',
    'aks-agentpool-1234567-routetable',
    'aks-agentpool-123456789-routetable',
    'my-aks-agentpool-12345678-routetable',
  ])('leaves out %s, which AKS did not name', (name) => {
    const outcome = judge([aManagedTable({ name, id: orphanId, subnetIds: [] })]);

    expect(outcome.status).toBe('notApplicable');
  });

  it('does not apply where there is no table', () => {
    expect(judge([]).status).toBe('notApplicable');
  });

  it('says of each table what it is judged by', () => {
    const lost = aManagedTable({ id: orphanId, subnetIds: [] });

    expect(judge([aManagedTable(), lost]).findings).toMatchObject([
      {
        resourceId: managedRouteTableId,
        status: 'pass',
        message: 'aks-agentpool-12345678-routetable belongs to aks-shop: keep it, whether or not a subnet uses it.',
        evidence: { resourceGroup: nodeResourceGroup, subnets: [nodeSubnetId] },
      },
      {
        resourceId: orphanId,
        status: 'fail',
        confidence: 'measured',
        message:
          "aks-agentpool-12345678-routetable lies in no kubenet cluster's node resource group. It holds no route of a node, and no subnet uses it.",
        evidence: { resourceGroup: 'MC_gone', subnets: [], podRoutes: 0 },
      },
    ]);
    const used = judge([aManagedTable({ id: orphanId })], []);
    expect(used.reason).toContain('node resource group. A subnet uses it: find out what for.');
    expect(failing(used)[0]?.evidence).toEqual({ resourceGroup: 'MC_gone', subnets: [nodeSubnetId], podRoutes: 0 });
    const ofOthers = judge([aManagedTable({ id: orphanId, routes: [...podRoutes, ...podRoutes] })], []);
    expect(failing(ofOthers)).toMatchObject([
      {
        confidence: 'suspected',
        message: expect.stringContaining(
          'It holds 2 routes of nodes, the first aks-system-12345678-vmss000000: keep it until their cluster is found',
        ),
        evidence: { podRoutes: 2 },
      },
    ]);
    expect(judge([], []).reason).toBe('No route table has a name that AKS gives.');
  });

  it('keeps a table that may be of a cluster elsewhere, by the names of its routes', () => {
    const table = aManagedTable({ id: orphanId, subnetIds: [], routes: podRoutes });
    const isKept = (changes: Partial<TableOwner>) => judge([table], [owner({ name: 'aks-far', ...changes })]);

    expect(isKept({ poolNames: ['user', 'SYSTEM'] })).toMatchObject({
      status: 'pass',
      reason: "aks-agentpool-12345678-routetable holds routes of nodes that may be aks-far's: keep it.",
    });
    expect(isKept({ poolNames: ['sys'] }).status).toBe('fail');
    expect(isKept({ poolNames: [] }).status).toBe('fail');
  });

  it('looks closer at the tables of AKS that no kubenet cluster keeps, and at no other', () => {
    const lost = aManagedTable({ id: orphanId });
    const named = aRouteTable({ name: 'rt-shop' });
    const idsOf = (owners: readonly TableOwner[]) =>
      tablesInDoubt({ tables: [aManagedTable(), lost, named], owners }).map(({ id }) => id);

    expect(idsOf([owner()])).toEqual([orphanId]);
    expect(idsOf([owner({ nodeResourceGroupId: groupId.toUpperCase() })])).toEqual([orphanId]);
    expect(idsOf([owner({ hasLeftKubenet: undefined })])).toEqual([orphanId]);
    expect(idsOf([owner({ hasLeftKubenet: true })])).toEqual([managedRouteTableId, orphanId]);
    expect(idsOf([owner({ nodeResourceGroupId: undefined })])).toEqual([managedRouteTableId, orphanId]);
  });

  it('names the first of two clusters that keep one group', () => {
    expect(judge([aManagedTable()], [owner({ name: 'first' }), owner({ name: 'second' })]).reason).toContain(
      'belongs to first',
    );
  });
});
