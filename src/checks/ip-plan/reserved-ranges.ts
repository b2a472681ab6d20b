import { overlaps, parseCidrs } from '../../network/cidr.ts';
import { podCidrTexts, serviceCidrTexts } from '../../network/pod-cidrs.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { changelog } from '../sources.ts';

/** AKS keeps these for itself. */
const reserved = parseCidrs(['169.254.0.0/16', '172.30.0.0/16', '172.31.0.0/16', '192.0.2.0/24']).cidrs;

export default defineCheck({
  code: 'IP-007',
  category: 'ipPlan',
  title: 'Pod and service CIDR leave out the ranges AKS reserves',
  failureTitle: 'The pod or service CIDR includes a range AKS reserves',
  severities: ['blocker'],
  condition: `Fails when a pod or service CIDR overlaps ${reserved.map(({ text }) => text).join(', ')}.`,
  why: 'Since May 2026 AKS rejects updates of a cluster with such a range, and the migration is an update.',
  fix: {
    text: 'Neither range can be changed on a kubenet cluster: build a new cluster with other ranges and switch to it.',
    commands: [
      'az aks create --subscription {subscription} --resource-group {resourceGroup} --name {newCluster} --network-plugin azure --network-plugin-mode overlay --pod-cidr {newPodCidr} --service-cidr {newServiceCidr}',
    ],
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
      judge(managedCluster.id, 'pod CIDR', podCidrTexts(managedCluster)),
      judge(managedCluster.id, 'service CIDR', serviceCidrTexts(managedCluster)),
    ]);
  },
});

function judge(id: string, what: string, ranges: readonly string[]): Judgement | Gap {
  const { cidrs, malformed } = parseCidrs(ranges);
  const hit = reserved.filter((each) => cidrs.some((cidr) => overlaps(cidr, each))).map(({ text }) => text);
  const evidence = { ranges, reserved: hit };
  if (hit.length > 0) return fail(id, `The ${what} ${ranges.join(', ')} overlaps ${hit.join(', ')}.`, { evidence });
  if (malformed.length > 0) return cannotTell(`The ${what} "${malformed.join('", "')}" is not a valid CIDR.`);
  if (cidrs.length === 0) return cannotTell(`The cluster states no ${what}.`);
  return pass(id, `The ${what} overlaps no reserved range.`, { evidence });
}
