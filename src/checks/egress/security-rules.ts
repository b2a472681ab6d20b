import type { NetworkSecurityGroup } from '../../model/azure/network-security-group.ts';
import type { NodeSubnet } from '../../model/cluster-facts.ts';
import { resourceGroupOf, sameResource, subscriptionIdOf } from '../../model/resource-id.ts';
import { type Cidr, parseCidrs } from '../../network/cidr.ts';
import { type Denial, deniedTraffic, type Traffic } from '../../network/denied-traffic.ts';
import { restsOnVirtualNetworkTag } from '../../network/rule-match.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { type Assessment, fail, given, type Judgement, notApplicable, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { overlayConcepts } from '../sources.ts';

const allowRule =
  'az network nsg rule create --subscription {groupSubscription} --resource-group {groupResourceGroup} --nsg-name {securityGroup} --direction {direction} --access Allow --protocol "*" --destination-port-ranges "*"';

export default defineCheck({
  code: 'EGR-002',
  category: 'egress',
  title: "The nodes' network security groups let pod traffic through",
  failureTitle: 'A network security group would drop pod traffic on Overlay',
  severities: ['high'],
  condition:
    "Fails for each deny rule of a node subnet's group that can match traffic from nodes to pods or between pods, unless rules of a higher priority allow all of it that it matches, for the same ports and protocols. Azure's default rules are ignored. An allow for the tag VirtualNetwork does not count for pod addresses: the tag covers prefixes of user-defined routes, so kubenet's pods match it today and may not once the routes are gone; a deny that uses it is suspected.",
  why: "Overlay does not encapsulate: packets carry pod addresses, and the subnet's rules apply to them. Dropped ones look like a network that works for some pods and not for others.",
  fix: {
    text: 'Add rules that allow node to node, node to pod and pod to pod, before the deny rule. They take effect at once and restart nothing.',
    commands: [
      `${allowRule} --name allow-node-to-node --priority {freePriority} --source-address-prefixes {nodePrefix} --destination-address-prefixes {nodePrefix}`,
      `${allowRule} --name allow-node-to-pod --priority {nextFreePriority} --source-address-prefixes {nodePrefix} --destination-address-prefixes {podCidr}`,
      `${allowRule} --name allow-pod-to-pod --priority {lastFreePriority} --source-address-prefixes {podCidr} --destination-address-prefixes {podCidr}`,
    ],
  },
  sources: [overlayConcepts],
  needs: ['managedCluster', 'nodeSubnets', 'securityGroups'],
  failsWithout: ['nodeSubnets', 'securityGroups'],

  evaluate({ nodeSubnets, securityGroups }, _context, { podCidrs }) {
    if (securityGroups.length === 0)
      return notApplicable('No node subnet states a network security group: it has none.');
    return given(podCidrs, (pods) => judge(pods, nodeSubnets, securityGroups));
  },
});

function judge(
  pods: readonly Cidr[],
  nodeSubnets: readonly NodeSubnet[],
  securityGroups: readonly NetworkSecurityGroup[],
): Assessment {
  const { cidrs: nodes, malformed } = parseCidrs(nodeSubnets.flatMap(({ addressPrefixes }) => addressPrefixes));
  if (malformed.length > 0) return unknown(`The node subnet's range ${malformed[0]} cannot be read.`);
  const unstated = nodeSubnets.find(({ addressPrefixes }) => addressPrefixes.length === 0);
  const traffic = podTraffic(nodes, pods);
  return assessEach([
    ...securityGroups.flatMap((group) => judgeGroup(group, traffic, nodeSubnets)),
    ...(unstated === undefined ? [] : [cannotTell(`Subnet ${unstated.name} states no range.`)]),
  ]);
}

/** Node to pod and pod to pod, within a family. */
function podTraffic(nodes: readonly Cidr[], pods: readonly Cidr[]): readonly Traffic[] {
  return pods.flatMap((pod) => {
    const to = { kind: 'pod', range: pod } as const;
    const fromNodes = nodes.map((range) => ({ from: { kind: 'node', range } as const, to }));
    const fromPods = pods.map((range) => ({ from: { kind: 'pod', range } as const, to }));
    return [...fromNodes, ...fromPods].filter(({ from }) => from.range.family === pod.family);
  });
}

function judgeGroup(
  group: NetworkSecurityGroup,
  traffic: readonly Traffic[],
  nodeSubnets: readonly NodeSubnet[],
): readonly (Judgement | Gap)[] {
  const { id, name, securityRules } = group;
  const odd = securityRules.find(({ direction }) => !/^(in|out)bound$/i.test(direction));
  if (odd !== undefined) return [cannotTell(`Rule ${odd.name} of ${name} has the direction ${odd.direction}.`)];
  const byRule = Map.groupBy(deniedTraffic(securityRules, traffic), ({ rule }) => rule);
  if (byRule.size === 0) return [pass(id, `No rule of ${name} drops traffic to pods.`)];
  const subnets = nodeSubnets.filter((each) => sameResource(each.networkSecurityGroupId ?? '', id));
  return [...byRule].map(([rule, denials]) => {
    const kinds = [...new Set(denials.map(({ traffic: { from } }) => `${from.kind} to pod`))];
    return fail(
      rule.id || id,
      `Rule ${rule.name} of ${name} (${rule.direction}, ${rule.priority}) can drop ${kinds.join(' and ')}.`,
      {
        ...(restsOnVirtualNetworkTag(rule) ? { confidence: 'suspected' as const } : {}),
        evidence: { rule: rule.name, direction: rule.direction, priority: rule.priority, traffic: kinds },
        parameters: ruleParameters(group, subnets, denials),
      },
    );
  });
}

/** A range is filled in where there is but one to choose. */
function ruleParameters(
  { id, name }: NetworkSecurityGroup,
  subnets: readonly NodeSubnet[],
  denials: readonly Denial[],
) {
  const [nodePrefix, ...otherPrefixes] = subnets.flatMap(({ addressPrefixes }) => addressPrefixes);
  const [podCidr, ...otherCidrs] = new Set(denials.map(({ traffic: { to } }) => to.range.text));
  return {
    securityGroup: name,
    groupResourceGroup: resourceGroupOf(id) ?? '',
    groupSubscription: subscriptionIdOf(id) ?? '',
    direction: denials[0]?.rule.direction ?? 'Inbound',
    ...(nodePrefix === undefined || otherPrefixes.length > 0 ? {} : { nodePrefix }),
    ...(podCidr === undefined || otherCidrs.length > 0 ? {} : { podCidr }),
  };
}
