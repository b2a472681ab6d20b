import type { SecurityRule } from '../model/azure/network-security-group.ts';
import { isCovered, type Span, sharedRange } from './covered-range.ts';
import { type Endpoint, matchedAddresses, matchedPorts, matchedProtocols, type Protocol } from './rule-match.ts';

/** Traffic between two ranges of addresses, on any port and protocol. */
export interface Traffic {
  readonly from: Endpoint;
  readonly to: Endpoint;
}

/** A rule of the owner's that drops a part of the traffic, since no rule before it lets all of that part through. */
export interface Denial {
  readonly rule: SecurityRule;
  readonly traffic: Traffic;
}

/** Every denial of every deny rule, in either direction, in order of priority. */
export function deniedTraffic(rules: readonly SecurityRule[], traffic: readonly Traffic[]): readonly Denial[] {
  return rules
    .filter(({ access }) => access.toLowerCase() === 'deny')
    .toSorted((a, b) => a.priority - b.priority)
    .flatMap((deny) => {
      const allows = allowsBefore(deny, rules);
      return traffic.filter((each) => isDenied(deny, allows, each)).map((each) => ({ rule: deny, traffic: each }));
    });
}

function allowsBefore(deny: SecurityRule, rules: readonly SecurityRule[]): readonly SecurityRule[] {
  return rules.filter(
    ({ access, direction, priority }) =>
      access.toLowerCase() === 'allow' &&
      direction.toLowerCase() === deny.direction.toLowerCase() &&
      priority < deny.priority,
  );
}

function isDenied(deny: SecurityRule, allows: readonly SecurityRule[], { from, to }: Traffic): boolean {
  const shared = (side: 'source' | 'destination', endpoint: Endpoint): readonly Endpoint[] =>
    matchedAddresses(deny, side, endpoint).flatMap((range) => {
      const both = sharedRange(range, endpoint.range);
      return both === undefined ? [] : [{ kind: endpoint.kind, range: both }];
    });
  const sources = shared('source', from);
  const destinations = shared('destination', to);
  return sources.some((source) =>
    destinations.some((destination) =>
      matchedProtocols(deny).some((protocol) => {
        const through = allows.filter((allow) => letsThrough(allow, { from: source, to: destination }, protocol));
        const open = through.flatMap((allow) => matchedPorts(allow.destinationPorts, protocol));
        return matchedPorts(deny.destinationPorts, protocol).some((ports) => !isCovered(ports, open));
      }),
    ),
  );
}

/** Whether the rule lets all of these addresses through, whatever port the traffic comes from. */
function letsThrough(allow: SecurityRule, { from, to }: Traffic, protocol: Protocol): boolean {
  const covers = (side: 'source' | 'destination', endpoint: Endpoint) =>
    isCovered(endpoint.range, spansOf(allow, side, endpoint));
  const fromAnyPort = matchedPorts(allow.sourcePorts, protocol).some(
    ({ first, last }) => first === 0n && last === 65_535n,
  );
  return (
    matchedProtocols(allow).includes(protocol) && fromAnyPort && covers('source', from) && covers('destination', to)
  );
}

function spansOf(rule: SecurityRule, side: 'source' | 'destination', endpoint: Endpoint): readonly Span[] {
  return matchedAddresses(rule, side, endpoint).filter(({ family }) => family === endpoint.range.family);
}
