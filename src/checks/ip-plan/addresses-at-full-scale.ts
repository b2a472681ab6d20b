import type { ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { ClusterFacts, NodeSubnet } from '../../model/cluster-facts.ts';
import { agrees, countOf } from '../../model/count-of.ts';
import { nodeAddresses, subnetLimit } from '../../network/headroom/subnets.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';

export default defineCheck({
  code: 'IP-002',
  category: 'ipPlan',
  title: 'Every node subnet carries its pools at their maximum with their surge',
  failureTitle: 'The pools can outgrow a node subnet',
  severities: ['blocker', 'medium'],
  severityWhenUnknown: 'medium',
  condition:
    'Blocker where the maxima of the pools on a node subnet, without surge, exceed its usable addresses. Medium for each node subnet with fewer usable addresses than its pools need at maximum with surge, beside what else has an address there now. Exactly as many passes. Where the use is not known, fails if the nodes alone need more.',
  why: 'AKS refuses the update to Overlay (InsufficientSubnetSize) when the pools at their maximum need more addresses than the node subnet has; users report that surge counts too (AKS 4467). kubenet and Overlay both take one address of the subnet for each node. When it is full the autoscaler fails, and upgrades cannot surge.',
  fix: {
    text: 'Lower the maximum of a pool, or add a pool in a larger subnet with the same route table and drain the old one. Pods of the drained pool move once.',
    commands: [
      'az aks nodepool update --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --update-cluster-autoscaler --min-count {minCount} --max-count {maxCount}',
      'az aks nodepool add --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {newPool} --vnet-subnet-id {largerSubnetId}',
    ],
  },
  sources: [
    {
      title: 'InsufficientSubnetSize also for the node subnet (release 2023-05-07)',
      url: 'https://github.com/Azure/AKS/issues/3686',
      sure: 'documented',
    },
    { title: 'Surge counts in the validation', url: 'https://github.com/Azure/AKS/issues/4467', sure: 'reported' },
    {
      title: 'IP address planning',
      url: 'https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning',
      sure: 'documented',
    },
  ],
  needs: ['managedCluster', 'nodeSubnets'],
  failsWithout: ['nodeSubnets'],

  evaluate({ managedCluster, nodeSubnets }, _context, all) {
    return assessEach(nodeSubnets.map((subnet) => judge(managedCluster, subnet, all)));
  },
});

function judge(cluster: ManagedCluster, subnet: NodeSubnet, all: ClusterFacts): Judgement | Gap {
  const { capacity, peak } = subnetLimit(cluster, all, subnet);
  if (capacity === null) return cannotTell(`The address prefixes of subnet ${subnet.name} cannot be read.`);
  const needed = peak ?? nodeAddresses(cluster, subnet).atFullScale;
  if (needed === null) return cannotTell('The size of the node pools is not known.');
  if (needed <= capacity && peak === null) {
    return cannotTell(`What else has an address in subnet ${subnet.name} is not known.`);
  }
  const message = `Subnet ${subnet.name} has ${countOf(capacity, 'usable address', 'usable addresses')}; ${peak === null ? 'at least ' : ''}${agrees(needed, 'is', 'are')} needed at full scale.`;
  const { atMax } = nodeAddresses(cluster, subnet);
  if (atMax !== null && atMax > capacity) {
    return fail(
      subnet.id,
      `Subnet ${subnet.name} has ${countOf(capacity, 'usable address', 'usable addresses')}; its pools may grow to ${countOf(atMax, 'node')}: AKS refuses the update to Overlay (InsufficientSubnetSize).`,
      { severity: 'blocker', evidence: { capacity, nodesAtMax: atMax, needed } },
    );
  }
  const evidence = { capacity, needed };
  return needed > capacity
    ? fail(subnet.id, message, { severity: 'medium', evidence })
    : pass(subnet.id, message, { evidence });
}
