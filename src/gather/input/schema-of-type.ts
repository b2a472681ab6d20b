import type { z } from 'zod';
import { advisorRecommendation } from '../../model/azure/advisor-recommendation.ts';
import { managementLock, roleAssignment, roleDefinition } from '../../model/azure/authorization.ts';
import { networkInterface, scaleSet, scaleSetInstance } from '../../model/azure/compute.ts';
import { applicationGateway, localNetworkGateway } from '../../model/azure/gateways.ts';
import { maintenanceConfiguration } from '../../model/azure/maintenance-configuration.ts';
import { managedCluster } from '../../model/azure/managed-cluster.ts';
import { networkSecurityGroup } from '../../model/azure/network-security-group.ts';
import { routeTable } from '../../model/azure/route-table.ts';
import { subnetUsage, virtualNetwork } from '../../model/azure/virtual-network.ts';
import { subnetUsageType } from './saved-resources.ts';

const schemas: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['microsoft.containerservice/managedclusters', managedCluster],
  ['microsoft.containerservice/managedclusters/maintenanceconfigurations', maintenanceConfiguration],
  ['microsoft.network/virtualnetworks', virtualNetwork],
  ['microsoft.network/routetables', routeTable],
  ['microsoft.network/networkinterfaces', networkInterface],
  ['microsoft.network/networksecuritygroups', networkSecurityGroup],
  ['microsoft.network/applicationgateways', applicationGateway],
  ['microsoft.network/localnetworkgateways', localNetworkGateway],
  ['microsoft.compute/virtualmachinescalesets', scaleSet],
  ['microsoft.compute/virtualmachinescalesets/virtualmachines', scaleSetInstance],
  ['microsoft.compute/virtualmachinescalesets/virtualmachines/networkinterfaces', networkInterface],
  ['microsoft.authorization/locks', managementLock],
  ['microsoft.authorization/roleassignments', roleAssignment],
  ['microsoft.authorization/roledefinitions', roleDefinition],
  ['microsoft.advisor/recommendations', advisorRecommendation],
  [subnetUsageType, subnetUsage],
]);

/** What an audit reads of a resource of this type (lower case, as ids spell it); undefined for a subscription's own entry. */
export function schemaOf(type: string): z.ZodType | undefined {
  return schemas.get(type);
}
