/** One thing that is read from ARM: its path below a parent, its API version, and the permission the identity needs for it. */
export interface ArmRead {
  /** `{parent}` is a resource id, a subscription or a resource group; paths without it are the tenant's. */
  readonly path: string;
  readonly apiVersion: string;
  readonly action: string;
  readonly query?: Readonly<Record<string, string>>;
  /**
   * Whether a cloud or subscription may not have the type at all. Azure then answers the list with 404, or says that the provider is
   * not registered: there is none, which is an answer.
   */
  readonly mayBeMissing?: true;
  /** What an audit needs it for, for `doctor` and the permissions page. */
  readonly why: string;
}

/**
 * Every read of Azure Resource Manager an audit makes. The least role, the permissions page and `doctor` are made of this list. API versions are those the
 * current Azure SDKs for JavaScript send.
 */
export const armReads = {
  subscriptions: {
    path: '/subscriptions',
    apiVersion: '2022-12-01',
    action: 'Microsoft.Resources/subscriptions/read',
    why: 'which subscriptions there are',
  },
  managementGroupDescendants: {
    path: '/providers/Microsoft.Management/managementGroups/{parent}/descendants',
    apiVersion: '2020-05-01',
    action: 'Microsoft.Management/managementGroups/descendants/read',
    why: 'the subscriptions of a management group, when one is named',
  },
  resourceGraph: {
    path: '/providers/Microsoft.ResourceGraph/resources',
    apiVersion: '2024-04-01',
    action: 'Microsoft.ResourceGraph/resources/read',
    why: 'every cluster, network and node in a few queries, with source graph',
  },
  managedClusters: {
    path: '{parent}/providers/Microsoft.ContainerService/managedClusters',
    apiVersion: '2026-06-01',
    action: 'Microsoft.ContainerService/managedClusters/read',
    why: 'the clusters and their node pools',
  },
  managedCluster: {
    path: '{parent}',
    apiVersion: '2026-06-01',
    action: 'Microsoft.ContainerService/managedClusters/read',
    why: 'one cluster, read again',
  },
  virtualNetworks: {
    path: '{parent}/providers/Microsoft.Network/virtualNetworks',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/virtualNetworks/read',
    why: 'the node subnets and the route table on each',
  },
  virtualNetwork: {
    path: '{parent}',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/virtualNetworks/read',
    why: 'one virtual network, read again',
  },
  subnetUsages: {
    path: '{parent}/usages',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/virtualNetworks/usages/read',
    why: 'addresses taken in each node subnet',
  },
  routeTables: {
    path: '{parent}/providers/Microsoft.Network/routeTables',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/routeTables/read',
    why: 'the routes of each node',
  },
  routeTable: {
    path: '{parent}',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/routeTables/read',
    why: 'one route table, read again',
  },
  scaleSets: {
    path: '{parent}/providers/Microsoft.Compute/virtualMachineScaleSets',
    apiVersion: '2026-04-01',
    action: 'Microsoft.Compute/virtualMachineScaleSets/read',
    why: 'the scale sets of the node pools',
  },
  scaleSetInstances: {
    path: '{parent}/virtualMachines',
    apiVersion: '2026-04-01',
    action: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read',
    query: { $expand: 'instanceView' },
    why: 'the nodes: name, age, power state',
  },
  scaleSetNetworkInterfaces: {
    path: '{parent}/networkInterfaces',
    // The Network provider serves this path under Compute's, and only in this version: current SDKs pin it too.
    apiVersion: '2018-10-01',
    action: 'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read',
    why: "the nodes' addresses and IP forwarding",
  },
  networkInterfaces: {
    path: '{parent}/providers/Microsoft.Network/networkInterfaces',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/networkInterfaces/read',
    why: 'the same for pools of virtual machines and availability sets',
  },
  computeUsages: {
    path: '{parent}/usages',
    apiVersion: '2026-04-01',
    action: 'Microsoft.Compute/locations/usages/read',
    why: 'vCPU quota left for new nodes',
  },
  networkManagers: {
    path: '{parent}/providers/Microsoft.Network/networkManagers',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/networkManagers/read',
    mayBeMissing: true,
    why: 'whether a network manager writes routes too',
  },
  routingConfigurations: {
    path: '{parent}/routingConfigurations',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/networkManagers/routingConfigurations/read',
    why: 'its routing configurations',
  },
  routingRuleCollections: {
    path: '{parent}/ruleCollections',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/networkManagers/routingConfigurations/ruleCollections/read',
    why: 'the network groups they apply to',
  },
  networkGroupMembers: {
    path: '{parent}/staticMembers',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/networkManagers/networkGroups/staticMembers/read',
    why: 'the virtual networks and subnets in those groups',
  },
  locks: {
    path: '{parent}/providers/Microsoft.Authorization/locks',
    apiVersion: '2020-05-01',
    action: 'Microsoft.Authorization/locks/read',
    why: 'locks that would stop the migration',
  },
  roleAssignments: {
    path: '{parent}/providers/Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    action: 'Microsoft.Authorization/roleAssignments/read',
    why: "what the cluster's identity may do on the owner's subnets and route tables",
  },
  roleDefinition: {
    path: '{parent}',
    apiVersion: '2022-04-01',
    action: 'Microsoft.Authorization/roleDefinitions/read',
    why: 'what a role of your own allows',
  },
  networkSecurityGroups: {
    path: '{parent}/providers/Microsoft.Network/networkSecurityGroups',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/networkSecurityGroups/read',
    why: 'rules on the node subnets that would drop pod traffic',
  },
  networkSecurityGroup: {
    path: '{parent}',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/networkSecurityGroups/read',
    why: 'one network security group, read again',
  },
  applicationGateways: {
    path: '{parent}/providers/Microsoft.Network/applicationGateways',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/applicationGateways/read',
    why: 'the subnet of an ingress gateway',
  },
  applicationGateway: {
    path: '{parent}',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/applicationGateways/read',
    why: 'one application gateway, read again',
  },
  localNetworkGateways: {
    // Azure has no list of a whole subscription's local network gateways, only of a resource group's.
    path: '{parent}/providers/Microsoft.Network/localNetworkGateways',
    apiVersion: '2026-01-01',
    action: 'Microsoft.Network/localNetworkGateways/read',
    why: 'ranges outside Azure that the pod CIDR may overlap',
  },
  maintenanceConfigurations: {
    path: '{parent}/maintenanceConfigurations',
    apiVersion: '2026-06-01',
    action: 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations/read',
    why: 'when AKS may upgrade the cluster by itself',
  },
  managedClustersPreview: {
    path: '{parent}/providers/Microsoft.ContainerService/managedClusters',
    apiVersion: '2026-04-02-preview',
    action: 'Microsoft.ContainerService/managedClusters/read',
    why: 'the node disruption policy, which no stable version of the API tells',
  },
  advisorRecommendations: {
    path: '{parent}/providers/Microsoft.Advisor/recommendations',
    apiVersion: '2025-01-01',
    action: 'Microsoft.Advisor/recommendations/read',
    query: { $filter: "Category eq 'HighAvailability'" },
    mayBeMissing: true,
    why: 'retirement notices that the owner was sent',
  },
} as const satisfies Record<string, ArmRead>;
export type ArmReadName = keyof typeof armReads;

/** The path of a read below `parent`, with its API version and query. */
export function armPath(read: ArmRead, parent = ''): string {
  const query = new URLSearchParams({ 'api-version': read.apiVersion, ...read.query });
  return `${read.path.replace('{parent}', () => parent)}?${query}`;
}
