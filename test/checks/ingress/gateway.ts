import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { virtualNetworkId } from '../../builders/resource-ids.ts';
import { aSubnet } from '../../builders/virtual-network.ts';

export const gatewayId =
  '/subscriptions/s/resourceGroups/rg-network/providers/Microsoft.Network/applicationGateways/agw-shop';
export const gatewaySubnetId = `${virtualNetworkId}/subnets/snet-gateway`;

interface Config {
  readonly applicationGatewayId?: string;
  readonly subnetCIDR?: string;
  readonly subnetId?: string;
}

/** The cluster with the ingress controller add-on. */
export function withAddOn(config: Config = { applicationGatewayId: gatewayId }, enabled = true) {
  return aManagedCluster({ addonProfiles: { ingressApplicationGateway: { enabled, config } } });
}

/** The same, with its gateway in a subnet of the nodes' network. */
export function gatewayIn(addressPrefixes: string[], subnetId: string | undefined = gatewaySubnetId) {
  return {
    managedCluster: withAddOn(),
    applicationGateways: [{ id: gatewayId, name: 'agw-shop', subnetId }],
    gatewaySubnets: [aSubnet({ id: gatewaySubnetId, name: 'snet-gateway', addressPrefixes, routeTableId: undefined })],
  };
}
