import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/headroom/routes-during-upgrade.ts';
import type { AgentPool } from '../../../src/model/azure/managed-cluster.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { routeTableId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failingIds, plainCommands } from '../ask.ts';

function pool(count: number, maxSurge: string, overrides: Partial<AgentPool> = {}) {
  return anAgentPool({ name: 'user', count, upgradeSettings: { maxSurge }, ...overrides });
}

function judge(routeCount: number, agentPoolProfiles: AgentPool[], networkProfile = {}) {
  return ask(check, {
    managedCluster: aManagedCluster({ agentPoolProfiles, networkProfile }),
    routeTables: [aRouteTable({ routes: Array.from({ length: routeCount }, () => aRoute()) })],
  });
}

describe('HEAD-003', () => {
  it('names 28 as the largest surge for 370 nodes and 372 routes (worked example D)', () => {
    const outcome = judge(372, [pool(370, '33%')]);
    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(outcome.findings).toMatchObject([
      { resourceId: routeTableId, evidence: { routes: 372, peak: 495, routeLimit: 400, largestSafeSurge: 28 } },
    ]);
    expect(plainCommands(outcome)).toEqual([
      'az aks nodepool update --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-shop --cluster-name aks-shop --name user --max-surge 28',
    ]);
  });

  it.each([
    [389, 'pass', 399],
    [390, 'pass', 400],
    [391, 'fail', 401],
  ])('with %i routes and a surge of 10: %s at %i', (routeCount, status, peak) => {
    const outcome = judge(routeCount, [pool(100, '10%')]);
    expect(outcome.status).toBe(status);
    expect(outcome.findings[0]?.evidence).toMatchObject({ peak });
  });

  it("counts today's nodes, not the maximum", () => {
    const autoscaled = pool(10, '10%', { enableAutoScaling: true, maxCount: 300 });
    expect(judge(399, [autoscaled]).status).toBe('pass');
    expect(judge(400, [autoscaled]).status).toBe('fail');
  });

  it('counts two routes a surge node when dual stack', () => {
    const dualStack = { ipFamilies: ['IPv4', 'IPv6'] };
    expect(judge(380, [pool(100, '10%')], dualStack).status).toBe('pass');
    const outcome = judge(381, [pool(100, '10%')], dualStack);
    expect(outcome.findings[0]?.evidence).toMatchObject({ peak: 401, largestSafeSurge: 9 });
  });

  it('names every pool that has to surge by less, and leaves the choice in the command', () => {
    const outcome = judge(371, [
      pool(3, '1', { name: 'system' }),
      pool(20, '9', { name: 'exact' }),
      pool(100, '20%'),
      pool(100, '20%', { name: 'batch' }),
    ]);
    expect(outcome.reason).toContain('9, on user, batch.');
    expect(plainCommands(outcome)).toEqual([
      `az aks nodepool update --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-shop --cluster-name aks-shop --name '<pool>' --max-surge 9`,
    ]);
  });

  it('says so where no surge fits', () => {
    const outcome = judge(400, [pool(100, '10%')]);
    expect(outcome.findings[0]?.evidence).toMatchObject({ largestSafeSurge: 0 });
    expect(outcome.reason).toContain('No surge fits');
    expect(plainCommands(outcome)[0]).toContain(`--max-surge '<maxSurge>'`);
  });

  it('passes a full table whose pools do not surge', () => {
    expect(judge(400, [pool(100, '0'), pool(9, '50%', { scaleSetPriority: 'Spot' })]).status).toBe('pass');
  });

  it('names the one of two tables that overflows', () => {
    const full = aRouteTable({ id: `${routeTableId}-2`, routes: Array.from({ length: 400 }, () => aRoute()) });
    expect(failingIds(ask(check, { routeTables: [aRouteTable(), full] }))).toEqual([`${routeTableId}-2`]);
  });

  it('does not apply where no node subnet has a table', () => {
    expect(ask(check, { routeTables: [] }).status).toBe('notApplicable');
  });
});
