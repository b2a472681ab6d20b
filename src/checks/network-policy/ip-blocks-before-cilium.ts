import type { ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { NodeSubnet } from '../../model/cluster-facts.ts';
import type { IpBlock, NetworkPolicy } from '../../model/kubernetes/network-policy.ts';
import { nameOfObject } from '../../model/kubernetes/object-meta.ts';
import { type Cidr, parseCidr, parseCidrs } from '../../network/cidr.ts';
import { isCovered, sharedRange } from '../../network/covered-range.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { type Assessment, fail, given, type Judgement, notApplicable, pass, unknown } from '../assessment.ts';
import { declaredTag, targetPolicyTag } from '../declared.ts';
import { defineCheck } from '../define-check.ts';
import { objectId } from '../object-id.ts';

export default defineCheck({
  code: 'NP-007',
  category: 'networkPolicy',
  title: 'No egress rule reaches pods or nodes by address',
  failureTitle: 'Egress rules reach pods or nodes by address, which Cilium does not allow',
  severities: ['medium'],
  condition: `Fails for every NetworkPolicy with an egress ipBlock that holds an address of the pod CIDRs or of a node subnet; what except takes out does not count. Policies that AKS made are left out. Does not apply when the cluster's tag ${targetPolicyTag} declares another engine than cilium. Needs the cluster's API.`,
  why: 'Cilium does not match the addresses of pods and nodes with an ipBlock: a rule that allows 0.0.0.0/0 allows the world, but no longer the pods and nodes, and their traffic is dropped.',
  fix: {
    text: 'Before Cilium takes over, add a rule with podSelector and namespaceSelector for the pods, and a CiliumNetworkPolicy with the entities host and remote-node for the nodes.',
    commands: ['kubectl --context {cluster} get networkpolicy {networkPolicy} --namespace {namespace} --output yaml'],
  },
  sources: [
    {
      title: 'Azure CNI powered by Cilium: limitations',
      url: 'https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium',
      sure: 'documented',
    },
    {
      title: 'Migrate from Azure Network Policy Manager to Cilium',
      url: 'https://learn.microsoft.com/azure/aks/migrate-from-npm-to-cilium-network-policy',
      sure: 'documented',
    },
  ],
  needs: ['managedCluster', 'nodeSubnets', 'networkPolicies'],
  failsWithout: ['nodeSubnets'],

  evaluate({ managedCluster, nodeSubnets, networkPolicies }, _context, { podCidrs }) {
    const target = declaredTag(managedCluster, targetPolicyTag);
    if (target !== undefined && target !== 'cilium') {
      return notApplicable(`The tag ${targetPolicyTag} of ${managedCluster.name} declares ${target}, not cilium.`);
    }
    return given(podCidrs, (pods) => judge(managedCluster, { pods, nodeSubnets, networkPolicies }));
  },
});

interface Read {
  readonly pods: readonly Cidr[];
  readonly nodeSubnets: readonly NodeSubnet[];
  readonly networkPolicies: readonly NetworkPolicy[];
}

function judge({ id, name }: ManagedCluster, { pods, nodeSubnets, networkPolicies }: Read): Assessment {
  const subnets = parseCidrs(nodeSubnets.flatMap(({ addressPrefixes }) => addressPrefixes));
  if (subnets.malformed.length > 0) return unknown(`The subnet prefix "${subnets.malformed[0]}" is not a valid CIDR.`);
  const unstated = nodeSubnets.find(({ addressPrefixes }) => addressPrefixes.length === 0);
  const gaps = unstated === undefined ? [] : [cannotTell(`Subnet ${unstated.name} states no range.`)];
  const own = networkPolicies.filter(({ managedByAks }) => !managedByAks);
  if (own.length === 0) return assessEach([pass(id, `${name} has no network policy of its owner's.`)]);
  return assessEach([...own.map((policy) => judgePolicy(id, policy, [...pods, ...subnets.cidrs])), ...gaps]);
}

function judgePolicy(clusterId: string, policy: NetworkPolicy, ranges: readonly Cidr[]): Judgement | Gap {
  const name = nameOfObject(policy);
  const broken = policy.egressIpBlocks.find(({ cidr, except }) => parseCidrs([cidr, ...except]).malformed.length > 0);
  if (broken !== undefined) return cannotTell(`The ipBlock ${broken.cidr} of NetworkPolicy ${name} cannot be read.`);
  const found = policy.egressIpBlocks.flatMap((block) => {
    const reached = ranges.filter((range) => reaches(block, range)).map(({ text }) => text);
    return reached.length === 0 ? [] : [{ ipBlock: block.cidr, except: [...block.except], reaches: reached }];
  });
  const id = objectId(clusterId, 'networkpolicies', policy);
  const [first] = found;
  if (first === undefined) return pass(id, `NetworkPolicy ${name} reaches no pod or node by address.`);
  return fail(
    id,
    `NetworkPolicy ${name} allows egress to ${first.ipBlock}, which holds ${first.reaches.join(' and ')}.`,
    {
      evidence: { networkPolicy: name, ipBlocks: found },
      parameters: { namespace: policy.namespace, networkPolicy: policy.name },
    },
  );
}

/** Whether an address of the range is in the block and in no exception of it. */
function reaches({ cidr, except }: IpBlock, range: Cidr): boolean {
  const block = parseCidr(cidr);
  const shared = block === undefined ? undefined : sharedRange(block, range);
  if (shared === undefined) return false;
  return !isCovered(
    shared,
    parseCidrs(except).cidrs.filter(({ family }) => family === shared.family),
  );
}
