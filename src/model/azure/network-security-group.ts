import { z } from 'zod';
import { azureObject, listOf, maybe, text, wholeNumber } from './lenient.ts';

/** One value or a list: Azure fills either, and leaves the other empty. */
function either(one: string | undefined, many: readonly string[]): readonly string[] {
  return many.length > 0 ? many : one === undefined || one === '' ? [] : [one];
}

/** A rule of the owner's. Prefixes are CIDRs, addresses, service tags or `*`; none where application security groups stand instead. */
const securityRule = azureObject({
  id: z.string().default(''),
  name: z.string().default(''),
  priority: wholeNumber,
  /** `Inbound` or `Outbound`. */
  direction: z.string(),
  /** `Allow` or `Deny`. */
  access: z.string(),
  /** `*`, `Tcp`, `Udp`, `Icmp`, `Esp`, `Ah`. */
  protocol: z.string().default('*'),
  sourceAddressPrefix: maybe(z.string()),
  sourceAddressPrefixes: listOf(z.string()),
  sourcePortRange: maybe(text),
  sourcePortRanges: listOf(text),
  destinationAddressPrefix: maybe(z.string()),
  destinationAddressPrefixes: listOf(z.string()),
  destinationPortRange: maybe(text),
  destinationPortRanges: listOf(text),
  sourceApplicationSecurityGroups: listOf(z.unknown()),
  destinationApplicationSecurityGroups: listOf(z.unknown()),
}).transform((rule) => ({
  id: rule.id,
  name: rule.name,
  priority: rule.priority,
  direction: rule.direction,
  access: rule.access,
  protocol: rule.protocol,
  sourcePrefixes: either(rule.sourceAddressPrefix, rule.sourceAddressPrefixes),
  sourcePorts: either(rule.sourcePortRange, rule.sourcePortRanges),
  destinationPrefixes: either(rule.destinationAddressPrefix, rule.destinationAddressPrefixes),
  destinationPorts: either(rule.destinationPortRange, rule.destinationPortRanges),
  hasSourceGroups: rule.sourceApplicationSecurityGroups.length > 0,
  hasDestinationGroups: rule.destinationApplicationSecurityGroups.length > 0,
}));
export type SecurityRule = z.infer<typeof securityRule>;

/**
 * A network security group with its owner's rules; those Azure puts below every group are left out.
 * @see https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
 */
export const networkSecurityGroup = azureObject({
  id: z.string(),
  name: z.string().default(''),
  securityRules: listOf(securityRule),
});
export type NetworkSecurityGroup = z.infer<typeof networkSecurityGroup>;
