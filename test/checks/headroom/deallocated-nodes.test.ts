import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/headroom/deallocated-nodes.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { aNode } from '../../builders/node.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failingIds, plainCommands } from '../ask.ts';

function judge(powerStates: (string | undefined)[], routed: number, scaleDownMode = 'Deallocate') {
  const nodes = powerStates.map((powerState, index) =>
    aNode({ name: `node-${index}`, poolName: 'System', powerState }),
  );
  const routes = nodes
    .slice(0, routed)
    .map(({ name }, index) => aRoute({ name: `${name}____${index}`, addressPrefix: `10.244.${index}.0/24` }));
  return ask(check, {
    managedCluster: aManagedCluster({
      agentPoolProfiles: [anAgentPool({ scaleDownMode }), anAgentPool({ name: 'user' })],
    }),
    nodes,
    routeTables: [aRouteTable({ routes })],
  });
}

describe('HEAD-006', () => {
  it('names the pool whose deallocated node has a route', () => {
    const outcome = judge(['running', 'running', 'deallocated'], 3);
    expect(outcome).toMatchObject({ status: 'fail', severity: 'low' });
    expect(failingIds(outcome)).toEqual([`${clusterId}/agentPools/system`]);
    expect(outcome.findings[0]?.evidence).toEqual({ running: 2, withRoute: 3 });
  });

  it('passes where as many run as have a route', () => {
    expect(judge(['running', 'running', 'deallocated'], 2).status).toBe('pass');
    expect(judge(['running', 'running'], 2, 'deallocate').status).toBe('pass');
  });

  it('does not count a route outside the pod CIDR', () => {
    const node = aNode({ powerState: 'deallocated' });
    const outcome = ask(check, {
      managedCluster: aManagedCluster({ agentPoolProfiles: [anAgentPool({ scaleDownMode: 'Deallocate' })] }),
      nodes: [node],
      routeTables: [aRouteTable({ routes: [aRoute({ name: node.name, addressPrefix: '10.99.0.0/24' })] })],
    });
    expect(outcome.status).toBe('pass');
  });

  it('counts the nodes of each pool for itself, and none that belongs to no pool', () => {
    const pools = ['system', 'user'].map((name) => anAgentPool({ name, scaleDownMode: 'Deallocate' }));
    const nodes = [
      aNode({ name: 'node-0', poolName: 'system', powerState: 'deallocated' }),
      aNode({ name: 'node-1', poolName: 'user', powerState: 'running' }),
      aNode({ name: 'node-2', poolName: undefined, powerState: undefined }),
    ];
    const routes = nodes.map(({ name }, index) =>
      aRoute({ name: `${name}____${index}`, addressPrefix: `10.244.${index}.0/24` }),
    );
    const outcome = ask(check, {
      managedCluster: aManagedCluster({ agentPoolProfiles: pools }),
      nodes,
      routeTables: [aRouteTable({ routes })],
    });

    expect(outcome.findings).toMatchObject([
      { resourceId: `${clusterId}/agentPools/system`, status: 'fail', evidence: { running: 0, withRoute: 1 } },
      { resourceId: `${clusterId}/agentPools/user`, status: 'pass', evidence: { running: 1, withRoute: 1 } },
    ]);
    expect(plainCommands(outcome)).toEqual([expect.stringContaining('--name system --scale-down-mode Delete')]);
  });

  it('is unknown where the power state of a node is', () => {
    expect(judge(['running', undefined], 2).status).toBe('unknown');
  });

  it('does not apply to pools that delete their nodes', () => {
    expect(judge(['running', 'deallocated'], 2, 'Delete').status).toBe('notApplicable');
  });
});
