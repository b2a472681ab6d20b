import type { z } from 'zod';
import { type ArmRead, armReads, isArmReadName } from '../arm/arm-reads.ts';
import { advisorRecommendation } from '../model/azure/advisor-recommendation.ts';
import { managementLock, roleAssignment, roleDefinition } from '../model/azure/authorization.ts';
import { networkInterface, scaleSet, scaleSetInstance } from '../model/azure/compute.ts';
import { applicationGateway, localNetworkGateway } from '../model/azure/gateways.ts';
import { maintenanceConfiguration } from '../model/azure/maintenance-configuration.ts';
import { managedCluster } from '../model/azure/managed-cluster.ts';
import { networkSecurityGroup } from '../model/azure/network-security-group.ts';
import { routeTable } from '../model/azure/route-table.ts';
import { subnetUsage, virtualNetwork } from '../model/azure/virtual-network.ts';

export const managedClusterType = 'microsoft.containerservice/managedclusters';
export const scaleSetInstanceType = 'microsoft.compute/virtualmachinescalesets/virtualmachines';
export const roleAssignmentType = 'microsoft.authorization/roleassignments';
export const scaleSetInterfaceType = `${scaleSetInstanceType}/networkinterfaces`;
/** What `virtualNetworks/{name}/usages` lists: entries with a subnet's id. */
export const subnetUsageType = 'subnet usage';

/** What a list holds, and how a folder comes by it. */
export interface ListRead {
  /** Lower case, as ids spell it. */
  readonly type: string;
  /** The command that saves it, for a reader whose folder lacks it. */
  readonly command: string;
  /** What an audit reads of an item. */
  readonly schema: z.ZodType;
  /**
   * Whether a part would be mistaken for all there is: a node that is not listed makes its route look stale, a lock that is not makes
   * the cluster look free.
   */
  readonly isWholeOnly?: true;
}

/** Every list of things that a folder can hold, by the name of the read. */
const listReads = {
  managedClusters: { type: managedClusterType, command: 'az aks list -o json', schema: managedCluster },
  virtualNetworks: {
    type: 'microsoft.network/virtualnetworks',
    command: 'az network vnet list -o json',
    schema: virtualNetwork,
  },
  routeTables: {
    type: 'microsoft.network/routetables',
    command: 'az network route-table list --resource-group <resource group> -o json',
    schema: routeTable,
  },
  networkInterfaces: {
    type: 'microsoft.network/networkinterfaces',
    command: 'az network nic list -o json',
    schema: networkInterface,
    isWholeOnly: true,
  },
  scaleSets: {
    type: 'microsoft.compute/virtualmachinescalesets',
    command: 'az vmss list -o json',
    schema: scaleSet,
    isWholeOnly: true,
  },
  scaleSetInstances: {
    type: scaleSetInstanceType,
    command:
      'az vmss list-instances --resource-group <node resource group> --name <scale set> --expand instanceView -o json',
    schema: scaleSetInstance,
    isWholeOnly: true,
  },
  scaleSetNetworkInterfaces: {
    type: scaleSetInterfaceType,
    command: 'az vmss nic list --resource-group <node resource group> --vmss-name <scale set> -o json',
    schema: networkInterface,
    isWholeOnly: true,
  },
  locks: {
    type: 'microsoft.authorization/locks',
    command: 'az lock list -o json',
    schema: managementLock,
    isWholeOnly: true,
  },
  roleAssignments: {
    type: roleAssignmentType,
    command: 'az role assignment list --all -o json',
    schema: roleAssignment,
    isWholeOnly: true,
  },
  networkSecurityGroups: {
    type: 'microsoft.network/networksecuritygroups',
    command: 'az network nsg list -o json',
    schema: networkSecurityGroup,
  },
  applicationGateways: {
    type: 'microsoft.network/applicationgateways',
    command: 'az network application-gateway list -o json',
    schema: applicationGateway,
  },
  localNetworkGateways: {
    type: 'microsoft.network/localnetworkgateways',
    command: 'az network local-gateway list --resource-group <resource group> -o json',
    schema: localNetworkGateway,
    isWholeOnly: true,
  },
  maintenanceConfigurations: {
    type: 'microsoft.containerservice/managedclusters/maintenanceconfigurations',
    command: 'az aks maintenanceconfiguration list --resource-group <resource group> --cluster-name <cluster> -o json',
    schema: maintenanceConfiguration,
    isWholeOnly: true,
  },
  advisorRecommendations: {
    type: 'microsoft.advisor/recommendations',
    command: 'az advisor recommendation list --category HighAvailability -o json',
    schema: advisorRecommendation,
    isWholeOnly: true,
  },
  subnetUsages: {
    type: subnetUsageType,
    command: 'az rest --url "<virtual network id>/usages?api-version=2026-01-01"',
    schema: subnetUsage,
  },
} as const satisfies Partial<Record<keyof typeof armReads, ListRead>>;

export type ListName = keyof typeof listReads;
type ListItems = { readonly [Name in ListName]: z.infer<(typeof listReads)[Name]['schema']> };
export type ListItem<Name extends ListName> = ListItems[Name];

/** The same rows, so that the compiler follows from a name to what its items are. */
const byName: { readonly [Name in ListName]: { readonly schema: z.ZodType<ListItems[Name]> } } = listReads;

export function schemaOfList<Name extends ListName>(name: Name): z.ZodType<ListItem<Name>> {
  return byName[name].schema;
}

const rows = Object.entries<ListRead>(listReads);
const byRead: ReadonlyMap<ArmRead, ListRead> = new Map(
  rows.flatMap(([name, row]) => (isArmReadName(name) ? [[armReads[name], row] as const] : [])),
);

/** Undefined for a read that no folder answers. */
export function listReadOf(read: ArmRead): ListRead | undefined {
  return byRead.get(read);
}

/** What an audit reads of a resource, by its type as ids spell it, in lower case. */
export const schemaByType: ReadonlyMap<string, z.ZodType> = new Map([
  ...rows.map(([, { type, schema }]) => [type, schema] as const),
  ['microsoft.authorization/roledefinitions', roleDefinition] as const,
]);
