import { z } from 'zod';
import { azureObject, compiled, emptyWhenAbsent, maybe, oneOrMany, text, wholeNumber } from './lenient.ts';

/** One value or a list: Azure fills either, and leaves the other empty. */
function either(one: readonly string[] | undefined, many: readonly string[]): readonly string[] {
  return many.length > 0 ? many : (one ?? []);
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
  protocol: z.string(),
  sourceAddressPrefix: maybe(oneOrMany(z.string())),
  sourceAddressPrefixes: emptyWhenAbsent(z.string()),
  sourcePortRange: maybe(oneOrMany(text)),
  sourcePortRanges: emptyWhenAbsent(text),
  destinationAddressPrefix: maybe(oneOrMany(z.string())),
  destinationAddressPrefixes: emptyWhenAbsent(z.string()),
  destinationPortRange: maybe(oneOrMany(text)),
  destinationPortRanges: emptyWhenAbsent(text),
  sourceApplicationSecurityGroups: emptyWhenAbsent(z.unknown()),
  destinationApplicationSecurityGroups: emptyWhenAbsent(z.unknown()),
})
  .transform((rule) => ({
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
  }))
  .refine(saysWhatItMatches, 'a security rule does not say what it matches');
export type SecurityRule = z.infer<typeof securityRule>;

interface Matched {
  readonly sourcePrefixes: readonly string[];
  readonly sourcePorts: readonly string[];
  readonly destinationPrefixes: readonly string[];
  readonly destinationPorts: readonly string[];
  readonly hasSourceGroups: boolean;
  readonly hasDestinationGroups: boolean;
}

/** A rule of which a side is left out would match nothing, and so be harmless. */
function saysWhatItMatches(rule: Matched): boolean {
  const hasSource = rule.hasSourceGroups || rule.sourcePrefixes.length > 0;
  const hasDestination = rule.hasDestinationGroups || rule.destinationPrefixes.length > 0;
  return hasSource && hasDestination && rule.sourcePorts.length > 0 && rule.destinationPorts.length > 0;
}

/**
 * A network security group with its owner's rules; those Azure puts below every group are left out.
 * @see https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
 */
export const networkSecurityGroup = compiled(
  azureObject({
    id: z.string(),
    name: z.string().default(''),
    securityRules: z.array(securityRule),
  }),
);
export type NetworkSecurityGroup = z.infer<typeof networkSecurityGroup>;
