import { advisorRecommendation } from '../model/azure/advisor-recommendation.ts';
import { managementLock, roleAssignment } from '../model/azure/authorization.ts';
import { networkInterface, scaleSet, scaleSetInstance } from '../model/azure/compute.ts';
import { applicationGateway, localNetworkGateway } from '../model/azure/gateways.ts';
import { maintenanceConfiguration } from '../model/azure/maintenance-configuration.ts';
import { managedCluster } from '../model/azure/managed-cluster.ts';
import { networkSecurityGroup } from '../model/azure/network-security-group.ts';
import { routeTable } from '../model/azure/route-table.ts';
import { subnetUsage, virtualNetwork } from '../model/azure/virtual-network.ts';
import { type ArmParent, groupOf, nameOf } from './arm-parent.ts';
import type { ArmRead } from './arm-read.ts';

/** Picks by the parent: the operation for a whole subscription, or the one for a resource group. */
function inScope<T>({ resourceGroup }: ArmParent, everywhere: () => T, inGroup: (resourceGroup: string) => T): T {
  return resourceGroup === undefined ? everywhere() : inGroup(resourceGroup);
}

/**
 * Every read of Azure Resource Manager an audit makes. The least role, the permissions page, `doctor`, what Resource Graph takes
 * over, what a folder can answer and what `collect --redact` keeps are made of this list. API versions are those of the Azure SDK's
 * packages, but for the reads that are paths.
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
    items: { schema: managedCluster, command: 'az aks list -o json' },
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
    items: { schema: virtualNetwork, command: 'az network vnet list -o json' },
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
    items: {
      schema: subnetUsage,
      command: 'az rest --url "<virtual network id>/usages?api-version=2026-01-01"',
      // Entries with a subnet's id.
      type: 'subnet usage',
    },
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
    items: {
      schema: routeTable,
      command: 'az network route-table list --resource-group <resource group> -o json',
      graph: { table: 'resources' },
    },
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
    items: { schema: scaleSet, command: 'az vmss list -o json', isWholeOnly: true },
  },
  scaleSetInstances: {
    list: ({ compute }, parent) =>
      compute.virtualMachineScaleSetVMs.list(groupOf(parent), nameOf(parent), { expand: 'instanceView' }),
    below: 'scaleSets',
    action: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read',
    why: 'the nodes: name, age, power state',
    items: {
      schema: scaleSetInstance,
      command:
        'az vmss list-instances --resource-group <node resource group> --name <scale set> --expand instanceView -o json',
      isWholeOnly: true,
    },
  },
  scaleSetNetworkInterfaces: {
    list: ({ network }, parent) =>
      network.networkInterfaces.listVirtualMachineScaleSetNetworkInterfaces(groupOf(parent), nameOf(parent)),
    below: 'scaleSets',
    action: 'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read',
    why: "the nodes' addresses and IP forwarding",
    items: {
      schema: networkInterface,
      command: 'az vmss nic list --resource-group <node resource group> --vmss-name <scale set> -o json',
      isWholeOnly: true,
      type: 'microsoft.compute/virtualmachinescalesets/virtualmachines/networkinterfaces',
    },
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
    items: { schema: networkInterface, command: 'az network nic list -o json', isWholeOnly: true },
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
    items: { schema: managementLock, command: 'az lock list -o json', isWholeOnly: true },
  },
  roleAssignments: {
    path: '{parent}/providers/Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    below: 'subscription',
    action: 'Microsoft.Authorization/roleAssignments/read',
    why: "what the cluster's identity may do on the owner's subnets and route tables",
    items: { schema: roleAssignment, command: 'az role assignment list --all -o json', isWholeOnly: true },
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
    items: { schema: networkSecurityGroup, command: 'az network nsg list -o json' },
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
    items: { schema: applicationGateway, command: 'az network application-gateway list -o json' },
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
    items: {
      schema: localNetworkGateway,
      command: 'az network local-gateway list --resource-group <resource group> -o json',
      isWholeOnly: true,
    },
  },
  maintenanceConfigurations: {
    list: ({ containerService }, parent) =>
      containerService.maintenanceConfigurations.listByManagedCluster(groupOf(parent), nameOf(parent)),
    below: 'managedClusters',
    action: 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations/read',
    why: 'when AKS may upgrade the cluster by itself',
    items: {
      schema: maintenanceConfiguration,
      command:
        'az aks maintenanceconfiguration list --resource-group <resource group> --cluster-name <cluster> -o json',
      isWholeOnly: true,
    },
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
    items: {
      schema: advisorRecommendation,
      command: 'az advisor recommendation list --category HighAvailability -o json',
      isWholeOnly: true,
      graph: {
        table: 'advisorresources',
        where:
          "properties.category =~ 'HighAvailability' and properties.extendedProperties.recommendationSubCategory =~ 'ServiceUpgradeAndRetirement'",
        properties:
          "bag_pack('resourceMetadata', properties.resourceMetadata, 'extendedProperties', properties.extendedProperties)",
      },
    },
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
