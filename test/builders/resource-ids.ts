/** The ids of the healthy cluster and of what it uses: everything of a network team's lies in a resource group of its own. */
export const subscriptionId = '00000000-0000-0000-0000-000000000001';

const resourceGroups = `/subscriptions/${subscriptionId}/resourceGroups`;

export const clusterId = `${resourceGroups}/rg-shop/providers/Microsoft.ContainerService/managedClusters/aks-shop`;
export const nodeResourceGroup = 'MC_rg-shop_aks-shop_westeurope';

export const identityId = `${resourceGroups}/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-shop`;
/** Object id of that identity. */
export const principalId = '00000000-0000-0000-0000-00000000000a';

const network = `${resourceGroups}/rg-network/providers/Microsoft.Network`;

export const virtualNetworkId = `${network}/virtualNetworks/vnet-shop`;
export const nodeSubnetId = `${virtualNetworkId}/subnets/snet-nodes`;
export const routeTableId = `${network}/routeTables/rt-shop`;
export const securityGroupId = `${network}/networkSecurityGroups/nsg-shop`;
export const networkResourceGroupId = `${resourceGroups}/rg-network`;
export const nodeResourceGroupId = `${resourceGroups}/${nodeResourceGroup}`;

const compute = `${resourceGroups}/${nodeResourceGroup}/providers/Microsoft.Compute`;

/** Where a table lies that AKS made for a managed network. */
export const managedRouteTableId = `${resourceGroups}/${nodeResourceGroup}/providers/Microsoft.Network/routeTables/aks-agentpool-12345678-routetable`;

/** An instance of a pool's scale set; `index` is its place, as in the last six characters of the node's name. */
export function instanceId(poolName: string, index: number): string {
  return `${compute}/virtualMachineScaleSets/aks-${poolName}-12345678-vmss/virtualMachines/${index}`;
}

/** A name as AKS gives it: `aks-system-12345678-vmss000000`. */
export function nodeName(poolName: string, index: number): string {
  return `aks-${poolName}-12345678-vmss${index.toString(36).padStart(6, '0')}`;
}
