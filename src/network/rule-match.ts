import type { SecurityRule } from '../model/azure/network-security-group.ts';
import { type Cidr, parseCidr, parseCidrs } from './cidr.ts';
import type { Span } from './covered-range.ts';
import { parseIpAddress } from './ip-address.ts';

/** One end of the traffic: addresses of nodes, or of pods, which are no interface's and are not in the virtual network on Overlay. */
export interface Endpoint {
  readonly kind: 'node' | 'pod';
  readonly range: Cidr;
}

/**
 * What the rule's side may mean of the endpoint's addresses. For a deny, all that it can match; for an allow, only what it is sure to.
 * @see https://learn.microsoft.com/azure/virtual-network/service-tags-overview
 */
export function matchedAddresses(
  rule: SecurityRule,
  side: 'source' | 'destination',
  endpoint: Endpoint,
): readonly Cidr[] {
  const isDeny = rule.access.toLowerCase() === 'deny';
  const hasGroups = side === 'source' ? rule.hasSourceGroups : rule.hasDestinationGroups;
  // Application security groups hold interfaces: nodes may be in one, pods are in none.
  if (hasGroups) return isDeny && endpoint.kind === 'node' ? [endpoint.range] : [];
  const prefixes = side === 'source' ? rule.sourcePrefixes : rule.destinationPrefixes;
  return prefixes.flatMap((prefix) => {
    const text = prefix.trim().toLowerCase();
    if (tagMatches(text, isDeny, endpoint)) return [endpoint.range];
    const range = parseCidr(text) ?? parseIpAddress(text);
    return range === undefined ? [] : [range];
  });
}

/**
 * VirtualNetwork holds the prefixes of user-defined routes, so it has kubenet's pods today and may not once the routes are gone: good
 * enough to suspect a deny, not to rely on an allow. Other tags are Azure's public addresses.
 */
function tagMatches(tag: string, isDeny: boolean, { kind, range }: Endpoint): boolean {
  if (tag === '*' || tag === 'any') return true;
  if (tag === 'virtualnetwork') return isDeny || kind === 'node';
  return tag === 'internet' && isDeny && !isPrivate(range);
}

/** Whether a side of the rule is known only by the tag VirtualNetwork, which may mean something else after the migration. */
export function restsOnVirtualNetworkTag({ sourcePrefixes, destinationPrefixes }: SecurityRule): boolean {
  return [sourcePrefixes, destinationPrefixes].some((prefixes) =>
    prefixes.some((prefix) => prefix.toLowerCase() === 'virtualnetwork'),
  );
}

const protocols = ['tcp', 'udp', 'icmp', 'esp', 'ah'] as const;
export type Protocol = (typeof protocols)[number];

export function matchedProtocols({ protocol }: SecurityRule): readonly Protocol[] {
  return protocol === '*' ? protocols : protocols.filter((each) => each === protocol.toLowerCase());
}

const allPorts: Span = { first: 0n, last: 65_535n };

/** Only TCP and UDP have ports: for the others a rule's ports are not looked at. */
export function matchedPorts(ports: readonly string[], protocol: Protocol): readonly Span[] {
  if (protocol !== 'tcp' && protocol !== 'udp') return [allPorts];
  return ports.flatMap((port) => {
    if (port === '*') return [allPorts];
    const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(port.trim()) ?? [];
    return from === undefined ? [] : [{ first: BigInt(from), last: BigInt(to ?? from) }];
  });
}

const privateRanges = parseCidrs(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']).cidrs;

function isPrivate(range: Cidr): boolean {
  return privateRanges.some(
    ({ family, first, last }) => family === range.family && first <= range.first && range.last <= last,
  );
}
