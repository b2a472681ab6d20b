import { describe, expect, it } from 'vitest';
import { isAksRouteTable } from '../../src/network/aks-route-table.ts';
import { clusterPrincipalId } from '../../src/network/cluster-principal.ts';
import { hasIngressGateway, ingressGatewayId } from '../../src/network/ingress-gateway.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';

const withGateway = (ingressApplicationGateway: { enabled?: boolean; config?: Record<string, string> } | undefined) =>
  aManagedCluster({ addonProfiles: { ingressApplicationGateway } });

describe('the gateway of the ingress add-on', () => {
  it('is the one that the add-on uses, before the one it was given', () => {
    const config = { effectiveApplicationGatewayId: '/used', applicationGatewayId: '/given' };
    expect(ingressGatewayId(withGateway({ enabled: true, config }))).toBe('/used');
    expect(ingressGatewayId(withGateway({ enabled: true, config: { applicationGatewayId: '/given' } }))).toBe('/given');
    const empty = { effectiveApplicationGatewayId: '', applicationGatewayId: '' };
    expect(ingressGatewayId(withGateway({ enabled: true, config: empty }))).toBeUndefined();
  });

  it.each([
    ['without add-ons', aManagedCluster({ addonProfiles: undefined })],
    ['without this add-on', withGateway(undefined)],
    ['with the add-on switched off', withGateway({ enabled: false })],
  ])('is none %s', (_, cluster) => {
    expect(hasIngressGateway(cluster)).toBe(false);
    expect(ingressGatewayId(cluster)).toBeUndefined();
  });

  it('is there when the add-on is switched on', () => {
    expect(hasIngressGateway(withGateway({ enabled: true }))).toBe(true);
  });
});

describe('clusterPrincipalId', () => {
  it('is the identity of the system or the one of the user', () => {
    const own = { type: 'systemassigned', principalId: 'own' };
    expect(clusterPrincipalId(aManagedCluster({ identity: own }))).toBe('own');
    const users = {
      type: 'UserAssigned',
      principalId: 'own',
      userAssignedIdentities: { '/id': { principalId: 'users' } },
    };
    expect(clusterPrincipalId(aManagedCluster({ identity: users }))).toBe('users');
  });

  it('is not known of a cluster without identity, or with one that is not told', () => {
    expect(clusterPrincipalId(aManagedCluster({ identity: undefined }))).toBeUndefined();
    expect(clusterPrincipalId(aManagedCluster({ identity: { type: 'UserAssigned' } }))).toBeUndefined();
  });
});

describe('isAksRouteTable', () => {
  it.each([
    ['aks-agentpool-12345678-routetable', true],
    ['AKS-AGENTPOOL-12345678-ROUTETABLE', true],
    ['aks-agentpool-12345678-routetable-copy', false],
    ['my-aks-agentpool-12345678-routetable', false],
    ['aks-agentpool-1234567-routetable', false],
    ['aks-agentpool-123456789-routetable', false],
  ])('of %s is %s', (name, expected) => {
    expect(isAksRouteTable({ name })).toBe(expected);
  });
});
