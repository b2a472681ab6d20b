import type { Subnet, VirtualNetwork } from '../../src/model/azure/virtual-network.ts';
import type { NodeSubnet } from '../../src/model/cluster-facts.ts';
import { nodeSubnetId, routeTableId, virtualNetworkId } from './resource-ids.ts';

/** The node subnet, as its virtual network lists it. */
export function aSubnet(overrides: Partial<Subnet> = {}): Subnet {
  return {
    id: nodeSubnetId,
    name: 'snet-nodes',
    addressPrefixes: ['10.10.1.0/24'],
    ipConfigurationCount: undefined,
    routeTableId,
    networkSecurityGroupId: undefined,
    ...overrides,
  };
}

/** The node subnet, as the cluster knows it. */
export function aNodeSubnet(overrides: Partial<NodeSubnet> = {}): NodeSubnet {
  return {
    id: nodeSubnetId,
    name: 'snet-nodes',
    virtualNetworkId,
    addressPrefixes: ['10.10.1.0/24'],
    routeTableId,
    networkSecurityGroupId: undefined,
    poolNames: ['system', 'user'],
    ...overrides,
  };
}

/** 10.10.0.0/16 with the node subnet as its only one, and no peering. */
export function aVirtualNetwork(overrides: Partial<VirtualNetwork> = {}): VirtualNetwork {
  return {
    id: virtualNetworkId,
    name: 'vnet-shop',
    addressSpace: { addressPrefixes: ['10.10.0.0/16'] },
    subnets: [aSubnet()],
    virtualNetworkPeerings: [],
    ...overrides,
  };
}
