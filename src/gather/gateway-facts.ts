import type { ApplicationGateway } from '../model/azure/gateways.ts';
import type { ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { Subnet, VirtualNetwork } from '../model/azure/virtual-network.ts';
import type { ClusterFacts } from '../model/cluster-facts.ts';
import { chainFact, type Fact, known, mapFact, notKnown, unread } from '../model/fact.ts';
import { distinctResourceIds, parentResourceId, sameResource } from '../model/resource-id.ts';
import { hasIngressGateway, ingressGatewayId } from '../network/ingress-gateway.ts';
import { type AzureSource, type FactsById, factAbout } from './azure-source.ts';

/** The application gateways of several clusters, and the networks they stand in, read together. */
export interface GatewayReads {
  readonly gateways: FactsById<ApplicationGateway>;
  readonly networks: FactsById<VirtualNetwork>;
}

export async function readGateways(source: AzureSource, clusters: readonly ManagedCluster[]): Promise<GatewayReads> {
  const ids = distinctResourceIds(
    clusters.filter((cluster) => hasIngressGateway(cluster) !== false).flatMap((each) => ingressGatewayId(each) ?? []),
  );
  if (ids.length === 0) return { gateways: new Map(), networks: new Map() };
  const gateways = await source.applicationGateways(ids);
  const subnetIds = [...gateways.values()].flatMap((fact) => (fact.known ? (fact.value.subnetId ?? []) : []));
  return { gateways, networks: await source.virtualNetworks(distinctResourceIds(subnetIds.map(parentResourceId))) };
}

/** The gateway of one cluster's add-on, and its subnet. */
export function gatewayFacts(
  cluster: ManagedCluster,
  { gateways, networks }: GatewayReads,
): Pick<ClusterFacts, 'applicationGateways' | 'gatewaySubnets'> {
  if (hasIngressGateway(cluster) === false) return { applicationGateways: known([]), gatewaySubnets: known([]) };
  const id = ingressGatewayId(cluster);
  if (id === undefined) {
    const unnamed = notKnown(`The ingress controller add-on of ${cluster.name} names no application gateway.`);
    return { applicationGateways: unnamed, gatewaySubnets: unnamed };
  }
  const gateway = factAbout(gateways, id);
  return {
    applicationGateways: mapFact(gateway, (each) => [each]),
    gatewaySubnets: chainFact(gateway, (found) => mapFact(subnetOf(found, networks), (each) => [each])),
  };
}

function subnetOf({ name, subnetId }: ApplicationGateway, networks: FactsById<VirtualNetwork>): Fact<Subnet> {
  if (subnetId === undefined) return notKnown(`Application gateway ${name} names no subnet.`);
  const network = factAbout(networks, parentResourceId(subnetId));
  if (!network.known) return unread(network);
  const subnet = network.value.subnets.find(({ id }) => sameResource(id, subnetId));
  return subnet === undefined ? notKnown(`The virtual network has no subnet ${subnetId}.`) : known(subnet);
}
