import { describe, expect, it } from 'vitest';
import type { SecurityRule } from '../../src/model/azure/network-security-group.ts';
import { parseCidr } from '../../src/network/cidr.ts';
import { deniedTraffic, type Traffic } from '../../src/network/denied-traffic.ts';
import { anAllow, aSecurityRule } from '../builders/security-group.ts';

const nodes = '10.10.1.0/24';
const pods = '10.244.0.0/16';
const podsV6 = 'fd12::/64';

function traffic(from: string, to: string, kind: 'node' | 'pod' = 'node'): Traffic {
  const [source, destination] = [parseCidr(from), parseCidr(to)];
  if (source === undefined || destination === undefined) throw new Error(`${from} or ${to} is no CIDR.`);
  return { from: { kind, range: source }, to: { kind: 'pod', range: destination } };
}

const nodeToPod = traffic(nodes, pods);
const denialsOf = (rules: readonly SecurityRule[], of: Traffic = nodeToPod) =>
  deniedTraffic(rules, [of]).map(({ rule }) => rule.name);

describe('deniedTraffic', () => {
  it('names denials in order of priority', () => {
    const rules = [4000, 300, 1200].map((priority) => aSecurityRule({ name: `deny-${priority}`, priority }));
    expect(denialsOf(rules)).toEqual(['deny-300', 'deny-1200', 'deny-4000']);
  });

  it('lets an allow except only what a later deny would drop', () => {
    const deny = aSecurityRule({ name: 'deny', priority: 200 });
    expect(denialsOf([anAllow(nodes, pods, { priority: 199 }), deny])).toEqual([]);
    expect(denialsOf([anAllow(nodes, pods, { priority: 200 }), deny])).toEqual(['deny']);
    expect(denialsOf([anAllow(nodes, pods, { priority: 201 }), deny])).toEqual(['deny']);
  });

  it('does not take one deny for the exception of another', () => {
    const first = aSecurityRule({ name: 'first', priority: 100 });
    expect(denialsOf([first, aSecurityRule({ name: 'second', priority: 200 })])).toEqual(['first', 'second']);
  });

  it('takes an allow that covers the part that is denied, though not the rest', () => {
    const deny = aSecurityRule({ sourcePrefixes: [nodes], destinationPrefixes: ['10.244.3.0/24'] });
    expect(denialsOf([anAllow(nodes, '10.244.0.0/20'), deny])).toEqual([]);
    expect(denialsOf([anAllow(nodes, '10.244.4.0/24'), deny])).toEqual(['deny-all']);
  });

  it('looks at either side of an allow', () => {
    const deny = aSecurityRule();
    expect(denialsOf([anAllow('10.10.1.0/25', pods), deny])).toEqual(['deny-all']);
    expect(denialsOf([anAllow(nodes, '10.244.0.0/17'), deny])).toEqual(['deny-all']);
    const halves = { sourcePrefixes: [nodes], destinationPrefixes: ['10.244.0.0/17', '10.244.128.0/17'] };
    expect(denialsOf([anAllow('', '', halves), deny])).toEqual([]);
  });

  it('passes over a deny that cannot match either side', () => {
    expect(denialsOf([aSecurityRule({ sourcePrefixes: ['10.11.0.0/16'] })])).toEqual([]);
    expect(denialsOf([aSecurityRule({ destinationPrefixes: ['10.245.0.0/16'] })])).toEqual([]);
  });

  it('drops one denied port among several that are allowed', () => {
    const deny = aSecurityRule({ destinationPorts: ['443', '8443'] });
    const some = anAllow(nodes, pods, { destinationPorts: ['443'] });
    expect(denialsOf([some, deny])).toEqual(['deny-all']);
    expect(denialsOf([some, anAllow(nodes, pods, { destinationPorts: ['8000-9000'] }), deny])).toEqual([]);
  });

  it('takes an allow only when it holds for every source port', () => {
    const from = (...sourcePorts: string[]) => [anAllow(nodes, pods, { sourcePorts }), aSecurityRule()];
    expect(denialsOf(from('1024-65535'))).toEqual(['deny-all']);
    expect(denialsOf(from('0-1023'))).toEqual(['deny-all']);
    expect(denialsOf(from('0-65535'))).toEqual([]);
    expect(denialsOf(from('80', '*'))).toEqual([]);
  });

  it('does not take an IPv4 allow for IPv6 traffic', () => {
    const v6 = traffic(podsV6, podsV6, 'pod');
    expect(denialsOf([anAllow('0.0.0.0/0', '0.0.0.0/0'), aSecurityRule()], v6)).toEqual(['deny-all']);
    expect(denialsOf([anAllow('::/0', '::/0'), aSecurityRule()], v6)).toEqual([]);
    // As numbers, these IPv4 addresses lie in that IPv6 range.
    const low = traffic('::/96', '::/96', 'pod');
    expect(denialsOf([anAllow('0.0.0.0/0', '0.0.0.0/0'), aSecurityRule()], low)).toEqual(['deny-all']);
  });
});
