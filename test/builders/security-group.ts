import type { NetworkSecurityGroup, SecurityRule } from '../../src/model/azure/network-security-group.ts';
import { securityGroupId } from './resource-ids.ts';

/** Denies everything inbound, after any rule of a lower number. */
export function aSecurityRule(overrides: Partial<SecurityRule> = {}): SecurityRule {
  const name = overrides.name ?? 'deny-all';
  return {
    id: `${securityGroupId}/securityRules/${name}`,
    name,
    priority: 4000,
    direction: 'Inbound',
    access: 'Deny',
    protocol: '*',
    sourcePrefixes: ['*'],
    sourcePorts: ['*'],
    destinationPrefixes: ['*'],
    destinationPorts: ['*'],
    hasSourceGroups: false,
    hasDestinationGroups: false,
    ...overrides,
  };
}

/** An allow of priority 100 between two prefixes. */
export function anAllow(source: string, destination: string, overrides: Partial<SecurityRule> = {}): SecurityRule {
  return aSecurityRule({
    name: 'allow',
    priority: 100,
    access: 'Allow',
    sourcePrefixes: [source],
    destinationPrefixes: [destination],
    ...overrides,
  });
}

export function aSecurityGroup(...securityRules: SecurityRule[]): NetworkSecurityGroup {
  return { id: securityGroupId, name: 'nsg-shop', securityRules };
}
