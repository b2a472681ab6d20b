import { describe, expect, it } from 'vitest';
import { parseCidr } from '../../src/network/cidr.ts';
import {
  type Endpoint,
  matchedAddresses,
  matchedPorts,
  matchedProtocols,
  restsOnVirtualNetworkTag,
} from '../../src/network/rule-match.ts';
import { anAllow, aSecurityRule } from '../builders/security-group.ts';

function endpoint(kind: Endpoint['kind'], text: string): Endpoint {
  const range = parseCidr(text);
  if (range === undefined) throw new Error(`${text} is no CIDR.`);
  return { kind, range };
}

const node = endpoint('node', '10.10.1.0/24');
const pod = endpoint('pod', '10.244.0.0/16');
const publicPod = endpoint('pod', '8.8.0.0/16');
const denying = (...sourcePrefixes: string[]) => aSecurityRule({ sourcePrefixes, destinationPrefixes: ['10.9.9.9'] });
const allowing = (prefix: string) => anAllow(prefix, '10.9.9.9');
const texts = (rule: ReturnType<typeof aSecurityRule>, side: 'source' | 'destination', of: Endpoint) =>
  matchedAddresses(rule, side, of).map(({ text }) => text);

describe('matchedAddresses', () => {
  it.each(['*', 'Any', 'any', ' * '])('takes %j for the whole endpoint, in a deny and in an allow', (prefix) => {
    expect(texts(denying(prefix), 'source', pod)).toEqual([pod.range.text]);
    expect(texts(allowing(prefix), 'source', pod)).toEqual([pod.range.text]);
  });

  it('takes VirtualNetwork for nodes always, for pods only in a deny', () => {
    expect(texts(denying('VirtualNetwork'), 'source', pod)).toEqual([pod.range.text]);
    expect(texts(denying('VirtualNetwork'), 'source', node)).toEqual([node.range.text]);
    expect(texts(allowing('VirtualNetwork'), 'source', node)).toEqual([node.range.text]);
    expect(texts(allowing('VirtualNetwork'), 'source', pod)).toEqual([]);
  });

  it.each([
    '10.0.0.0/8',
    '10.255.255.0/24',
    '172.16.0.0/12',
    '172.31.0.0/16',
    '192.168.0.0/16',
    '100.64.0.0/10',
    'fc00::/7',
    'fd00::/48',
  ])('takes Internet for no address of the private range %s', (range) => {
    expect(texts(denying('Internet'), 'source', endpoint('pod', range))).toEqual([]);
  });

  it.each([
    '8.8.0.0/16',
    '11.0.0.0/16',
    '9.255.0.0/16',
    '172.32.0.0/16',
    '100.128.0.0/16',
    '0.0.0.0/0',
    '2001:db8::/32',
    '::a00:0/120',
  ])('takes Internet in a deny for the public range %s', (range) => {
    expect(texts(denying('Internet'), 'source', endpoint('pod', range))).toHaveLength(1);
  });

  it('does not rely on an allow for Internet, nor on other tags', () => {
    expect(texts(allowing('Internet'), 'source', publicPod)).toEqual([]);
    expect(texts(denying('AzureLoadBalancer'), 'source', publicPod)).toEqual([]);
    expect(texts(denying('Storage.WestEurope'), 'source', pod)).toEqual([]);
  });

  it('reads ranges and single addresses, each side its own', () => {
    const rule = denying(' 10.1.0.0/16 ', '10.2.0.7');
    expect(texts(rule, 'source', pod)).toHaveLength(2);
    expect(texts(rule, 'source', pod)[0]).toBe('10.1.0.0/16');
    expect(matchedAddresses(rule, 'destination', pod)).toHaveLength(1);
  });

  it('finds nodes, but no pods, in an application security group that is denied, and nothing in one that is allowed', () => {
    const groups = { hasSourceGroups: true, sourcePrefixes: [] };
    expect(texts(aSecurityRule(groups), 'source', node)).toEqual([node.range.text]);
    expect(texts(aSecurityRule(groups), 'source', pod)).toEqual([]);
    expect(texts(anAllow('*', '*', groups), 'source', node)).toEqual([]);
    expect(texts(aSecurityRule(groups), 'destination', pod)).toEqual([pod.range.text]);
    expect(texts(aSecurityRule({ hasDestinationGroups: true }), 'destination', pod)).toEqual([]);
  });
});

describe('restsOnVirtualNetworkTag', () => {
  it.each([
    [['10.0.0.0/8', 'virtualnetwork'], ['*'], true],
    [['*'], ['VirtualNetwork', '10.0.0.0/8'], true],
    [['*'], ['10.0.0.0/8'], false],
    [[], [], false],
  ])('of %j to %j is %s', (sourcePrefixes, destinationPrefixes, expected) => {
    expect(restsOnVirtualNetworkTag(aSecurityRule({ sourcePrefixes, destinationPrefixes }))).toBe(expected);
  });
});

describe('matchedProtocols', () => {
  it.each([
    ['*', ['tcp', 'udp', 'icmp', 'esp', 'ah']],
    ['Tcp', ['tcp']],
    ['UDP', ['udp']],
    ['Icmp', ['icmp']],
    ['Sctp', []],
  ])('of %s are %j', (protocol, expected) => {
    expect(matchedProtocols(aSecurityRule({ protocol }))).toEqual(expected);
  });
});

describe('matchedPorts', () => {
  const all = { first: 0n, last: 65_535n };

  it.each(['tcp', 'udp'] as const)('reads ports and ranges of %s', (protocol) => {
    expect(matchedPorts(['443', ' 8000-8080 '], protocol)).toEqual([
      { first: 443n, last: 443n },
      { first: 8000n, last: 8080n },
    ]);
    expect(matchedPorts(['*'], protocol)).toEqual([all]);
  });

  it.each(['http', 'a443', '443a', '443-', '-443', '1-2-3', ''])('reads nothing into %j', (port) => {
    expect(matchedPorts([port], 'tcp')).toEqual([]);
  });

  it.each(['icmp', 'esp', 'ah'] as const)('does not look at ports of %s, which has none', (protocol) => {
    expect(matchedPorts(['443'], protocol)).toEqual([all]);
    expect(matchedPorts([], protocol)).toEqual([all]);
  });
});
