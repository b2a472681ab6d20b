import type { VirtualNetwork } from '../../model/azure/virtual-network.ts';
import { type Cidr, overlaps, parseCidrs } from '../../network/cidr.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { changelog, overlayConcepts } from '../sources.ts';

export default defineCheck({
  code: 'IP-004',
  category: 'ipPlan',
  title: 'The pod CIDR lies outside the virtual network',
  failureTitle: 'The pod CIDR overlaps the virtual network',
  severities: ['blocker', 'medium'],
  condition:
    "Fails for every subnet of the nodes' virtual network that overlaps a pod CIDR (blocker), and for a network whose address space overlaps one where it has no subnet (medium: the documentation forbids it, AKS checks subnets only).",
  why: 'AKS rejects Overlay while the pod CIDR overlaps a subnet of the network, and pods could not reach what lives there.',
  fix: {
    text: 'Remove the subnet if nothing is in it; otherwise build a new cluster with another pod CIDR, since that of a kubenet cluster cannot be changed.',
    commands: [
      'az network vnet subnet delete --ids {subnetId}',
      'az aks create --subscription {subscription} --resource-group {resourceGroup} --name {newCluster} --network-plugin azure --network-plugin-mode overlay --pod-cidr {newPodCidr}',
    ],
  },
  sources: [changelog, overlayConcepts],
  needs: ['podCidrs', 'virtualNetworks'],
  failsWithout: ['virtualNetworks'],

  evaluate({ podCidrs, virtualNetworks }, _context, { nodeSubnets }) {
    // A network without a subnet that a pool names was not read in full.
    const gaps = nodeSubnets.known ? [] : [cannotTell(nodeSubnets.reason)];
    return assessEach([...virtualNetworks.flatMap((network) => judge(network, podCidrs)), ...gaps]);
  },
});

function judge(network: VirtualNetwork, pods: readonly Cidr[]): readonly (Judgement | Gap)[] {
  const evidence = { podCidrs: pods.map(({ text }) => text) };
  const gaps: Gap[] = [];
  const failing: Judgement[] = [];
  for (const { id, name, addressPrefixes } of network.subnets) {
    const { cidrs, malformed } = parseCidrs(addressPrefixes);
    if (meet(cidrs, pods)) {
      const details = {
        severity: 'blocker',
        evidence: { ...evidence, addressPrefixes },
        parameters: { subnetId: id },
      } as const;
      failing.push(fail(id, `Subnet ${name} (${addressPrefixes.join(', ')}) overlaps the pod CIDR.`, details));
    } else if (malformed.length > 0 || cidrs.length === 0) {
      gaps.push(cannotTell(`The address prefixes of subnet ${name} cannot be read.`));
    }
  }
  if (failing.length > 0) return [...failing, ...gaps];
  return [judgeSpace(network, pods), ...gaps];
}

/** Asked only where no subnet overlaps: what does, has no subnet. */
function judgeSpace({ id, name, addressSpace }: VirtualNetwork, pods: readonly Cidr[]): Judgement | Gap {
  const prefixes = addressSpace?.addressPrefixes ?? [];
  const { cidrs, malformed } = parseCidrs(prefixes);
  const evidence = { podCidrs: pods.map(({ text }) => text), addressSpace: prefixes };
  if (meet(cidrs, pods)) {
    return fail(id, `The address space of ${name} overlaps the pod CIDR, where it has no subnet.`, {
      severity: 'medium',
      confidence: 'disputed',
      evidence,
    });
  }
  if (malformed.length > 0 || cidrs.length === 0) return cannotTell(`The address space of ${name} cannot be read.`);
  return pass(id, `Nothing of ${name} overlaps the pod CIDR.`, { evidence });
}

function meet(ranges: readonly Cidr[], pods: readonly Cidr[]): boolean {
  return ranges.some((range) => pods.some((pod) => overlaps(pod, range)));
}
