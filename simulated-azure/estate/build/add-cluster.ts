import { resourceGroupId, resourceId } from '../arm-ids.ts';
import { createRandom } from '../random.ts';
import { subscriptionId as subscriptionIdFor } from '../subscriptions.ts';
import { assignRole } from './access.ts';
import { addManagedSubnet, attachManagedRouteTable } from './add-managed-network.ts';
import { addPool } from './add-pool.ts';
import { type ClusterSpec, defaultPools, isKubenet } from './cluster-spec.ts';
import type { ClusterDraft, EstateDraft } from './draft.ts';
import { writeRoutes } from './routes.ts';

/**
 * Adds a cluster with its machines, network, routes and role assignments. A node subnet of one's own without a route table
 * gets one in the node resource group, as AKS does it; a situation that wants none takes it off afterwards.
 */
export function addCluster(draft: EstateDraft, spec: ClusterSpec): ClusterDraft {
  const cluster = clusterDraft(draft, spec);
  const pools = spec.pools ?? defaultPools;
  const managedSubnet = pools.every(({ subnet }) => subnet) ? undefined : addManagedSubnet(draft, cluster);

  for (const pool of pools) {
    const subnet = pool.subnet ?? managedSubnet;
    if (subnet !== undefined) {
      addPool(draft, cluster, pool, subnet);
    }
  }
  if (isKubenet(spec)) {
    attachManagedRouteTable(draft, cluster);
    if (spec.routesWritten !== false) {
      writeRoutes(cluster);
    }
  }
  grantRoles(draft, cluster);
  draft.clusters.push(cluster);
  return cluster;
}

function clusterDraft(draft: EstateDraft, spec: ClusterSpec): ClusterDraft {
  const random = createRandom(`${draft.seed}/cluster/${spec.name}`);
  const subscriptionId = subscriptionIdFor(draft.seed, spec.subscription);
  const resourceGroup = spec.resourceGroup ?? spec.name.replace(/^aks-/, 'rg-');
  const location = spec.location ?? 'westeurope';

  const { calendar } = draft;
  return {
    spec: { ...spec, kubernetesVersion: spec.kubernetesVersion ?? calendar.currentKubernetes },
    calendar,
    id: resourceId(subscriptionId, resourceGroup, 'Microsoft.ContainerService/managedClusters', spec.name),
    subscriptionId,
    location,
    digits: random.digits(8),
    nodeResourceGroup: `MC_${resourceGroup}_${spec.name}_${location}`,
    principalId: random.guid(),
    pools: [],
  };
}

/** AKS lets the identity work in the node resource group; on subnets and tables of one's own somebody must grant it. */
function grantRoles(draft: EstateDraft, cluster: ClusterDraft): void {
  const nodeResourceGroupId = resourceGroupId(cluster.subscriptionId, cluster.nodeResourceGroup);
  const ownScopes = cluster.pools
    .flatMap(({ subnet }) => [subnet.id, subnet.routeTable?.id])
    .filter((id) => id !== undefined)
    .filter((id) => !id.startsWith(`${nodeResourceGroupId}/`));

  assignRole(draft, 'Contributor', cluster.principalId, nodeResourceGroupId);
  for (const scope of new Set(ownScopes)) {
    assignRole(draft, 'Network Contributor', cluster.principalId, scope);
  }
}
