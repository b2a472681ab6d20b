import { describe, expect, it } from 'vitest';
import { judgeUnfinishedMigrations } from '../../../src/checks/estate/unfinished-migration.ts';
import type { NotKubenetCluster } from '../../../src/model/audit.ts';
import { known, notKnown } from '../../../src/model/fact.ts';
import { clusterId, nodeResourceGroup } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';

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
});
