import type { ManagedCluster } from '../../model/azure/managed-cluster.ts';
import { overlaps, parseCidrs } from '../../network/cidr.ts';
import { lacksFamily, podCidrTexts, serviceCidrTexts } from '../../network/pod-cidrs.ts';
import { reservedRanges } from '../../network/well-known-ranges.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { overlayWithPodCidr } from '../overlay-with-pod-cidr.ts';
import { changelog } from '../sources.ts';

const newCluster =
  'az aks create --subscription {subscription} --resource-group {resourceGroup} --name {newCluster} --network-plugin azure --network-plugin-mode overlay --service-cidr {newServiceCidr}';

export default defineCheck({
  code: 'IP-007',
  category: 'ipPlan',
  title: 'Pod and service CIDR leave out the ranges AKS reserves',
  failureTitle: 'The pod or service CIDR includes a range AKS reserves',
  severities: ['blocker'],
  condition: `Fails when a pod or service CIDR overlaps ${reservedRanges.map(({ text }) => text).join(', ')}.`,
  why: 'Since May 2026 AKS creates and updates no cluster with a pod CIDR that overlaps 172.30.0.0/16 or 172.31.0.0/16; clusters that have one are called unaffected. Whether the migration is refused when the range is left as it is, the two sentences leave open.',
  fix: {
    text: 'Give the update to Overlay another pod CIDR: since August 2025 it takes one. Microsoft documents it twice; one open report (AKS 5662) disputes it, so try it on a test cluster. A service CIDR cannot be changed: only that needs a new cluster.',
    commands: [overlayWithPodCidr, newCluster],
  },
  sources: [
    {
      title: 'Networking in AKS: reserved ranges',
      url: 'https://learn.microsoft.com/azure/aks/concepts-network-cni-overview',
      sure: 'documented',
    },
    changelog,
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    return assessEach([
      judge(managedCluster, 'pod CIDR', podCidrTexts(managedCluster)),
      judge(managedCluster, 'service CIDR', serviceCidrTexts(managedCluster)),
    ]);
  },
});

function judge(cluster: ManagedCluster, what: string, ranges: readonly string[]): Judgement | Gap {
  const { id } = cluster;
  const { cidrs, malformed } = parseCidrs(ranges);
  const hit = reservedRanges.filter((each) => cidrs.some((cidr) => overlaps(cidr, each))).map(({ text }) => text);
  const evidence = { range: what, ranges, reserved: hit };
  if (hit.length > 0)
    return fail(id, `The ${what} ${ranges.join(', ')} overlaps ${hit.join(', ')}, which AKS reserves.`, {
      evidence,
      commands: [what === 'pod CIDR' ? overlayWithPodCidr : newCluster],
    });
  if (malformed.length > 0) return cannotTell(`The ${what} "${malformed.join('", "')}" is not a valid CIDR.`);
  if (cidrs.length === 0) return cannotTell(`The cluster states no ${what}.`);
  if (lacksFamily(cluster, ranges)) return cannotTell(`The cluster is dual stack and states one ${what}.`);
  return pass(id, `The ${what} overlaps no reserved range.`, { evidence });
}
