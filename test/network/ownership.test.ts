import { describe, expect, it } from 'vitest';
import { isManagedTable, networkOwnership } from '../../src/network/ownership.ts';
import { anAgentPool } from '../builders/agent-pool.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { managedRouteTableId, routeTableId } from '../builders/resource-ids.ts';
import { aNodeSubnet } from '../builders/virtual-network.ts';

const managedNetwork = aManagedCluster({ agentPoolProfiles: [anAgentPool({ vnetSubnetID: undefined })] });
const { nodeResourceGroup: _, ...withoutGroup } = aManagedCluster();

describe('networkOwnership', () => {
  it('is managed when no pool names a subnet, whatever the subnets', () => {
    expect(networkOwnership(managedNetwork, undefined)).toBe('managed');
    expect(networkOwnership(managedNetwork, [aNodeSubnet({ routeTableId: managedRouteTableId })])).toBe('managed');
  });

  it('is byoSubnet when AKS keeps the table in the node resource group, in any letter case', () => {
    const subnets = [aNodeSubnet({ routeTableId: managedRouteTableId.toUpperCase() })];

    expect(networkOwnership(aManagedCluster(), subnets)).toBe('byoSubnet');
  });

  it('is byoRouteTable when one of two tables lies elsewhere', () => {
    const subnets = [aNodeSubnet({ routeTableId: managedRouteTableId }), aNodeSubnet({ routeTableId })];

    expect(networkOwnership(aManagedCluster(), subnets)).toBe('byoRouteTable');
  });

  it('is byoSubnet when a pool of two names a subnet that has no table', () => {
    const cluster = aManagedCluster({ agentPoolProfiles: [anAgentPool({ vnetSubnetID: undefined }), anAgentPool()] });

    expect(networkOwnership(cluster, [aNodeSubnet({ routeTableId: undefined })])).toBe('byoSubnet');
  });

  it.each([
    ['the subnets', aManagedCluster(), undefined],
    ['the node resource group', withoutGroup, [aNodeSubnet()]],
    ['any pool', aManagedCluster({ agentPoolProfiles: [] }), [aNodeSubnet()]],
  ])('does not tell without %s', (_, cluster, subnets) => {
    expect(networkOwnership(cluster, subnets)).toBeUndefined();
  });
});

describe('isManagedTable', () => {
  it('tells by the node resource group, and not at all without it', () => {
    expect(isManagedTable(managedRouteTableId, aManagedCluster())).toBe(true);
    expect(isManagedTable(routeTableId, aManagedCluster())).toBe(false);
    expect(isManagedTable(routeTableId, withoutGroup)).toBeUndefined();
  });
});
