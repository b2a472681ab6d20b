import { z } from 'zod';
import { azureObject, listOf, maybe, tags } from '../model/azure/lenient.ts';
import { agentPool, type ManagedCluster } from '../model/azure/managed-cluster.ts';
import { nodesNow } from '../network/node-pool.ts';
import type { ListedCluster } from './azure-source.ts';

/** A row of list-clusters.kql. */
export const listedClusterRow = azureObject({
  id: z.string(),
  name: z.string(),
  location: z.string().default(''),
  tags: tags.default({}),
  networkPlugin: maybe(z.string()),
  networkPluginMode: maybe(z.string()),
  nodeResourceGroup: maybe(z.string()),
  provisioningState: maybe(z.string()),
  agentPoolProfiles: listOf(agentPool),
}).transform(
  ({ agentPoolProfiles, ...row }): ListedCluster => ({
    ...row,
    networkPlugin: row.networkPlugin || undefined,
    networkPluginMode: row.networkPluginMode || undefined,
    nodeResourceGroup: row.nodeResourceGroup || undefined,
    provisioningState: row.provisioningState || undefined,
    pools: agentPoolProfiles.map(toPool),
  }),
);

export function toListedCluster(cluster: ManagedCluster): ListedCluster {
  return {
    id: cluster.id,
    name: cluster.name,
    location: cluster.location,
    tags: cluster.tags,
    networkPlugin: cluster.networkProfile?.networkPlugin,
    networkPluginMode: cluster.networkProfile?.networkPluginMode,
    nodeResourceGroup: cluster.nodeResourceGroup,
    provisioningState: cluster.provisioningState,
    pools: cluster.agentPoolProfiles.map(toPool),
  };
}

function toPool(pool: z.infer<typeof agentPool>): ListedCluster['pools'][number] {
  return {
    name: pool.name,
    count: nodesNow(pool),
    vnetSubnetID: pool.vnetSubnetID,
    provisioningState: pool.provisioningState,
  };
}
