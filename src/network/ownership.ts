import type { ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { NodeSubnet } from '../model/cluster-facts.ts';
import type { ClusterReport } from '../model/report.ts';
import { distinctResourceIds, resourceGroupOf } from '../model/resource-id.ts';

export type NetworkOwnership = NonNullable<ClusterReport['network']['ownership']>;

/** Whether the route table is AKS's own, in the node resource group; undefined where the cluster does not name that group. */
export function isManagedTable(routeTableId: string, cluster: ManagedCluster): boolean | undefined {
  if (cluster.nodeResourceGroup === undefined) return undefined;
  return resourceGroupOf(routeTableId)?.toLowerCase() === cluster.nodeResourceGroup.toLowerCase();
}

/** Whether AKS made the virtual network: no pool names a subnet. A cluster without pools does not tell. */
export function isManagedNetwork(cluster: ManagedCluster): boolean | undefined {
  if (cluster.agentPoolProfiles.length === 0) return undefined;
  return cluster.agentPoolProfiles.every(({ vnetSubnetID }) => vnetSubnetID === undefined);
}

/** The subnets the owner gave the cluster for its nodes; none in a network that AKS manages. */
export function ownedNodeSubnetIds(cluster: ManagedCluster): readonly string[] {
  return distinctResourceIds(cluster.agentPoolProfiles.flatMap(({ vnetSubnetID }) => vnetSubnetID ?? []));
}

/** The node subnets and route tables of the owner's, on which the cluster's identity needs rights that AKS does not give it. */
export function ownedNetworkResources(cluster: ManagedCluster, nodeSubnets: readonly NodeSubnet[]): readonly string[] {
  const tableIds = nodeSubnets.flatMap(({ routeTableId }) => routeTableId ?? []);
  const ownedTables = tableIds.filter((id) => isManagedTable(id, cluster) === false);
  return distinctResourceIds([...ownedNodeSubnetIds(cluster), ...ownedTables]);
}

/**
 * Who made network and route table; undefined where the node subnets, or the group AKS keeps its own table in, are not known. A subnet of
 * the owner's that has no table counts as `byoSubnet`.
 * @see https://learn.microsoft.com/azure/aks/configure-kubenet
 */
export function networkOwnership(
  cluster: ManagedCluster,
  nodeSubnets: readonly NodeSubnet[] | undefined,
): NetworkOwnership | undefined {
  const managed = isManagedNetwork(cluster);
  if (managed === undefined) return undefined;
  if (managed) return 'managed';
  if (nodeSubnets === undefined) return undefined;
  const managedTables = nodeSubnets.flatMap(({ routeTableId }) =>
    routeTableId === undefined ? [] : [isManagedTable(routeTableId, cluster)],
  );
  if (managedTables.includes(false)) return 'byoRouteTable';
  return managedTables.includes(undefined) ? undefined : 'byoSubnet';
}
