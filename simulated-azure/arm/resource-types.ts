import { apiVersions } from './api-versions.ts';

/** What Resource Manager knows about one type: who may read it, in which versions, and how its lists behave. */
export interface ResourceTypeRule {
  /** As the provider's manifest spells it. */
  readonly type: string;
  readonly action: string;
  readonly versions: readonly string[];
  /** Rows on one page of a list; the real services' sizes are larger and undocumented. */
  readonly pageSize: number;
  /** Where a list of it can be asked for. `extension`: below any scope. */
  readonly listedAt: 'subscriptionAndGroup' | 'parent' | 'extension' | 'subscription' | 'tenant';
  /** The estate holds the rows under this type, when it is not the same one. */
  readonly storedAs?: string;
  /** The rows are also, or only, inside their parent's `properties` under this name. */
  readonly embeddedIn?: string;
  /** `properties.instanceView` is in the body only with `$expand=instanceView`. */
  readonly hasInstanceView?: true;
}

const { containerService, network, compute, scaleSetNetworkInterfaces } = apiVersions;

/** The one table: route → action, versions, paging. */
export const resourceTypes: readonly ResourceTypeRule[] = [
  topLevel('Microsoft.ContainerService/managedClusters', containerService, 5),
  nested('Microsoft.ContainerService/managedClusters/agentPools', containerService, 3, {
    embeddedIn: 'agentPoolProfiles',
  }),
  nested('Microsoft.ContainerService/managedClusters/maintenanceConfigurations', containerService, 5),
  nested('Microsoft.ContainerService/managedClusters/upgradeProfiles', containerService, 5),
  topLevel('Microsoft.Network/routeTables', network, 5),
  nested('Microsoft.Network/routeTables/routes', network, 100, { embeddedIn: 'routes' }),
  topLevel('Microsoft.Network/virtualNetworks', network, 5),
  nested('Microsoft.Network/virtualNetworks/subnets', network, 5, { embeddedIn: 'subnets' }),
  nested('Microsoft.Network/virtualNetworks/virtualNetworkPeerings', network, 5, {
    embeddedIn: 'virtualNetworkPeerings',
  }),
  nested('Microsoft.Network/virtualNetworks/usages', network, 5),
  topLevel('Microsoft.Network/networkInterfaces', network, 10),
  topLevel('Microsoft.Network/networkSecurityGroups', network, 5),
  nested('Microsoft.Network/networkSecurityGroups/securityRules', network, 100, { embeddedIn: 'securityRules' }),
  topLevel('Microsoft.Network/applicationGateways', network, 5),
  topLevel('Microsoft.Network/localNetworkGateways', network, 5),
  topLevel('Microsoft.Network/virtualNetworkGateways', network, 5),
  topLevel('Microsoft.Network/natGateways', network, 5),
  topLevel('Microsoft.Network/loadBalancers', network, 5),
  topLevel('Microsoft.Network/publicIPAddresses', network, 10),
  topLevel('Microsoft.Network/bastionHosts', network, 5),
  topLevel('Microsoft.Network/networkWatchers', network, 5),
  topLevel('Microsoft.Network/networkManagers', network, 5),
  nested('Microsoft.Network/networkManagers/networkGroups', network, 5),
  nested('Microsoft.Network/networkManagers/networkGroups/staticMembers', network, 5),
  nested('Microsoft.Network/networkManagers/routingConfigurations', network, 5),
  nested('Microsoft.Network/networkManagers/routingConfigurations/ruleCollections', network, 5),
  nested('Microsoft.Network/networkManagers/routingConfigurations/ruleCollections/rules', network, 5),
  topLevel('Microsoft.Compute/virtualMachineScaleSets', compute, 5),
  nested('Microsoft.Compute/virtualMachineScaleSets/virtualMachines', compute, 20, { hasInstanceView: true }),
  nested('Microsoft.Compute/virtualMachineScaleSets/networkInterfaces', scaleSetNetworkInterfaces, 20, {
    storedAs: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/networkInterfaces',
  }),
  nested('Microsoft.Compute/virtualMachineScaleSets/virtualMachines/networkInterfaces', scaleSetNetworkInterfaces, 20),
  topLevel('Microsoft.Compute/virtualMachines', compute, 5, { hasInstanceView: true }),
  topLevel('Microsoft.Compute/availabilitySets', compute, 5),
  { ...nested('Microsoft.Compute/locations/usages', compute, 20), listedAt: 'subscription' },
  { ...nested('Microsoft.Compute/skus', apiVersions.computeSkus, 1000), listedAt: 'subscription' },
  topLevel('Microsoft.ManagedIdentity/userAssignedIdentities', apiVersions.managedIdentity, 20),
  extension('Microsoft.Authorization/locks', apiVersions.locks, 10),
  extension('Microsoft.Authorization/roleAssignments', apiVersions.roleAssignments, 50),
  extension('Microsoft.Authorization/roleDefinitions', apiVersions.roleDefinitions, 50),
  extension('Microsoft.Advisor/recommendations', apiVersions.advisor, 20),
  tenantWide('Microsoft.Advisor/metadata', apiVersions.advisor, 20),
  tenantWide('Microsoft.Resources/subscriptions', apiVersions.subscriptions, 5),
  tenantWide('Microsoft.Resources/tenants', apiVersions.subscriptions, 50),
  {
    ...topLevel('Microsoft.Resources/subscriptions/resourceGroups', apiVersions.resourceGroups, 20),
    listedAt: 'subscription',
  },
  {
    ...nested('Microsoft.Resources/subscriptions/locations', apiVersions.subscriptions, 100),
    listedAt: 'subscription',
  },
  {
    ...nested('Microsoft.Resources/subscriptions/resources', apiVersions.resourceGroups, 100),
    listedAt: 'subscription',
  },
  nested('Microsoft.Resources/subscriptions/resourceGroups/resources', apiVersions.resourceGroups, 100),
  {
    ...nested('Microsoft.Resources/subscriptions/providers', apiVersions.resourceGroups, 100),
    listedAt: 'subscription',
  },
  tenantWide('Microsoft.Resources/providers', apiVersions.resourceGroups, 100),
  tenantWide('Microsoft.Management/managementGroups', apiVersions.managementGroups, 20),
  nested('Microsoft.Management/managementGroups/descendants', apiVersions.managementGroups, 20),
  nested('Microsoft.Management/managementGroups/subscriptions', apiVersions.managementGroups, 20),
];

const byType = new Map(resourceTypes.map((rule) => [rule.type.toLowerCase(), rule]));

/** The rule of a type, in whatever case it comes. */
export function ruleOf(type: string): ResourceTypeRule | undefined {
  return byType.get(type.toLowerCase());
}

/** Whether any type of this provider namespace is known. */
export function isKnownNamespace(namespace: string): boolean {
  const prefix = `${namespace.toLowerCase()}/`;
  return resourceTypes.some((rule) => rule.type.toLowerCase().startsWith(prefix));
}

type Extras = Partial<Pick<ResourceTypeRule, 'embeddedIn' | 'storedAs' | 'hasInstanceView'>>;

function rule(type: string, versions: readonly string[], pageSize: number): Omit<ResourceTypeRule, 'listedAt'> {
  return { type, action: `${type}/read`, versions, pageSize };
}

function topLevel(type: string, versions: readonly string[], pageSize: number, extras: Extras = {}): ResourceTypeRule {
  return { ...rule(type, versions, pageSize), listedAt: 'subscriptionAndGroup', ...extras };
}

function nested(type: string, versions: readonly string[], pageSize: number, extras: Extras = {}): ResourceTypeRule {
  return { ...rule(type, versions, pageSize), listedAt: 'parent', ...extras };
}

function extension(type: string, versions: readonly string[], pageSize: number): ResourceTypeRule {
  return { ...rule(type, versions, pageSize), listedAt: 'extension' };
}

function tenantWide(type: string, versions: readonly string[], pageSize: number): ResourceTypeRule {
  return { ...rule(type, versions, pageSize), listedAt: 'tenant' };
}
