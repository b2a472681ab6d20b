import { type ArmRead, armReads } from '../../arm/arm-reads.ts';
import { subnetUsageType } from './saved-resources.ts';

export const managedClusterType = 'microsoft.containerservice/managedclusters';
export const scaleSetInstanceType = 'microsoft.compute/virtualmachinescalesets/virtualmachines';
export const roleAssignmentType = 'microsoft.authorization/roleassignments';
export const scaleSetInterfaceType = `${scaleSetInstanceType}/networkinterfaces`;

/** What a list read finds in a folder, and which command would have saved it. */
export interface ListRead {
  readonly type: string;
  /** For a reader whose folder lacks it. */
  readonly command: string;
}

export const listReads: ReadonlyMap<ArmRead, ListRead> = new Map<ArmRead, ListRead>([
  [armReads.managedClusters, { type: managedClusterType, command: 'az aks list -o json' }],
  [armReads.virtualNetworks, { type: 'microsoft.network/virtualnetworks', command: 'az network vnet list -o json' }],
  [
    armReads.routeTables,
    {
      type: 'microsoft.network/routetables',
      command: 'az network route-table list --resource-group <resource group> -o json',
    },
  ],
  [armReads.networkInterfaces, { type: 'microsoft.network/networkinterfaces', command: 'az network nic list -o json' }],
  [armReads.scaleSets, { type: 'microsoft.compute/virtualmachinescalesets', command: 'az vmss list -o json' }],
  [
    armReads.scaleSetInstances,
    {
      type: scaleSetInstanceType,
      command:
        'az vmss list-instances --resource-group <node resource group> --name <scale set> --expand instanceView -o json',
    },
  ],
  [
    armReads.scaleSetNetworkInterfaces,
    {
      type: scaleSetInterfaceType,
      command: 'az vmss nic list --resource-group <node resource group> --vmss-name <scale set> -o json',
    },
  ],
  [armReads.locks, { type: 'microsoft.authorization/locks', command: 'az lock list -o json' }],
  [armReads.roleAssignments, { type: roleAssignmentType, command: 'az role assignment list --all -o json' }],
  [
    armReads.networkSecurityGroups,
    { type: 'microsoft.network/networksecuritygroups', command: 'az network nsg list -o json' },
  ],
  [
    armReads.applicationGateways,
    { type: 'microsoft.network/applicationgateways', command: 'az network application-gateway list -o json' },
  ],
  [
    armReads.localNetworkGateways,
    {
      type: 'microsoft.network/localnetworkgateways',
      command: 'az network local-gateway list --resource-group <resource group> -o json',
    },
  ],
  [
    armReads.maintenanceConfigurations,
    {
      type: 'microsoft.containerservice/managedclusters/maintenanceconfigurations',
      command:
        'az aks maintenanceconfiguration list --resource-group <resource group> --cluster-name <cluster> -o json',
    },
  ],
  [
    armReads.advisorRecommendations,
    {
      type: 'microsoft.advisor/recommendations',
      command: 'az advisor recommendation list --category HighAvailability -o json',
    },
  ],
  [
    armReads.subnetUsages,
    { type: subnetUsageType, command: 'az rest --url "<virtual network id>/usages?api-version=2026-01-01"' },
  ],
]);
