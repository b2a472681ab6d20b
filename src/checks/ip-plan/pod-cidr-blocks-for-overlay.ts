import { podCidrLimit } from '../../network/headroom/pod-cidr.ts';
import { countNodes } from '../../network/node-pool.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { overlayWithPodCidr } from '../overlay-with-pod-cidr.ts';
import { changelog, expandPodCidr, overlayConcepts } from '../sources.ts';

export default defineCheck({
  code: 'IP-003',
  category: 'ipPlan',
  title: 'The pod CIDR is large enough for Azure CNI Overlay',
  failureTitle: 'The pod CIDR is too small for Azure CNI Overlay',
  severities: ['blocker', 'medium'],
  condition:
    'Fails when the pod CIDR has fewer /24 blocks than the pools may have nodes (blocker), or than they may have with their surge (medium). As many blocks as nodes passes.',
  why: 'AKS checks that the pod CIDR holds every pool at its maximum, and rejects the migration otherwise (InsufficientSubnetSize).',
  fix: {
    text: 'Give the update to Overlay a larger pod CIDR. Microsoft documents it twice (release 2025-08-29, the page of the update); one open report, AKS 5662, disputes it, so try it on a test cluster. Or lower the maximum of the pools, migrate, and expand the pod CIDR afterwards. The migration reimages every node and cannot be undone. That surge counts in the validation too is reported (AKS 4467), not documented.',
    commands: [
      overlayWithPodCidr,
      'az aks nodepool update --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --update-cluster-autoscaler --min-count {minCount} --max-count {maxCount}',
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --pod-cidr {largerPodCidr}',
    ],
  },
  sources: [changelog, overlayConcepts, expandPodCidr],
  needs: ['managedCluster', 'podCidrs'],

  evaluate({ managedCluster, podCidrs }) {
    const { capacity } = podCidrLimit(managedCluster, podCidrs);
    if (capacity === null) return unknown('The cluster states no IPv4 pod CIDR.');
    const { atMax, surgeAtMax } = countNodes(managedCluster.agentPoolProfiles);
    if (atMax === undefined || surgeAtMax === undefined) return unknown('The size of the node pools is not known.');
    const message = `The pod CIDR has ${capacity} blocks of /24; the pools need ${atMax} at maximum and ${surgeAtMax} for surge.`;
    const evidence = { blocks: capacity, nodesAtMax: atMax, surge: surgeAtMax };
    if (atMax + surgeAtMax <= capacity) return assessed([pass(managedCluster.id, message, { evidence })]);
    const severity = atMax > capacity ? 'blocker' : 'medium';
    return assessed([fail(managedCluster.id, message, { severity, evidence })]);
  },
});
