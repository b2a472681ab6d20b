import type { RoleDefinition } from '../model/azure/authorization.ts';
import type { ComputeUsage, NetworkInterface, ScaleSetInstance } from '../model/azure/compute.ts';
import type { ApplicationGateway } from '../model/azure/gateways.ts';
import type { ManagedCluster, PreviewCluster } from '../model/azure/managed-cluster.ts';
import type { NetworkSecurityGroup } from '../model/azure/network-security-group.ts';
import type { RouteTable } from '../model/azure/route-table.ts';
import type { Subscription } from '../model/azure/subscription.ts';
import type { SubnetUsage, VirtualNetwork } from '../model/azure/virtual-network.ts';
import type { KubernetesFacts, RoutingConfiguration } from '../model/cluster-facts.ts';
import { type Fact, notKnown } from '../model/fact.ts';
import type { RequestCounts, SourceKind } from '../model/report.ts';
import { type ResourceKey, resourceKey } from '../model/resource-id.ts';
import type { AksRouteTable } from '../network/aks-route-table.ts';
import type { ListItem, ListName } from './list-reads.ts';

/** Facts by the id of what they are about. Look up with `factAbout`, which never mistakes a missing entry for an empty one. */
export type FactsById<T> = ReadonlyMap<ResourceKey, Fact<T>>;

export function factAbout<T>(facts: FactsById<T>, id: string): Fact<T> {
  return facts.get(resourceKey(id)) ?? notKnown(`${id} was not read.`);
}

/** A cluster of any network plugin, as planning needs it. */
export interface ListedCluster {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Undefined where it is not stated, or the cluster cannot be read: it may then be kubenet. */
  readonly networkPlugin: string | undefined;
  readonly networkPluginMode: string | undefined;
  readonly nodeResourceGroup: string | undefined;
  readonly provisioningState: string | undefined;
  readonly pools: readonly {
    readonly name: string;
    readonly count: number | undefined;
    readonly vnetSubnetID: string | undefined;
    readonly provisioningState: string | undefined;
  }[];
  /** Why what was read of it says nothing; undefined where it can be judged. */
  readonly trouble: string | undefined;
  /** True where there is trouble, and its node resource group, pools and subnets were read all the same. */
  readonly isOutlined?: boolean;
}

/** What is in a node resource group: the nodes and their addresses. */
export interface NodeResources {
  /** Of every scale set in the group. Read only for pools that have some. */
  readonly instances: Fact<readonly ScaleSetInstance[]>;
  readonly scaleSetInterfaces: Fact<readonly NetworkInterface[]>;
  /** Of virtual machines outside scale sets. Read only for pools that have some. */
  readonly machineInterfaces: Fact<readonly NetworkInterface[]>;
}

export interface NodeResourceRequest {
  readonly resourceGroupId: string;
  /** Whether some pool's nodes are instances of a scale set. */
  readonly hasScaleSets: boolean;
  /** Whether some pool's nodes are virtual machines outside scale sets. */
  readonly hasMachines: boolean;
}

export interface Region {
  readonly subscriptionId: string;
  readonly location: string;
}

/** How a subscription's usages are keyed. */
export function regionId({ subscriptionId, location }: Region): string {
  return `/subscriptions/${subscriptionId}/providers/Microsoft.Compute/locations/${location}`;
}

/** A subscription that was asked for, and whether it could be proved readable. */
export interface ListedSubscription {
  readonly subscription: Subscription;
  /** Why it is unreadable; undefined where it is readable. */
  readonly refusal: string | undefined;
}

/**
 * Where facts come from: Resource Graph, ARM's own lists, or a folder of saved JSON. Everything is asked for in sets, and each
 * thing is read once however many clusters share it. A refused read is a fact not known, with the call and the answer as its
 * reason; only what ends the whole audit (no sign-in, no subscription list) is thrown.
 */
export interface AzureSource {
  readonly kind: SourceKind;
  /** @param named ids asked for; empty for everything the identity can see */
  subscriptions(named: readonly string[]): Promise<readonly ListedSubscription[]>;
  managementGroupSubscriptions(managementGroup: string): Promise<readonly string[]>;
  /** By subscription id. */
  listClusters(subscriptionIds: readonly string[]): Promise<ReadonlyMap<string, Fact<readonly ListedCluster[]>>>;
  managedClusters(ids: readonly string[]): Promise<FactsById<ManagedCluster>>;
  virtualNetworks(ids: readonly string[]): Promise<FactsById<VirtualNetwork>>;
  /** The networks of each resource group: where AKS keeps a managed network. */
  virtualNetworksIn(resourceGroupIds: readonly string[]): Promise<FactsById<readonly VirtualNetwork[]>>;
  routeTables(ids: readonly string[]): Promise<FactsById<RouteTable>>;
  nodeResources(requests: readonly NodeResourceRequest[]): Promise<FactsById<NodeResources>>;
  /** By virtual network id. */
  subnetUsages(virtualNetworkIds: readonly string[]): Promise<FactsById<readonly SubnetUsage[]>>;
  /** By virtual network id: those of network managers in the network's own subscription. */
  routingConfigurations(virtualNetworkIds: readonly string[]): Promise<FactsById<readonly RoutingConfiguration[]>>;
  /** By `regionId`. */
  computeUsages(regions: readonly Region[]): Promise<FactsById<readonly ComputeUsage[]>>;
  /** Whole lists, by what the read's row in `armReads` says they lie below: a row with `graph` is asked for whole subscriptions only. */
  lists<Name extends ListName>(name: Name, parentIds: readonly string[]): Promise<FactsById<readonly ListItem<Name>[]>>;
  roleDefinitions(ids: readonly string[]): Promise<FactsById<RoleDefinition>>;
  networkSecurityGroups(ids: readonly string[]): Promise<FactsById<NetworkSecurityGroup>>;
  applicationGateways(ids: readonly string[]): Promise<FactsById<ApplicationGateway>>;
  /** By `/subscriptions/…`: its clusters as the preview of the API tells them, which names properties that no stable version has. */
  previewClusters(scopeIds: readonly string[]): Promise<FactsById<readonly PreviewCluster[]>>;
  /** By subscription id: the tables that AKS named. */
  aksRouteTables(subscriptionIds: readonly string[]): Promise<ReadonlyMap<string, Fact<readonly AksRouteTable[]>>>;
  /** By cluster: what its own API tells. A cluster that is missing was not asked for. */
  kubernetes(clusters: readonly ManagedCluster[]): Promise<ReadonlyMap<ResourceKey, KubernetesFacts>>;
  /** Lets go of what was read of these subscriptions and is remembered: their clusters are judged. Whoever asks all the same is answered. */
  forget(subscriptionIds: readonly string[]): void;
  requests(): RequestCounts;
}

/** Things read again by their ids, past every list, index and memory: one request each, shared by whoever asks for the same. */
export interface FreshReads {
  routeTable(id: string): Promise<Fact<RouteTable>>;
  virtualNetwork(id: string): Promise<Fact<VirtualNetwork>>;
  /** Of one scale set. */
  scaleSetInstances(scaleSetId: string): Promise<Fact<readonly ScaleSetInstance[]>>;
  scaleSetInterfaces(scaleSetId: string): Promise<Fact<readonly NetworkInterface[]>>;
  /** Of the virtual machines of a resource group. */
  machineInterfaces(resourceGroupId: string): Promise<Fact<readonly NetworkInterface[]>>;
}

/** A source that is never behind. */
export interface FreshSource extends AzureSource {
  readonly again: FreshReads;
}
