import type { ComputeUsage } from '../model/azure/compute.ts';
import { isEnum, type ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { RouteTable } from '../model/azure/route-table.ts';
import type { SubnetUsage, VirtualNetwork } from '../model/azure/virtual-network.ts';
import type {
  ClusterFacts,
  ClusterNode,
  KubernetesFacts,
  NodeInterface,
  NodeSubnet,
  PreviousAudit,
  RoutingConfiguration,
  Surroundings,
} from '../model/cluster-facts.ts';
import { allKnown, chainFact, type Fact, known, mapFact, notKnown, partOf } from '../model/fact.ts';
import {
  distinctResourceIds,
  parentResourceId,
  type ResourceKey,
  resourceGroupId,
  resourceKey,
  subscriptionIdOf,
} from '../model/resource-id.ts';
import { isManagedNetwork } from '../network/ownership.ts';
import { type AzureSource, type FactsById, factAbout, regionId } from './azure-source.ts';
import type { ClusterIndex } from './cluster-index.ts';
import { kubernetesNotAsked, kubernetesUnknown } from './kubernetes/kubernetes-facts.ts';
import { nodeInterfaces } from './node-interfaces.ts';
import { nodeSubnets, subnetUsages, withoutListedAddresses } from './node-subnets.ts';
import { nodes } from './nodes.ts';
import { findOtherRouteTables } from './other-route-tables.ts';
import { withStatedTables } from './stated-tables.ts';
import { gatherSurroundings, type Located, surroundingsUnknown } from './surroundings.ts';
import { findTableNeighbours } from './table-neighbours.ts';

/** What gathering is given beside the source. */
export interface GatherContext {
  /** Every kubenet cluster of the audit's scopes: who may share a table with whom. */
  readonly index: ClusterIndex;
  readonly previousAudits: ReadonlyMap<ResourceKey, PreviousAudit>;
}

/**
 * The facts of several clusters, read together. Every id has an entry; where the cluster itself could not be read, so are all
 * facts about it.
 */
export async function gatherClusters(
  source: AzureSource,
  clusterIds: readonly string[],
  context: GatherContext,
): Promise<ReadonlyMap<ResourceKey, ClusterFacts>> {
  const managedClusters = await source.managedClusters(clusterIds);
  const clusters = clusterIds.flatMap((id) => {
    const fact = factAbout(managedClusters, id);
    return fact.known ? [fact.value] : [];
  });
  const [located, usages, kubernetes] = await Promise.all([
    locate(source, clusters),
    source.computeUsages(distinctRegions(clusters)),
    source.kubernetes(clusters.filter(isOnKubenet)),
  ]);
  const [shared, surroundings] = await Promise.all([readShared(source, located), gatherSurroundings(source, located)]);
  const facts = await Promise.all(
    located.map(
      async (each) =>
        [
          resourceKey(each.cluster.id),
          await assemble(source, each, { ...shared, usages, surroundings, kubernetes }, context),
        ] as const,
    ),
  );
  const unread = clusterIds.flatMap((id) => {
    const fact = factAbout(managedClusters, id);
    return fact.known ? [] : [[resourceKey(id), allUnknown(fact.reason)] as const];
  });
  return new Map([...facts, ...unread]);
}

interface WithNodes extends Located {
  readonly nodes: Fact<readonly ClusterNode[]>;
  readonly nodeInterfaces: Fact<readonly NodeInterface[]>;
}

/** Nodes and networks of clusters. What Azure lists in their node resource groups, most of what is read, is let go of here. */
async function locate(source: AzureSource, clusters: readonly ManagedCluster[]): Promise<readonly WithNodes[]> {
  const [ownNetworks, managedNetworks, groups] = await Promise.all([
    source.virtualNetworks(distinctResourceIds(clusters.flatMap(ownNetworkIds))),
    source.virtualNetworksIn(distinctResourceIds(clusters.filter(hasManagedNetwork).flatMap(nodeGroupIds))),
    source.nodeResources(
      clusters.flatMap((cluster) =>
        nodeGroupIds(cluster).map((groupId) => ({ resourceGroupId: groupId, ...kindsOfNodes(cluster) })),
      ),
    ),
  ]);
  return clusters.map((cluster) => {
    const networks = networksOf(cluster, ownNetworks, managedNetworks);
    const resources = factAboutNodeGroup(groups, cluster);
    return {
      cluster,
      networks,
      subnets: nodeSubnets(cluster, networks, resources),
      nodes: chainFact(resources, (all) => nodes(all, source.kind)),
      nodeInterfaces: chainFact(resources, nodeInterfaces),
    };
  });
}

interface Shared {
  readonly tables: FactsById<RouteTable>;
  readonly subnetUsages: FactsById<readonly SubnetUsage[]>;
  readonly routingConfigurations: FactsById<readonly RoutingConfiguration[]>;
}

/** What hangs on the subnets: read once, however many clusters share it. */
async function readShared(source: AzureSource, located: readonly Located[]): Promise<Shared> {
  const subnets = located.flatMap(({ subnets: fact }) => partOf(fact) ?? []);
  const networkIds = distinctResourceIds(
    located.flatMap(({ networks: fact }) => (partOf(fact) ?? []).map(({ id }) => id)),
  );
  const [tables, usages, routingConfigurations] = await Promise.all([
    source.routeTables(distinctResourceIds(subnets.flatMap(({ routeTableId }) => routeTableId ?? []))),
    source.subnetUsages(
      distinctResourceIds(
        (source.kind === 'graph' ? uncounted(located) : subnets).map(({ virtualNetworkId }) => virtualNetworkId),
      ),
    ),
    source.routingConfigurations(networkIds),
  ]);
  return { tables, subnetUsages: usages, routingConfigurations };
}

/** Through Resource Graph Azure's own count, a request for each network, is asked for only where the network itself does not tell. */
function uncounted(located: readonly Located[]): readonly NodeSubnet[] {
  return located.flatMap(({ subnets, networks }) =>
    withoutListedAddresses(partOf(subnets) ?? [], partOf(networks) ?? []),
  );
}

async function assemble(
  source: AzureSource,
  { cluster, networks, subnets: listed, nodes: clusterNodes, nodeInterfaces: interfaces }: WithNodes,
  shared: Shared & {
    readonly usages: FactsById<readonly ComputeUsage[]>;
    readonly surroundings: ReadonlyMap<ResourceKey, Surroundings>;
    readonly kubernetes: ReadonlyMap<ResourceKey, KubernetesFacts>;
  },
  { index, previousAudits }: GatherContext,
): Promise<ClusterFacts> {
  const { subnets, routeTables } = await withStatedTables(source, {
    subnets: listed,
    routeTables: chainFact(listed, (all) =>
      allKnown(
        distinctResourceIds(all.flatMap(({ routeTableId }) => routeTableId ?? [])).map((id) =>
          factAbout(shared.tables, id),
        ),
      ),
    ),
  });
  const previous = previousAudits.get(resourceKey(cluster.id));
  const unread = notKnown(`What surrounds ${cluster.name} was not read.`);
  return {
    ...(shared.surroundings.get(resourceKey(cluster.id)) ?? surroundingsUnknown(unread)),
    ...(shared.kubernetes.get(resourceKey(cluster.id)) ?? kubernetesNotAsked),
    managedCluster: known(cluster),
    nodeSubnets: subnets,
    virtualNetworks: networks,
    routeTables,
    otherRouteTables: await findOtherRouteTables(source, { cluster, subnets, routeTables, nodes: clusterNodes }),
    nodes: clusterNodes,
    nodeInterfaces: interfaces,
    subnetUsages: chainFact(subnets, (all) => subnetUsages(all, networks, shared.subnetUsages)),
    computeUsages: factAbout(shared.usages, regionId(regionOf(cluster))),
    routingConfigurations: chainFact(networks, (all) =>
      mapFact(allKnown(all.map(({ id }) => factAbout(shared.routingConfigurations, id))), (configurations) =>
        distinctConfigurations(configurations.flat()),
      ),
    ),
    tableNeighbours: await findTableNeighbours(source, { cluster, routeTables, networks, nodes: clusterNodes, index }),
    previousAudit: previous === undefined ? notKnown('The cluster was not audited before.') : known(previous),
  };
}

function allUnknown(reason: string): ClusterFacts {
  const fact = notKnown(reason);
  return {
    ...surroundingsUnknown(fact),
    ...kubernetesUnknown(fact),
    managedCluster: fact,
    nodeSubnets: fact,
    virtualNetworks: fact,
    routeTables: fact,
    otherRouteTables: fact,
    nodes: fact,
    nodeInterfaces: fact,
    subnetUsages: fact,
    computeUsages: fact,
    tableNeighbours: fact,
    routingConfigurations: fact,
    previousAudit: fact,
  };
}

/** One may have left kubenet since it was listed, and then nothing about it counts. */
function isOnKubenet({ networkProfile }: ManagedCluster): boolean {
  return isEnum(networkProfile?.networkPlugin, 'kubenet');
}

function networksOf(
  cluster: ManagedCluster,
  own: FactsById<VirtualNetwork>,
  managed: FactsById<readonly VirtualNetwork[]>,
): Fact<readonly VirtualNetwork[]> {
  if (isManagedNetwork(cluster) === undefined)
    return notKnown(`${cluster.name} states no node pools, and so no subnets.`);
  if (hasManagedNetwork(cluster)) {
    return chainFact(factAboutNodeGroup(managed, cluster), (all) =>
      all.length > 0
        ? known(all)
        : notKnown(`The node resource group of ${cluster.name} holds no virtual network, and no pool names a subnet.`),
    );
  }
  return allKnown(ownNetworkIds(cluster).map((id) => factAbout(own, id)));
}

function hasManagedNetwork(cluster: ManagedCluster): boolean {
  return isManagedNetwork(cluster) === true;
}

function ownNetworkIds(cluster: ManagedCluster): string[] {
  return distinctResourceIds(
    cluster.agentPoolProfiles.flatMap(({ vnetSubnetID }) =>
      vnetSubnetID === undefined ? [] : [parentResourceId(vnetSubnetID)],
    ),
  );
}

/** A pool that does not state its type, and a cluster that lists no pools, may have any kind. */
function kindsOfNodes({ agentPoolProfiles: pools }: ManagedCluster) {
  const machinePools = pools.filter(({ type }) => isEnum(type, 'AvailabilitySet', 'VirtualMachines'));
  return {
    hasScaleSets: pools.length === 0 || machinePools.length < pools.length,
    hasMachines: machinePools.length > 0,
  };
}

/** One; none where the cluster does not name it. */
function nodeGroupIds({ id, nodeResourceGroup }: ManagedCluster): string[] {
  return nodeResourceGroup ? [resourceGroupId(subscriptionIdOf(id) ?? '', nodeResourceGroup)] : [];
}

function factAboutNodeGroup<T>(facts: FactsById<T>, cluster: ManagedCluster): Fact<T> {
  const [groupId] = nodeGroupIds(cluster);
  return groupId === undefined
    ? notKnown(`${cluster.name} does not name its node resource group.`)
    : factAbout(facts, groupId);
}

function regionOf(cluster: ManagedCluster) {
  return { subscriptionId: subscriptionIdOf(cluster.id) ?? '', location: cluster.location.toLowerCase() };
}

function distinctRegions(clusters: readonly ManagedCluster[]) {
  return [...new Map(clusters.map((cluster) => [regionId(regionOf(cluster)), regionOf(cluster)])).values()];
}

/** A configuration may target several networks of one cluster. */
function distinctConfigurations(all: readonly RoutingConfiguration[]): readonly RoutingConfiguration[] {
  return [...new Map(all.map((each) => [resourceKey(each.id), each])).values()];
}
