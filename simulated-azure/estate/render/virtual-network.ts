import { lastSegment } from '../arm-ids.ts';
import type { PeeringDraft, SubnetDraft, VirtualNetworkDraft } from '../build/network-draft.ts';
import type { ArmResource, SubnetUsage } from '../estate.ts';
import { usableAddresses } from '../ip-address.ts';

type Json = Readonly<Record<string, unknown>>;

/** The virtual network with its subnets and peerings inside, as GET answers it. */
export function virtualNetwork(draft: VirtualNetworkDraft): ArmResource {
  return {
    id: draft.id,
    name: lastSegment(draft.id),
    type: 'Microsoft.Network/virtualNetworks',
    location: draft.location,
    properties: {
      provisioningState: 'Succeeded',
      addressSpace: { addressPrefixes: draft.addressPrefixes },
      subnets: draft.subnets.map(subnet),
      virtualNetworkPeerings: draft.peerings.map((peering) => virtualNetworkPeering(draft, peering)),
      enableDdosProtection: false,
    },
  };
}

/** One prefix is `addressPrefix`, several are `addressPrefixes`; what a subnet does not have is absent, not null. */
function subnet(draft: SubnetDraft): Json {
  const [only, ...more] = draft.addressPrefixes;
  return {
    id: draft.id,
    name: lastSegment(draft.id),
    type: 'Microsoft.Network/virtualNetworks/subnets',
    properties: {
      provisioningState: 'Succeeded',
      ...(more.length > 0 ? { addressPrefixes: draft.addressPrefixes } : { addressPrefix: only }),
      ...(draft.networkSecurityGroupId !== undefined && { networkSecurityGroup: { id: draft.networkSecurityGroupId } }),
      ...(draft.routeTable && { routeTable: { id: draft.routeTable.id } }),
      ...(draft.ipConfigurationIds.length > 0 && {
        ipConfigurations: draft.ipConfigurationIds.map((id) => ({ id: asNetworkAnswers(id) })),
      }),
      delegations: delegations(draft),
      privateEndpointNetworkPolicies: 'Disabled',
      privateLinkServiceNetworkPolicies: 'Enabled',
    },
  };
}

/** The network provider spells the resource group and the scale set of an instance's configuration in capitals. */
function asNetworkAnswers(ipConfigurationId: string): string {
  return ipConfigurationId.replace(
    /(\/resourceGroups\/)([^/]+)(.*\/virtualMachineScaleSets\/)([^/]+)/,
    (_, before: string, group: string, between: string, scaleSet: string) =>
      `${before}${group.toUpperCase()}${between}${scaleSet.toUpperCase()}`,
  );
}

function delegations({ id, delegatedTo }: SubnetDraft): readonly Json[] {
  return delegatedTo === undefined
    ? []
    : [{ id: `${id}/delegations/delegation`, name: 'delegation', properties: { serviceName: delegatedTo } }];
}

function virtualNetworkPeering(draft: VirtualNetworkDraft, peering: PeeringDraft): Json {
  return {
    id: `${draft.id}/virtualNetworkPeerings/${peering.name}`,
    name: peering.name,
    type: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
    properties: {
      provisioningState: 'Succeeded',
      peeringState: 'Connected',
      peeringSyncLevel: 'FullyInSync',
      remoteVirtualNetwork: { id: peering.remoteVirtualNetworkId },
      remoteAddressSpace: { addressPrefixes: peering.remoteAddressPrefixes },
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: true,
      allowGatewayTransit: false,
      useRemoteGateways: false,
    },
  };
}

/** IPv4 addresses used and usable, subnet by subnet; an IPv6 configuration shares its node's row. */
export function subnetUsages(draft: VirtualNetworkDraft): readonly SubnetUsage[] {
  return draft.subnets.map(({ id, addressPrefixes, ipConfigurationIds }) => ({
    id,
    currentValue: ipConfigurationIds.filter((configuration) => !configuration.endsWith('v6')).length,
    limit: addressPrefixes
      .filter((prefix) => !prefix.includes(':'))
      .reduce((sum, prefix) => sum + usableAddresses(prefix), 0),
    name: { value: 'SubnetSpace', localizedValue: 'Subnet size and usage' },
    unit: 'Count',
  }));
}
