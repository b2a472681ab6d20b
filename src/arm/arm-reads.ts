import type { PagedAsyncIterableIterator } from '@azure/arm-network';
import type { ArmClients } from './arm-clients.ts';
import { type ArmParent, groupOf, nameOf } from './arm-parent.ts';

/** Lists whose items have lists of their own. */
type ListedAbove = 'virtualNetworks' | 'scaleSets' | 'managedClusters' | 'networkManagers' | 'routingConfigurations';

interface About {
  /** The permission the identity needs: the resource type, and `/read`. */
  readonly action: string;
  /**
   * What the caller names: nothing (the tenant), a subscription (or, for most, a resource group), a region's entry of a provider, an
   * item of another list, or the resource itself.
   */
  readonly below: 'tenant' | 'subscription' | 'location' | 'resource' | ListedAbove;
  /**
   * Whether a cloud or subscription may not have the type at all. Azure then answers the list with 404, or says that the provider is
   * not registered: there is none, which is an answer.
   */
  readonly mayBeMissing?: true;
  /** What an audit needs it for, for `doctor` and the permissions page. */
  readonly why: string;
}

/** A list, by an operation of Azure's own client. */
interface ListOperation extends About {
  readonly list: (clients: ArmClients, parent: ArmParent) => PagedAsyncIterableIterator<unknown>;
}

/** One resource, by an operation of Azure's own client. */
interface GetOperation extends About {
  readonly get: (clients: ArmClients, parent: ArmParent) => Promise<unknown>;
}

/** What has no maintained client in JavaScript, or is one read of a client of many megabytes. */
export interface PathRead extends About {
  /** `{parent}` is a resource id, a subscription or a resource group; paths without it are the tenant's. */
  readonly path: string;
  readonly apiVersion: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** One thing that is read from ARM, and the permission the identity needs for it. */
export type ArmRead = ListOperation | GetOperation | PathRead;

/** Picks by the parent: the operation for a whole subscription, or the one for a resource group. */
function inScope<T>({ resourceGroup }: ArmParent, everywhere: () => T, inGroup: (resourceGroup: string) => T): T {
  return resourceGroup === undefined ? everywhere() : inGroup(resourceGroup);
}

/**
 * Every read of Azure Resource Manager an audit makes. The least role, the permissions page, `doctor` and what a folder can answer
 * are made of this list. API versions are those of the Azure SDK's packages, but for the reads that are paths.
 */
export const armReads = {
  subscriptions: {
    path: '/subscriptions',
    apiVersion: '2022-12-01',
    below: 'tenant',
    action: 'Microsoft.Resources/subscriptions/read',
    why: 'which subscriptions there are',
  },
  managementGroupDescendants: {
    path: '/providers/Microsoft.Management/managementGroups/{parent}/descendants',
    apiVersion: '2020-05-01',
    below: 'tenant',
    action: 'Microsoft.Management/managementGroups/descendants/read',
    why: 'the subscriptions of a management group, when one is named',
  },
  resourceGraph: {
    path: '/providers/Microsoft.ResourceGraph/resources',
    apiVersion: '2024-04-01',
    below: 'tenant',
    action: 'Microsoft.ResourceGraph/resources/read',
    why: 'every cluster, network and node in a few queries, with source graph',
  },
  managedClusters: {
    list: ({ containerService: { managedClusters } }, parent) =>
      inScope(
        parent,
        () => managedClusters.list(),
        (group) => managedClusters.listByResourceGroup(group),
      ),
    below: 'subscription',
    action: 'Microsoft.ContainerService/managedClusters/read',
    why: 'the clusters and their node pools',
  },
  managedCluster: {
    get: ({ containerService }, parent) => containerService.managedClusters.get(groupOf(parent), nameOf(parent)),
    below: 'resource',
    action: 'Microsoft.ContainerService/managedClusters/read',
    why: 'one cluster, read again',
  },
  virtualNetworks: {
    list: ({ network: { virtualNetworks } }, parent) =>
      inScope(
        parent,
        () => virtualNetworks.listAll(),
        (group) => virtualNetworks.list(group),
      ),
    below: 'subscription',
    action: 'Microsoft.Network/virtualNetworks/read',
    why: 'the node subnets and the route table on each',
  },
  virtualNetwork: {
    get: ({ network }, parent) => network.virtualNetworks.get(groupOf(parent), nameOf(parent)),
    below: 'resource',
    action: 'Microsoft.Network/virtualNetworks/read',
    why: 'one virtual network, read again',
  },
  subnetUsages: {
    list: ({ network }, parent) => network.virtualNetworks.listUsage(groupOf(parent), nameOf(parent)),
    below: 'virtualNetworks',
    action: 'Microsoft.Network/virtualNetworks/usages/read',
    why: 'addresses taken in each node subnet',
  },
  routeTables: {
    list: ({ network: { routeTables } }, parent) =>
      inScope(
        parent,
        () => routeTables.listAll(),
        (group) => routeTables.list(group),
      ),
    below: 'subscription',
    action: 'Microsoft.Network/routeTables/read',
    why: 'the routes of each node',
  },
  routeTable: {
    get: ({ network }, parent) => network.routeTables.get(groupOf(parent), nameOf(parent)),
    below: 'resource',
    action: 'Microsoft.Network/routeTables/read',
    why: 'one route table, read again',
  },
  scaleSets: {
    list: ({ compute: { virtualMachineScaleSets } }, parent) =>
      inScope(
        parent,
        () => virtualMachineScaleSets.listAll(),
        (group) => virtualMachineScaleSets.list(group),
      ),
    below: 'subscription',
    action: 'Microsoft.Compute/virtualMachineScaleSets/read',
    why: 'the scale sets of the node pools',
  },
  scaleSetInstances: {
    list: ({ compute }, parent) =>
      compute.virtualMachineScaleSetVMs.list(groupOf(parent), nameOf(parent), { expand: 'instanceView' }),
    below: 'scaleSets',
    action: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read',
    why: 'the nodes: name, age, power state',
  },
  scaleSetNetworkInterfaces: {
    list: ({ network }, parent) =>
      network.networkInterfaces.listVirtualMachineScaleSetNetworkInterfaces(groupOf(parent), nameOf(parent)),
    below: 'scaleSets',
    action: 'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read',
    why: "the nodes' addresses and IP forwarding",
  },
  networkInterfaces: {
    list: ({ network: { networkInterfaces } }, parent) =>
      inScope(
        parent,
        () => networkInterfaces.listAll(),
        (group) => networkInterfaces.list(group),
      ),
    below: 'subscription',
    action: 'Microsoft.Network/networkInterfaces/read',
    why: 'the same for pools of virtual machines and availability sets',
  },
  computeUsages: {
    list: ({ compute }, parent) => compute.usage.list(nameOf(parent)),
    below: 'location',
    action: 'Microsoft.Compute/locations/usages/read',
    why: 'vCPU quota left for new nodes',
  },
  networkManagers: {
    list: ({ network }) => network.networkManagers.listBySubscription(),
    below: 'subscription',
    action: 'Microsoft.Network/networkManagers/read',
    mayBeMissing: true,
    why: 'whether a network manager writes routes too',
  },
  routingConfigurations: {
    list: ({ network }, parent) => network.networkManagerRoutingConfigurations.list(groupOf(parent), nameOf(parent)),
    below: 'networkManagers',
    action: 'Microsoft.Network/networkManagers/routingConfigurations/read',
    why: 'its routing configurations',
  },
  routingRuleCollections: {
    list: ({ network }, parent) =>
      network.routingRuleCollections.list(groupOf(parent), nameOf(parent), nameOf(parent, 1)),
    below: 'routingConfigurations',
    action: 'Microsoft.Network/networkManagers/routingConfigurations/ruleCollections/read',
    why: 'the network groups they apply to',
  },
  networkGroupMembers: {
    list: ({ network }, parent) => network.staticMembers.list(groupOf(parent), nameOf(parent), nameOf(parent, 1)),
    below: 'resource',
    action: 'Microsoft.Network/networkManagers/networkGroups/staticMembers/read',
    why: 'the virtual networks and subnets in those groups',
  },
  locks: {
    path: '{parent}/providers/Microsoft.Authorization/locks',
    apiVersion: '2020-05-01',
    below: 'subscription',
    action: 'Microsoft.Authorization/locks/read',
    why: 'locks that would stop the migration',
  },
  roleAssignments: {
    path: '{parent}/providers/Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    below: 'subscription',
    action: 'Microsoft.Authorization/roleAssignments/read',
    why: "what the cluster's identity may do on the owner's subnets and route tables",
  },
  roleDefinition: {
    path: '{parent}',
    apiVersion: '2022-04-01',
    below: 'resource',
    action: 'Microsoft.Authorization/roleDefinitions/read',
    why: 'what a role of your own allows',
  },
  networkSecurityGroups: {
    list: ({ network: { networkSecurityGroups } }, parent) =>
      inScope(
        parent,
        () => networkSecurityGroups.listAll(),
        (group) => networkSecurityGroups.list(group),
      ),
    below: 'subscription',
    action: 'Microsoft.Network/networkSecurityGroups/read',
    why: 'rules on the node subnets that would drop pod traffic',
  },
  networkSecurityGroup: {
    get: ({ network }, parent) => network.networkSecurityGroups.get(groupOf(parent), nameOf(parent)),
    below: 'resource',
    action: 'Microsoft.Network/networkSecurityGroups/read',
    why: 'one network security group, read again',
  },
  applicationGateways: {
    list: ({ network: { applicationGateways } }, parent) =>
      inScope(
        parent,
        () => applicationGateways.listAll(),
        (group) => applicationGateways.list(group),
      ),
    below: 'subscription',
    action: 'Microsoft.Network/applicationGateways/read',
    why: 'the subnet of an ingress gateway',
  },
  applicationGateway: {
    get: ({ network }, parent) => network.applicationGateways.get(groupOf(parent), nameOf(parent)),
    below: 'resource',
    action: 'Microsoft.Network/applicationGateways/read',
    why: 'one application gateway, read again',
  },
  localNetworkGateways: {
    // Azure has no list of a whole subscription's local network gateways, only of a resource group's.
    list: ({ network }, parent) => network.localNetworkGateways.list(groupOf(parent)),
    below: 'resource',
    action: 'Microsoft.Network/localNetworkGateways/read',
    why: 'ranges outside Azure that the pod CIDR may overlap',
  },
  maintenanceConfigurations: {
    list: ({ containerService }, parent) =>
      containerService.maintenanceConfigurations.listByManagedCluster(groupOf(parent), nameOf(parent)),
    below: 'managedClusters',
    action: 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations/read',
    why: 'when AKS may upgrade the cluster by itself',
  },
  managedClustersPreview: {
    path: '{parent}/providers/Microsoft.ContainerService/managedClusters',
    apiVersion: '2026-04-02-preview',
    below: 'subscription',
    action: 'Microsoft.ContainerService/managedClusters/read',
    why: 'the node disruption policy, which no stable version of the API tells',
  },
  advisorRecommendations: {
    path: '{parent}/providers/Microsoft.Advisor/recommendations',
    apiVersion: '2025-01-01',
    below: 'subscription',
    action: 'Microsoft.Advisor/recommendations/read',
    query: { $filter: "Category eq 'HighAvailability'" },
    mayBeMissing: true,
    why: 'retirement notices that the owner was sent',
  },
} as const satisfies Record<string, ArmRead>;
export type ArmReadName = keyof typeof armReads;

/** The name of a read of this list; undefined for one that is not in it. */
export function armReadName(read: ArmRead): ArmReadName | undefined {
  const found = Object.entries(armReads).find(([, each]) => each === read)?.[0];
  return found !== undefined && isArmReadName(found) ? found : undefined;
}

export function isArmReadName(name: string): name is ArmReadName {
  return Object.hasOwn(armReads, name);
}

/** The type of what is read, `Microsoft.Network/routeTables`. */
export function resourceTypeOfRead({ action }: ArmRead): string {
  return action.replace(/\/(read|action)$/, '');
}

/** The path of a read below `parent`, with its API version and query. */
export function armPath(read: PathRead, parent = ''): string {
  const query = new URLSearchParams({ 'api-version': read.apiVersion, ...read.query });
  return `${read.path.replace('{parent}', () => parent)}?${query}`;
}
