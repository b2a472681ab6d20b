import { contains } from '../../network/cidr.ts';
import { privateRanges } from '../../network/well-known-ranges.ts';
import { assessed, fail, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { overlayConcepts } from '../sources.ts';

export default defineCheck({
  code: 'IP-008',
  category: 'ipPlan',
  title: 'The pod CIDR is of private addresses',
  failureTitle: 'The pod CIDR is of public addresses',
  severities: ['medium'],
  condition: `Fails when an IPv4 pod CIDR does not lie wholly in one of ${privateRanges.map(({ text }) => text).join(', ')} (RFC 1918 and RFC 6598).`,
  why: 'Public addresses as pod addresses are outside what Microsoft supports on Overlay, and pods cannot reach the owners of those addresses.',
  fix: {
    text: 'Build a new cluster on Overlay with a private pod CIDR and switch to it: the range cannot be replaced.',
    commands: [
      'az aks create --subscription {subscription} --resource-group {resourceGroup} --name {newCluster} --network-plugin azure --network-plugin-mode overlay --pod-cidr {newPodCidr}',
    ],
  },
  sources: [overlayConcepts],
  needs: ['managedCluster', 'podCidrs'],

  evaluate({ managedCluster, podCidrs }) {
    const publicRanges = podCidrs
      .filter((pod) => pod.family === 4 && !privateRanges.some((range) => contains(range, pod)))
      .map(({ text }) => text);
    const evidence = { podCidrs: podCidrs.map(({ text }) => text) };
    return assessed([
      publicRanges.length > 0
        ? fail(managedCluster.id, `Pod CIDR ${publicRanges.join(', ')} is not private.`, { evidence })
        : pass(managedCluster.id, 'The pod CIDR is private.', { evidence }),
    ]);
  },
});
