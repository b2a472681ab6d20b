import { resourceId } from '../arm-ids.ts';
import { type SubscriptionName, subscriptionId } from '../subscriptions.ts';
import type { EstateDraft } from './draft.ts';
import type { RouteTableDraft, SubnetDraft, VirtualNetworkDraft } from './network-draft.ts';

/** Where a resource goes; the location defaults to westeurope. */
export interface Place {
  readonly subscription: SubscriptionName;
  readonly resourceGroup: string;
  readonly location?: string;
}

export function addVirtualNetwork(
  draft: EstateDraft,
  place: Place,
  network: { readonly name: string; readonly addressPrefixes: readonly string[] },
): VirtualNetworkDraft {
  const virtualNetwork: VirtualNetworkDraft = {
    id: resourceId(
      subscriptionId(draft.seed, place.subscription),
      place.resourceGroup,
      'Microsoft.Network/virtualNetworks',
      network.name,
    ),
    location: place.location ?? 'westeurope',
    addressPrefixes: network.addressPrefixes,
    subnets: [],
    peerings: [],
  };
  draft.virtualNetworks.push(virtualNetwork);
  return virtualNetwork;
}

export function addSubnet(
  virtualNetwork: VirtualNetworkDraft,
  name: string,
  ...addressPrefixes: readonly string[]
): SubnetDraft {
  const subnet: SubnetDraft = {
    id: `${virtualNetwork.id}/subnets/${name}`,
    addressPrefixes,
    routeTable: undefined,
    networkSecurityGroupId: undefined,
    delegatedTo: undefined,
    ipConfigurationIds: [],
  };
  virtualNetwork.subnets.push(subnet);
  return subnet;
}

export function addRouteTable(draft: EstateDraft, place: Place, name: string): RouteTableDraft {
  const routeTable: RouteTableDraft = {
    id: resourceId(
      subscriptionId(draft.seed, place.subscription),
      place.resourceGroup,
      'Microsoft.Network/routeTables',
      name,
    ),
    location: place.location ?? 'westeurope',
    routes: [],
  };
  draft.routeTables.push(routeTable);
  return routeTable;
}

/** A virtual network of one's own with one node subnet and, where a table is named, a route table on it. */
export function addOwnNetwork(
  draft: EstateDraft,
  place: Place,
  own: { readonly name: string; readonly prefix: string; readonly nodes: string; readonly routeTable?: string },
): { readonly virtualNetwork: VirtualNetworkDraft; readonly subnet: SubnetDraft } {
  const virtualNetwork = addVirtualNetwork(draft, place, { name: own.name, addressPrefixes: [own.prefix] });
  const subnet = addSubnet(virtualNetwork, 'snet-aks-nodes', own.nodes);
  if (own.routeTable !== undefined) {
    subnet.routeTable = addRouteTable(draft, place, own.routeTable);
  }
  return { virtualNetwork, subnet };
}

/** Peers both ways, each with the other's whole address space. */
export function peer(left: VirtualNetworkDraft, right: VirtualNetworkDraft): void {
  for (const [from, to] of [
    [left, right],
    [right, left],
  ] as const) {
    from.peerings.push({
      name: `peer-to-${to.id.slice(to.id.lastIndexOf('/') + 1)}`,
      remoteVirtualNetworkId: to.id,
      remoteAddressPrefixes: to.addressPrefixes,
    });
  }
}
