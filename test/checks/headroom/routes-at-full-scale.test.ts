import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/headroom/routes-at-full-scale.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import type { FactOverrides } from '../../builders/cluster-facts.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { nodeName, routeTableId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failingIds } from '../ask.ts';

/** One pool without surge that may grow to `maxCount`, so that the peak is `maxCount` and the routes beside its nodes'. */
function growingTo(maxCount: number, networkProfile = {}) {
  return aManagedCluster({
    networkProfile,
    agentPoolProfiles: [
      anAgentPool({ count: 3, enableAutoScaling: true, maxCount, upgradeSettings: { maxSurge: '0' } }),
    ],
  });
}

const customRoute = aRoute({ name: 'to-storage', addressPrefix: 'Storage.WestEurope' });
const staleRoute = aRoute({ name: `${nodeName('gone', 0)}____102449024`, addressPrefix: '10.244.9.0/24' });
const tableOfThree = aRouteTable({ routes: [aRoute(), customRoute, staleRoute] });

function judge(maxCount: number, overrides: FactOverrides = {}) {
  return ask(check, { managedCluster: growingTo(maxCount), routeTables: [tableOfThree], ...overrides });
}

describe('HEAD-002', () => {
  it.each([
    [397, 'pass', 399],
    [398, 'pass', 400],
    [399, 'fail', 401],
  ])('with a custom and a stale route, a maximum of %i: %s at %i', (maxCount, status, peak) => {
    const outcome = judge(maxCount);
    expect(outcome).toMatchObject({ status, severity: 'high' });
    expect(outcome.findings[0]).toMatchObject({
      resourceId: routeTableId,
      evidence: { peak, routeLimit: 400, custom: 1, stale: 1, forNodes: maxCount },
    });
  });

  it('counts the surge at maximum', () => {
    const agentPoolProfiles = [anAgentPool({ enableAutoScaling: true, maxCount: 363 })];
    const atTenPercent = (routes: ReturnType<typeof aRoute>[]) =>
      ask(check, {
        managedCluster: aManagedCluster({ agentPoolProfiles }),
        routeTables: [aRouteTable({ routes })],
      });
    expect(atTenPercent([])).toMatchObject({ status: 'pass', findings: [{ evidence: { peak: 400 } }] });
    expect(atTenPercent([customRoute])).toMatchObject({ status: 'fail', findings: [{ evidence: { peak: 401 } }] });
  });

  it('counts two routes a node when dual stack', () => {
    const networkProfile = { ipFamilies: ['IPv4', 'IPv6'], podCidrs: ['10.244.0.0/16', 'fd00::/64'] };
    const [fits, tooMany] = [199, 200].map((maxCount) =>
      judge(maxCount, { managedCluster: growingTo(maxCount, networkProfile) }),
    );
    expect(fits).toMatchObject({ status: 'pass', findings: [{ evidence: { peak: 400, forNodes: 398 } }] });
    expect(tooMany).toMatchObject({ status: 'fail', findings: [{ evidence: { peak: 402 } }] });
  });

  it('measures against the limit it is given', () => {
    const outcome = ask(check, { managedCluster: growingTo(500) }, { routeLimit: 1000 });
    expect(outcome.status).toBe('pass');
  });

  it('names the one of two tables that overflows', () => {
    const otherId = `${routeTableId}-2`;
    const empty = aRouteTable({ id: otherId, routes: [] });
    expect(failingIds(judge(399, { routeTables: [tableOfThree, empty] }))).toEqual([routeTableId]);
  });

  describe('where the nodes could not be read', () => {
    const nodes = notKnown('403 on virtualMachineScaleSets/read');

    it('fails where even the routes that are known overflow', () => {
      const outcome = judge(400, { nodes });
      expect(outcome.status).toBe('fail');
      expect(outcome.findings[0]).toMatchObject({ evidence: { peak: 401, stale: null } });
      expect(outcome.reason).toContain('at least 401');
    });

    it('is unknown where they do not', () => {
      expect(judge(399, { nodes })).toMatchObject({ status: 'unknown', reason: nodes.reason });
    });

    it('takes a list that lacks the nodes of a pool for unread', () => {
      expect(judge(400, { nodes: [] }).status).toBe('fail');
      const outcome = judge(399, { nodes: [] });
      expect(outcome).toMatchObject({ status: 'unknown', reason: 'The list of nodes is not complete.' });
    });

    it('fails for the table that overflows, whatever the other holds', () => {
      const empty = aRouteTable({ id: `${routeTableId}-2`, routes: [] });
      const outcome = judge(400, { nodes, routeTables: [empty, tableOfThree] });
      expect(failingIds(outcome)).toEqual([routeTableId]);
    });
  });

  it('is unknown with a malformed pod CIDR, which it names', () => {
    const outcome = judge(10, { managedCluster: growingTo(10, { podCidrs: ['10.244/16'] }) });
    expect(outcome.status).toBe('unknown');
    expect(outcome.reason).toContain('10.244/16');
  });

  it('does not apply where no node subnet has a table', () => {
    expect(judge(10, { routeTables: [] }).status).toBe('notApplicable');
  });
});
