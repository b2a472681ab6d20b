import type { ArmResource } from '../estate.ts';
import type { EstateDraft } from './draft.ts';
import type { SubnetDraft, VirtualNetworkDraft } from './network-draft.ts';

/** An application gateway beside the virtual network, with its address in `subnet`. Returns its id. */
export function addApplicationGateway(
  draft: EstateDraft,
  virtualNetwork: VirtualNetworkDraft,
  subnet: SubnetDraft,
  name: string,
): string {
  const id = virtualNetwork.id.replace(/virtualNetworks\/.*$/, `applicationGateways/${name}`);
  const configurationId = `${id}/gatewayIPConfigurations/appGatewayIpConfig`;
  subnet.ipConfigurationIds.push(configurationId);
  draft.others.push({
    id,
    name,
    type: 'Microsoft.Network/applicationGateways',
    location: virtualNetwork.location,
    tags: { 'managed-by-k8s-ingress': '1.9.1' },
    properties: {
      provisioningState: 'Succeeded',
      operationalState: 'Running',
      sku: { name: 'Standard_v2', tier: 'Standard_v2', capacity: 2 },
      gatewayIPConfigurations: [
        { id: configurationId, name: 'appGatewayIpConfig', properties: { subnet: { id: subnet.id } } },
      ],
    },
  });
  return id;
}

/** The add-on profile of the Application Gateway Ingress Controller, as the service answers it. */
export function agicAddon(applicationGatewayId: string): Readonly<Record<string, unknown>> {
  return {
    ingressApplicationGateway: {
      enabled: true,
      config: { applicationGatewayId, effectiveApplicationGatewayId: applicationGatewayId },
    },
  };
}

/** The far end of a site-to-site connection: address ranges that are not in Azure. */
export function localNetworkGateway(id: string, location: string, addressPrefixes: readonly string[]): ArmResource {
  return {
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    type: 'Microsoft.Network/localNetworkGateways',
    location,
    properties: {
      provisioningState: 'Succeeded',
      localNetworkAddressSpace: { addressPrefixes },
      gatewayIpAddress: '203.0.113.17',
    },
  };
}
