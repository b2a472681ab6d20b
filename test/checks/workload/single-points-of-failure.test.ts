import { describe, expect, it } from 'vitest';
import singlePointsOfFailure from '../../../src/checks/workload/single-points-of-failure.ts';
import { notAsked, notKnown } from '../../../src/model/fact.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { aWorkload } from '../../builders/kubernetes-facts.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, failingIds, plainCommands } from '../ask.ts';

const deployments = [aWorkload()];
const statefulSets = [aWorkload({ name: 'db' })];
const withSystemPool = (count: number) =>
  aManagedCluster({
    agentPoolProfiles: [
      anAgentPool({ name: 'system', mode: 'System', count }),
      anAgentPool({ mode: 'User', count: 1 }),
    ],
  });

describe('WL-002', () => {
  it('passes with two system nodes and replicas of everything', () => {
    expect(ask(singlePointsOfFailure, { managedCluster: withSystemPool(2), deployments, statefulSets }).status).toBe(
      'pass',
    );
  });

  it('passes a cluster that lists neither system pools nor workloads', () => {
    const managedCluster = aManagedCluster({ agentPoolProfiles: [anAgentPool({ mode: 'User' })] });
    const outcome = ask(singlePointsOfFailure, { managedCluster, deployments: [], statefulSets: [] });
    expect(outcome).toMatchObject({ status: 'pass', findings: [{ resourceId: clusterId }] });
    expect(outcome.reason).toContain('aks-shop lists no system pool');
  });

  it('fails for a system pool with one node, also where nobody asked the cluster', () => {
    const outcome = ask(singlePointsOfFailure, { managedCluster: withSystemPool(1) });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'medium' });
    expect(failingIds(outcome)).toEqual([`${clusterId}/agentPools/system`]);
    expect(plainCommands(outcome)).toEqual([
      expect.stringMatching(/^az aks nodepool scale .* --name system --node-count 3$/),
    ]);
  });

  it.each([
    [0, 'pass'],
    [1, 'fail'],
    [2, 'pass'],
  ])('with %i replicas is %s', (replicas, status) => {
    expect(ask(singlePointsOfFailure, { deployments: [aWorkload({ replicas })], statefulSets }).status).toBe(status);
    expect(ask(singlePointsOfFailure, { deployments, statefulSets: [aWorkload({ replicas })] }).status).toBe(status);
  });

  it('names the workload, and how to scale it', () => {
    const outcome = ask(singlePointsOfFailure, { deployments, statefulSets: [aWorkload({ name: 'db', replicas: 1 })] });

    expect(failingIds(outcome)).toEqual([`${clusterId}/namespaces/shop/statefulsets/db`]);
    expect(plainCommands(outcome)).toEqual([
      'kubectl --context aks-shop scale statefulsets/db --namespace shop --replicas 2',
    ]);
  });

  it('passes what AKS made, and what its owner lets be interrupted', () => {
    const own = [
      aWorkload({ replicas: 1, managedByAks: true }),
      aWorkload({ replicas: 1, toleratesInterruption: true }),
    ];

    expect(ask(singlePointsOfFailure, { deployments: own, statefulSets }).status).toBe('pass');
  });

  it('is not run for the rest where nobody asked the cluster, and unknown where it refused', () => {
    expect(ask(singlePointsOfFailure).status).toBe('notRun');
    expect(ask(singlePointsOfFailure, { deployments, statefulSets: notAsked('Off.') }).status).toBe('notRun');
    expect(ask(singlePointsOfFailure, { deployments, statefulSets: notKnown('403.') })).toMatchObject({
      status: 'unknown',
      reason: '403.',
    });
    const single = [aWorkload({ replicas: 1 })];
    expect(ask(singlePointsOfFailure, { deployments: single, statefulSets: notKnown('403.') }).status).toBe('fail');
  });

  it.each([
    [[], 'aks-shop states no node pools.'],
    [[anAgentPool({ count: undefined })], 'Node pool system does not state its nodes.'],
    [[anAgentPool({ mode: undefined, count: 1 })], 'Node pool system does not state its mode.'],
  ])('is unknown with pools that do not tell: %#', (agentPoolProfiles, reason) => {
    const managedCluster = aManagedCluster({ agentPoolProfiles });
    expect(ask(singlePointsOfFailure, { managedCluster, deployments, statefulSets })).toMatchObject({
      status: 'unknown',
      reason,
    });
  });

  it('tells by what each was judged', () => {
    const tolerant = aWorkload({ name: 'batch', replicas: 1, toleratesInterruption: true });
    const { findings } = ask(singlePointsOfFailure, {
      managedCluster: withSystemPool(2),
      deployments: [...deployments, tolerant],
      statefulSets,
    });

    expect(findings.map(({ evidence }) => evidence)).toMatchObject([
      { pool: 'system', nodes: 2 },
      { workload: `deployments/${deployments[0]?.name}`, replicas: deployments[0]?.replicas },
      { workload: 'deployments/batch', replicas: 1, toleratesInterruption: true },
      { workload: 'statefulsets/db' },
    ]);
  });
});
