import { describe, expect, it } from 'vitest';
import { clusterParameters } from '../../src/checks/cluster-parameters.ts';
import { notKnown } from '../../src/model/fact.ts';
import { anAgentPool } from '../builders/agent-pool.ts';
import { clusterFacts } from '../builders/cluster-facts.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { nodeResourceGroup, routeTableId, subscriptionId, virtualNetworkId } from '../builders/resource-ids.ts';
import { aNodeSubnet } from '../builders/virtual-network.ts';

const ofPools = (...agentPoolProfiles: ReturnType<typeof anAgentPool>[]) =>
  clusterParameters(clusterFacts({ managedCluster: aManagedCluster({ agentPoolProfiles }) }));
const ofSubnets = (...nodeSubnets: ReturnType<typeof aNodeSubnet>[]) =>
  clusterParameters(clusterFacts({ nodeSubnets }));

describe('what a command may name', () => {
  it('is the cluster, its groups and its network', () => {
    expect(clusterParameters(clusterFacts())).toEqual({
      subscription: subscriptionId,
      resourceGroup: 'rg-shop',
      cluster: 'aks-shop',
      nodeResourceGroup,
      location: 'westeurope',
      pool: undefined,
      minCount: undefined,
      routeTableId,
      virtualNetwork: 'vnet-shop',
      networkResourceGroup: 'rg-network',
      networkSubscription: subscriptionId,
    });
  });

  it('is nothing where the cluster was not read, and no network where that was not', () => {
    expect(clusterParameters(clusterFacts({ managedCluster: notKnown('403') }))).toEqual({});
    expect(clusterParameters(clusterFacts({ nodeSubnets: notKnown('403') }))).toMatchObject({
      cluster: 'aks-shop',
      routeTableId: undefined,
      virtualNetwork: undefined,
      networkResourceGroup: undefined,
      networkSubscription: undefined,
    });
  });

  it('is no region that is not stated', () => {
    const managedCluster = aManagedCluster({ location: '' });
    expect(clusterParameters(clusterFacts({ managedCluster }))['location']).toBeUndefined();
  });

  it('is a pool only where there is but one, with its minimum where the autoscaler has one', () => {
    expect(ofPools(anAgentPool({ name: 'system', minCount: 0 }))).toMatchObject({ pool: 'system', minCount: '0' });
    expect(ofPools(anAgentPool())).toMatchObject({ pool: 'system', minCount: undefined });
    expect(ofPools()).toMatchObject({ pool: undefined, minCount: undefined });
    expect(ofPools(anAgentPool({ minCount: 1 }), anAgentPool({ minCount: 1 }))).toMatchObject({
      pool: undefined,
      minCount: undefined,
    });
  });

  it('is a table, or a network, only where all subnets have that one, in any letter case', () => {
    const second = aNodeSubnet({
      routeTableId: routeTableId.toUpperCase(),
      virtualNetworkId: virtualNetworkId.toUpperCase(),
    });
    expect(ofSubnets(aNodeSubnet(), second)).toMatchObject({ routeTableId, virtualNetwork: 'vnet-shop' });
    expect(ofSubnets(aNodeSubnet(), aNodeSubnet({ routeTableId: `${routeTableId}-2` }))).toMatchObject({
      routeTableId: undefined,
      virtualNetwork: 'vnet-shop',
    });
    expect(ofSubnets(aNodeSubnet(), aNodeSubnet({ routeTableId: undefined }))['routeTableId']).toBeUndefined();
    expect(ofSubnets(aNodeSubnet({ routeTableId: undefined }))['routeTableId']).toBeUndefined();
  });

  it('is the subscription that two networks share, and neither network', () => {
    expect(ofSubnets(aNodeSubnet(), aNodeSubnet({ virtualNetworkId: `${virtualNetworkId}-2` }))).toMatchObject({
      virtualNetwork: undefined,
      networkResourceGroup: undefined,
      networkSubscription: subscriptionId,
    });
  });
});
