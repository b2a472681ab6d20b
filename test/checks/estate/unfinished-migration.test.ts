import { describe, expect, it } from 'vitest';
import { isUnsettledOverlay, judgeUnfinishedMigrations } from '../../../src/checks/estate/unfinished-migration.ts';
import type { NotKubenetCluster } from '../../../src/model/audit.ts';
import type { RouteTable } from '../../../src/model/azure/route-table.ts';
import { known, notKnown } from '../../../src/model/fact.ts';
import {
  clusterId,
  managedRouteTableId,
  nodeResourceGroup,
  nodeSubnetId,
  routeTableId,
  subscriptionId,
} from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { plainCommands } from '../ask.ts';

const moved = (changes: Partial<NotKubenetCluster> = {}): NotKubenetCluster => ({
  id: clusterId,
  name: 'aks-shop',
  nodeResourceGroup,
  poolNames: ['system'],
  nodeSubnetIds: [],
  statesPlugin: true,
  isOverlay: true,
  isSettled: false,
  openStates: [],
  ...changes,
});
const withRoutes = aRouteTable({
  subnetIds: [],
  routes: [aRoute({ name: 'aks-system-12345678-vmss000000____102440024' })],
});
const onSubnet = { ...withRoutes, id: `${routeTableId}-2`, name: 'rt-nodes', subnetIds: [nodeSubnetId] };
const elsewhere = { ...withRoutes, subnetIds: [`${nodeSubnetId}-of-others`] };
const judge = (cluster: NotKubenetCluster, tables = known([withRoutes])) =>
  judgeUnfinishedMigrations({ clusters: [cluster], tables });

describe('MIG-021', () => {
  it('passes where the cluster and every pool say that they are done', () => {
    expect(judge(moved({ isSettled: true })).status).toBe('pass');
  });

  it.each([
    ['Failed', 'blocker'],
    ['Canceled', 'blocker'],
    ['Updating', 'high'],
  ])('fails while an operation is %s and routes of its nodes are left', (state, severity) => {
    expect(judge(moved({ openStates: [state] }))).toMatchObject({ status: 'fail', severity });
  });

  it('cannot tell where an end is not stated, though no table holds routes of its nodes', () => {
    expect(judge(moved(), known([]))).toMatchObject({ status: 'unknown', reason: expect.stringContaining('aks-shop') });
    expect(judge(moved(), known([aRouteTable({ routes: [] })])).status).toBe('unknown');
  });

  it('only suspects where an end is not stated and a table holds routes of its nodes', () => {
    expect(judge(moved())).toMatchObject({ status: 'fail', findings: [{ confidence: 'suspected' }] });
  });

  it('suspects a failed cluster whose tables nobody could read', () => {
    const outcome = judgeUnfinishedMigrations({
      clusters: [moved({ openStates: ['Failed'] })],
      tables: notKnown('Refused.'),
    });
    expect(outcome).toMatchObject({ status: 'fail', reason: expect.stringContaining('Refused.') });
  });

  it('does not apply without a cluster on Overlay', () => {
    expect(judge(moved({ isOverlay: false })).status).toBe('notApplicable');
  });

  it('tells the state of each part, the tables, and what to look at', () => {
    const outcome = judge(
      moved({ openStates: ['Failed', 'Updating'], nodeSubnetIds: [nodeSubnetId] }),
      known([withRoutes, onSubnet]),
    );

    expect(outcome).toMatchObject({
      status: 'fail',
      severity: 'blocker',
      findings: [
        {
          resourceId: clusterId,
          confidence: 'measured',
          message:
            'aks-shop states Azure CNI Overlay, with its last operation Failed, Updating, and rt-shop, rt-nodes still holds routes of its nodes: the migration is not finished. Keep the table.',
          evidence: { states: ['Failed', 'Updating'], routeTables: [routeTableId, `${routeTableId}-2`] },
        },
      ],
    });
    const named = `--subscription ${subscriptionId} --resource-group rg-shop --name aks-shop`;
    expect(plainCommands(outcome)).toEqual([
      `az aks show ${named} --query provisioningState --output tsv`,
      `az aks update ${named} --network-plugin azure --network-plugin-mode overlay`,
    ]);
  });

  it('offers only a look while it runs', () => {
    const outcome = judge(moved({ openStates: ['Updating'] }));

    expect(plainCommands(outcome)).toHaveLength(1);
    expect(outcome.findings[0]).toMatchObject({ confidence: 'measured' });
  });

  it('says that a state is not stated', () => {
    expect(judge(moved()).reason).toContain('with its last operation not stated, and rt-shop still');
    expect(judge(moved(), known([])).reason).toBe(
      'aks-shop states Azure CNI Overlay, and not how its last operation and that of each pool ended.',
    );
  });

  it('only suspects a failed cluster whose routes are gone, and passes one that still runs', () => {
    expect(judge(moved({ openStates: ['Failed'] }), known([]))).toMatchObject({
      status: 'fail',
      severity: 'high',
      findings: [
        {
          confidence: 'suspected',
          message:
            'aks-shop states Azure CNI Overlay, with its last operation Failed. No routes of kubenet are left; it may be a migration that failed at its end.',
          evidence: { states: ['Failed'], routeTables: [] },
        },
      ],
    });
    expect(judge(moved({ openStates: ['Updating'] }), known([]))).toMatchObject({
      status: 'pass',
      findings: [
        {
          message: 'aks-shop holds no routes of kubenet; its last operation is Updating.',
          evidence: { states: ['Updating'] },
        },
      ],
    });
  });

  it('only suspects where nobody could read the tables', () => {
    const clusters = [moved({ openStates: ['Updating'] })];

    expect(judgeUnfinishedMigrations({ clusters, tables: notKnown('Refused.') })).toMatchObject({
      severity: 'high',
      findings: [
        {
          confidence: 'suspected',
          message:
            'aks-shop states Azure CNI Overlay, with its last operation Updating; whether routes of kubenet are left is not known: Refused.',
        },
      ],
    });
  });

  describe('takes a table for its own', () => {
    const isOwn = (table: RouteTable, cluster: Partial<NotKubenetCluster> = {}) =>
      judge(moved({ openStates: ['Failed'], ...cluster }), known([table])).severity === 'blocker';

    it.each<[string, RouteTable, Partial<NotKubenetCluster>]>([
      ['in its node resource group, in any case', { ...elsewhere, id: managedRouteTableId.toUpperCase() }, {}],
      ['on one of its subnets, in any case', onSubnet, { nodeSubnetIds: ['/other', nodeSubnetId.toUpperCase()] }],
      [
        'on one of its subnets and another',
        { ...onSubnet, subnetIds: ['/other', nodeSubnetId] },
        { nodeSubnetIds: [nodeSubnetId] },
      ],
      ['on no subnet at all', withRoutes, {}],
      [
        'beside a route of somebody else',
        { ...withRoutes, routes: [aRoute({ name: 'to-hub' }), ...withRoutes.routes] },
        {},
      ],
      ['with the routes of one of its pools', withRoutes, { poolNames: ['user', 'SYSTEM'] }],
    ])('%s', (_, table, cluster) => {
      expect(isOwn(table, cluster)).toBe(true);
    });

    it.each<[string, RouteTable, Partial<NotKubenetCluster>]>([
      ['on a subnet of others', elsewhere, { nodeSubnetIds: [nodeSubnetId] }],
      ['on a subnet of others, where its group is not stated', elsewhere, { nodeResourceGroup: undefined }],
      ['with routes of no pool of its own', withRoutes, { poolNames: ['sys'] }],
      [
        'with routes of such a name that AKS does not write',
        { ...withRoutes, routes: [aRoute({ name: 'aks-system-to-hub' })] },
        {},
      ],
    ])('not one %s', (_, table, cluster) => {
      expect(isOwn(table, cluster)).toBe(false);
    });
  });

  it.each([
    [true, false, true],
    [true, true, false],
    [false, false, false],
  ])('has its tables read for Overlay %s, settled %s: %s', (isOverlay, isSettled, isRead) => {
    expect(isUnsettledOverlay(moved({ isOverlay, isSettled }))).toBe(isRead);
  });
});
