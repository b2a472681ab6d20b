import { resourceId } from '../arm-ids.ts';
import { networkSecurityGroup } from './add-network-security-group.ts';
import { addRouteTable, addSubnet, addVirtualNetwork, type Place } from './add-virtual-network.ts';
import type { ClusterDraft, EstateDraft } from './draft.ts';
import type { SubnetDraft } from './network-draft.ts';

function nodePlace(cluster: ClusterDraft): Place {
  return {
    subscription: cluster.spec.subscription,
    resourceGroup: cluster.nodeResourceGroup,
    location: cluster.location,
  };
}

/** The virtual network that AKS makes in the node resource group when no pool names a subnet. */
export function addManagedSubnet(draft: EstateDraft, cluster: ClusterDraft): SubnetDraft {
  const { addressPrefixes, subnetPrefixes } = cluster.spec.managedNetwork ?? {
    addressPrefixes: ['10.224.0.0/12'],
    subnetPrefixes: ['10.224.0.0/16'],
  };
  const name = `aks-vnet-${cluster.digits}`;
  const virtualNetwork = addVirtualNetwork(draft, nodePlace(cluster), { name, addressPrefixes });
  const subnet = addSubnet(virtualNetwork, 'aks-subnet', ...subnetPrefixes);
  const nsgId = resourceId(
    cluster.subscriptionId,
    cluster.nodeResourceGroup,
    'Microsoft.Network/networkSecurityGroups',
    `aks-agentpool-${cluster.digits}-nsg`,
  );
  draft.others.push(networkSecurityGroup(nsgId, cluster.location, []));
  subnet.networkSecurityGroupId = nsgId;
  return subnet;
}

/** Gives every node subnet that has no route table the one AKS makes in the node resource group. */
export function attachManagedRouteTable(draft: EstateDraft, cluster: ClusterDraft): void {
  const bare = cluster.pools.map(({ subnet }) => subnet).filter(({ routeTable }) => routeTable === undefined);
  if (bare.length === 0) {
    return;
  }
  const routeTable = addRouteTable(draft, nodePlace(cluster), `aks-agentpool-${cluster.digits}-routetable`);
  for (const subnet of bare) {
    subnet.routeTable = routeTable;
  }
}
