import { agentPoolId } from '../../model/agent-pool-id.ts';
import { type AgentPool, isEnum } from '../../model/azure/managed-cluster.ts';
import type { ClusterNode } from '../../model/cluster-facts.ts';
import { agrees } from '../../model/count-of.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, given, type Judgement, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';

export default defineCheck({
  code: 'HEAD-006',
  category: 'headroom',
  title: 'Deallocated nodes hold no routes',
  failureTitle: 'Deallocated nodes hold routes',
  severities: ['low'],
  condition: 'Applies to pools with scaleDownMode Deallocate. Fails for each where more nodes have a route than run.',
  why: 'A node that is deallocated stays registered with Kubernetes, and keeps its /24 of the pod CIDR and its route. Both count against limits the running nodes need.',
  fix: {
    text: 'Let the pool delete nodes when it scales down. New nodes then take longer to start, since nothing is kept of them.',
    commands: [
      'az aks nodepool update --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --scale-down-mode Delete',
    ],
  },
  sources: [
    { title: 'Scale-down mode', url: 'https://learn.microsoft.com/azure/aks/scale-down-mode', sure: 'inferred' },
  ],
  needs: ['managedCluster', 'routeTables', 'nodes'],
  failsWithout: ['routeTables'],

  evaluate({ managedCluster, nodes }, _context, { classifiedTables }) {
    const pools = managedCluster.agentPoolProfiles.filter(({ scaleDownMode }) => isEnum(scaleDownMode, 'Deallocate'));
    if (pools.length === 0) return notApplicable('No node pool deallocates nodes when it scales down.');
    return given(classifiedTables, (tables) => {
      const routed = new Set(
        tables
          .flatMap(({ routes }) => routes)
          .flatMap(({ isAksRoute, node }) => (isAksRoute && node !== undefined ? [node] : [])),
      );
      return assessEach(pools.map((pool) => judge(agentPoolId(managedCluster.id, pool.name), pool, nodes, routed)));
    });
  },
});

function judge(
  id: string,
  { name }: AgentPool,
  nodes: readonly ClusterNode[],
  routed: ReadonlySet<ClusterNode>,
): Judgement | Gap {
  const members = nodes.filter(({ poolName }) => poolName?.toLowerCase() === name.toLowerCase());
  if (members.some(({ powerState }) => powerState === undefined)) {
    return cannotTell(`Whether the nodes of pool ${name} run is not known.`);
  }
  const running = members.filter(({ powerState }) => isEnum(powerState, 'running')).length;
  const withRoute = members.filter((node) => routed.has(node)).length;
  const message = `Of pool ${name}, ${agrees(running, 'node runs', 'nodes run')} and ${agrees(withRoute, 'has', 'have')} a route.`;
  const details = { evidence: { running, withRoute }, parameters: { pool: name } };
  return withRoute > running ? fail(id, message, details) : pass(id, message, details);
}
