import type { ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { Subnet, SubnetUsage, VirtualNetwork } from '../model/azure/virtual-network.ts';
import type { NodeSubnet } from '../model/cluster-facts.ts';
import { allKnown, chainFact, type Fact, known, notKnown, unread } from '../model/fact.ts';
import { distinctResourceIds, parentResourceId, resourceKey, sameResource } from '../model/resource-id.ts';
import { type FactsById, factAbout, type NodeResources } from './azure-source.ts';

/** The subnet AKS makes for nodes in a network of its own. */
const managedSubnetName = 'aks-subnet';

/** The subnets the pools name; in a managed network, those of it that hold nodes. */
export function nodeSubnets(
  cluster: ManagedCluster,
  networks: Fact<readonly VirtualNetwork[]>,
  resources: Fact<NodeResources>,
): Fact<readonly NodeSubnet[]> {
  return chainFact(networks, (all) => subnetsIn(cluster, all, resources));
}

function subnetsIn(
  cluster: ManagedCluster,
  networks: readonly VirtualNetwork[],
  resources: Fact<NodeResources>,
): Fact<readonly NodeSubnet[]> {
  const subnets = networks.flatMap((network) => network.subnets);
  const named = distinctResourceIds(cluster.agentPoolProfiles.flatMap(({ vnetSubnetID }) => vnetSubnetID ?? []));
  if (named.length > 0) {
    return allKnown([...named.map((id) => namedSubnet(cluster, subnets, id)), ...poolsWithoutSubnet(cluster)]);
  }
  const chosen = managedNodeSubnets(subnets, resources);
  if (chosen === undefined) {
    return notKnown(`The nodes of ${cluster.name} stand in a subnet that none of its pools names.`);
  }
  return chosen.length > 0
    ? known(chosen.map((subnet) => toNodeSubnet(subnet, [])))
    : notKnown(
        `No virtual network with subnets was found in the node resource group ${cluster.nodeResourceGroup ?? ''}.`,
      );
}

/** Of pools either all name a subnet or none does: one that does not, beside others, leaves it out. */
function poolsWithoutSubnet({ agentPoolProfiles }: ManagedCluster): Fact<NodeSubnet>[] {
  return agentPoolProfiles
    .filter(({ vnetSubnetID }) => vnetSubnetID === undefined)
    .map(({ name }) => notKnown(`Node pool ${name} states no subnet, which the others do.`));
}

function namedSubnet(cluster: ManagedCluster, subnets: readonly Subnet[], id: string): Fact<NodeSubnet> {
  const subnet = subnets.find((each) => sameResource(each.id, id));
  if (subnet === undefined)
    return notKnown(`The virtual network has no subnet ${id}, which a pool of ${cluster.name} names.`);
  const pools = cluster.agentPoolProfiles.filter(
    ({ vnetSubnetID }) => vnetSubnetID !== undefined && sameResource(vnetSubnetID, id),
  );
  return known(
    toNodeSubnet(
      subnet,
      pools.map(({ name }) => name),
    ),
  );
}

/**
 * A managed network may hold other subnets too, an application gateway's for one: the nodes' interfaces tell which are theirs. Undefined
 * where they are in none of them, so that the network is not AKS's.
 */
function managedNodeSubnets(subnets: readonly Subnet[], resources: Fact<NodeResources>): readonly Subnet[] | undefined {
  const interfaces =
    resources.known && resources.value.scaleSetInterfaces.known ? resources.value.scaleSetInterfaces.value : [];
  const used = new Set(
    interfaces.flatMap(({ ipConfigurations }) =>
      ipConfigurations.flatMap(({ subnet }) => (subnet === undefined ? [] : [resourceKey(subnet)])),
    ),
  );
  const withNodes = subnets.filter(({ id }) => used.has(resourceKey(id)));
  if (withNodes.length > 0) return withNodes;
  if (used.size > 0) return undefined;
  const byName = subnets.filter(({ name }) => name.toLowerCase() === managedSubnetName);
  return byName.length > 0 ? byName : subnets;
}

function toNodeSubnet(subnet: Subnet, poolNames: readonly string[]): NodeSubnet {
  return {
    id: subnet.id,
    name: subnet.name,
    virtualNetworkId: parentResourceId(subnet.id),
    addressPrefixes: subnet.addressPrefixes,
    routeTableId: subnet.routeTableId,
    networkSecurityGroupId: subnet.networkSecurityGroupId,
    poolNames,
  };
}

/**
 * Addresses taken in each node subnet: as Azure counts them, or, where that count could not be had, the IP configurations that
 * the network lists on the subnet. A list that is absent tells nothing.
 */
export function subnetUsages(
  subnets: readonly NodeSubnet[],
  networks: Fact<readonly VirtualNetwork[]>,
  usages: FactsById<readonly SubnetUsage[]>,
): Fact<readonly SubnetUsage[]> {
  return allKnown(
    subnets.map((subnet) => {
      const ofNetwork = factAbout(usages, subnet.virtualNetworkId);
      const usage = ofNetwork.known ? ofNetwork.value.find(({ id }) => sameResource(id, subnet.id)) : undefined;
      if (usage !== undefined) return known(usage);
      const listed = networks.known ? countIpConfigurations(networks.value, subnet.id) : undefined;
      if (listed !== undefined) return known({ id: subnet.id, currentValue: listed, limit: 0 });
      return ofNetwork.known ? notKnown(`Azure counts no addresses for the subnet ${subnet.id}.`) : unread(ofNetwork);
    }),
  );
}

/** Subnets whose taken addresses their network does not tell, so that Azure has to be asked for its count. */
export function withoutListedAddresses(
  subnets: readonly NodeSubnet[],
  networks: readonly VirtualNetwork[],
): readonly NodeSubnet[] {
  return subnets.filter(({ id }) => countIpConfigurations(networks, id) === undefined);
}

/** In a dual-stack subnet a node has a configuration for each family, and their ids do not tell which is which. */
function countIpConfigurations(networks: readonly VirtualNetwork[], subnetId: string): number | undefined {
  const subnet = networks.flatMap((network) => network.subnets).find(({ id }) => sameResource(id, subnetId));
  const isDualStack = subnet?.addressPrefixes.some((prefix) => prefix.includes(':')) ?? false;
  return isDualStack ? undefined : subnet?.ipConfigurationCount;
}
