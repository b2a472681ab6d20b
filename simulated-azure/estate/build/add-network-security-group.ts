import type { ArmResource } from '../estate.ts';

/** One security rule, any port and protocol; `source` and `destination` are CIDRs, service tags or `*`. */
export interface RuleSpec {
  readonly name: string;
  readonly priority: number;
  readonly access: 'Allow' | 'Deny';
  readonly direction: 'Inbound' | 'Outbound';
  readonly source: string;
  readonly destination: string;
}

/** The rules Azure puts under every group, https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview */
const defaultRules: readonly RuleSpec[] = [
  rule('AllowVnetInBound', 65000, 'Allow', 'Inbound', 'VirtualNetwork', 'VirtualNetwork'),
  rule('AllowAzureLoadBalancerInBound', 65001, 'Allow', 'Inbound', 'AzureLoadBalancer', '*'),
  rule('DenyAllInBound', 65500, 'Deny', 'Inbound', '*', '*'),
  rule('AllowVnetOutBound', 65000, 'Allow', 'Outbound', 'VirtualNetwork', 'VirtualNetwork'),
  rule('AllowInternetOutBound', 65001, 'Allow', 'Outbound', '*', 'Internet'),
  rule('DenyAllOutBound', 65500, 'Deny', 'Outbound', '*', '*'),
];

function rule(
  name: string,
  priority: number,
  access: RuleSpec['access'],
  direction: RuleSpec['direction'],
  source: string,
  destination: string,
): RuleSpec {
  return { name, priority, access, direction, source, destination };
}

function ruleResource(groupId: string, kind: string, spec: RuleSpec): Readonly<Record<string, unknown>> {
  return {
    id: `${groupId}/${kind}/${spec.name}`,
    name: spec.name,
    type: `Microsoft.Network/networkSecurityGroups/${kind}`,
    properties: {
      provisioningState: 'Succeeded',
      protocol: '*',
      sourcePortRange: '*',
      destinationPortRange: '*',
      sourceAddressPrefix: spec.source,
      destinationAddressPrefix: spec.destination,
      access: spec.access,
      priority: spec.priority,
      direction: spec.direction,
    },
  };
}

export function networkSecurityGroup(id: string, location: string, rules: readonly RuleSpec[]): ArmResource {
  return {
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    type: 'Microsoft.Network/networkSecurityGroups',
    location,
    properties: {
      provisioningState: 'Succeeded',
      securityRules: rules.map((spec) => ruleResource(id, 'securityRules', spec)),
      defaultSecurityRules: defaultRules.map((spec) => ruleResource(id, 'defaultSecurityRules', spec)),
    },
  };
}
