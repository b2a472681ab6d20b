import { agrees, countOf } from '../../model/count-of.ts';
import { podCidrLimit } from '../../network/headroom/pod-cidr.ts';
import { podCidrTexts } from '../../network/pod-cidrs.ts';
import { largestSteadyNodes, type SteadyNodes } from '../../network/surge-fit.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { configureKubenet, expandPodCidr } from '../sources.ts';

/** With less than this share of the blocks left, the ceiling is near. */
const nearPercent = 10;

export default defineCheck({
  code: 'HEAD-005',
  category: 'headroom',
  title: 'The pod CIDR has a block for every node at maximum and its surge',
  failureTitle: 'The pod CIDR is the real ceiling of the cluster',
  severities: ['high', 'medium'],
  condition: `Fails when the pod CIDR has fewer /24 blocks than nodes at maximum with their surge: high if fewer than ${nearPercent} % of the blocks are left now, medium otherwise. As many blocks as nodes passes.`,
  why: 'Every node takes one /24 of the pod CIDR: a /16 carries 256 nodes, whatever the route table holds. A node that gets no block joins, and can run no pods; the autoscaler adds more of them.',
  fix: {
    text: 'The pod CIDR of a kubenet cluster cannot be changed. Keep the maximum of the pools within it, migrate to Azure CNI Overlay with the same range, and expand it then. The migration reimages every node and cannot be undone.',
    commands: [
      'az aks nodepool update --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --update-cluster-autoscaler --min-count {minCount} --max-count {maxCount}',
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --pod-cidr {largerPodCidr}',
    ],
  },
  sources: [configureKubenet, expandPodCidr],
  needs: ['managedCluster', 'podCidrs'],

  evaluate({ managedCluster, podCidrs }) {
    const { capacity, peak, used, left } = podCidrLimit(managedCluster, podCidrs);
    if (capacity === null || peak === null || used === null || left === null) {
      return unknown(
        capacity === null ? 'The cluster states no IPv4 pod CIDR.' : 'The size of the node pools is not known.',
      );
    }
    const message = `Pod CIDR ${podCidrTexts(managedCluster).join(', ')} has ${countOf(capacity, 'block')} of /24; the pools at maximum with their surge need ${peak}.`;
    const steady = largestSteadyNodes(managedCluster.agentPoolProfiles, capacity);
    const evidence = { blocks: capacity, blocksNeeded: peak, nodesNow: used, blocksLeft: left };
    if (capacity >= peak) return assessed([pass(managedCluster.id, message, { evidence })]);
    return assessed([
      fail(managedCluster.id, `${message} ${ceiling(steady)}`, {
        severity: (capacity - used) * 100 < nearPercent * capacity ? 'high' : 'medium',
        evidence: { ...evidence, maxSteadyNodes: steady?.nodes ?? null },
        ...(steady === undefined ? {} : { parameters: { pool: steady.poolName, maxCount: String(steady.poolNodes) } }),
      }),
    ]);
  },
});

function ceiling(steady: SteadyNodes | undefined): string {
  if (steady === undefined) return 'No size of a single pool makes the others fit.';
  return `With the surge as it is, at most ${agrees(steady.nodes, 'node fits', 'nodes fit')}: ${steady.poolNodes} of them in pool ${steady.poolName}.`;
}
