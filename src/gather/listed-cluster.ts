import { z } from 'zod';
import { azureObject, compiled, emptyWhenAbsent, maybe, tags } from '../model/azure/lenient.ts';
import { type AgentPool, agentPool, managedCluster } from '../model/azure/managed-cluster.ts';
import { resourceNameOf } from '../model/resource-id.ts';
import { nodesNow } from '../network/node-pool.ts';
import type { ListedCluster } from './azure-source.ts';
import { readResource } from './parse-resources.ts';

/** A row of list-clusters.kql. */
export const listedClusterRow = compiled(
  azureObject({
    id: z.string(),
    name: z.string(),
    location: z.string().default(''),
    tags: tags.default({}),
    networkPlugin: maybe(z.string()),
    networkPluginMode: maybe(z.string()),
    nodeResourceGroup: maybe(z.string()),
    provisioningState: maybe(z.string()),
    agentPoolProfiles: emptyWhenAbsent(agentPool),
  }).transform(
    ({ agentPoolProfiles, ...row }): ListedCluster => ({
      ...row,
      networkPlugin: row.networkPlugin,
      networkPluginMode: row.networkPluginMode,
      nodeResourceGroup: row.nodeResourceGroup,
      provisioningState: row.provisioningState,
      pools: agentPoolProfiles.map(toPool),
      trouble: row.networkPlugin === undefined ? pluginNotStated : undefined,
    }),
  ),
);

const pluginNotStated = 'Its network plugin is not stated.';

const identified = azureObject({ id: z.string() });

/** A cluster of a subscription's list. One that does not read as a cluster is still there, and may be on kubenet. */
export function toListedCluster(item: unknown, subscriptionId: string): ListedCluster {
  const named = identified.safeParse(item);
  if (!named.success) return unidentified(item, subscriptionId);
  const { id } = named.data;
  const read = readResource(managedCluster, item, resourceNameOf(id));
  if (!read.known) return outlined(item, unreadCluster(id, read.reason));
  const { networkProfile, agentPoolProfiles, ...cluster } = read.value;
  return {
    id,
    name: cluster.name,
    location: cluster.location,
    tags: cluster.tags,
    networkPlugin: networkProfile?.networkPlugin,
    networkPluginMode: networkProfile?.networkPluginMode,
    nodeResourceGroup: cluster.nodeResourceGroup,
    provisioningState: cluster.provisioningState,
    pools: agentPoolProfiles.map(toPool),
    trouble: networkProfile?.networkPlugin === undefined ? pluginNotStated : undefined,
  };
}

const nameOnly = azureObject({ name: z.string() });

/** What has no id is still somebody's cluster: it is named by what it has. */
function unidentified(item: unknown, subscriptionId: string): ListedCluster {
  const read = nameOnly.safeParse(item);
  const name = read.success ? read.data.name : 'without a name';
  const id = `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerService/managedClusters/${name}`;
  return unreadCluster(id, 'What was read of it has no id.');
}

/** Where its nodes are: said by a cluster of which another value makes no sense too. */
const outline = azureObject({
  location: z.string().default(''),
  tags: tags.default({}),
  nodeResourceGroup: z.string(),
  agentPoolProfiles: z.array(azureObject({ name: z.string(), vnetSubnetID: maybe(z.string()) })),
});

function outlined(item: unknown, unread: ListedCluster): ListedCluster {
  const { data } = outline.safeParse(item);
  if (data === undefined) return unread;
  const { agentPoolProfiles, ...cluster } = data;
  const pools = agentPoolProfiles.map(({ name, vnetSubnetID }) => ({
    ...{ name, vnetSubnetID, count: undefined, provisioningState: undefined },
  }));
  return { ...unread, ...cluster, pools, isOutlined: pools.length > 0 };
}

function unreadCluster(id: string, trouble: string): ListedCluster {
  return {
    id,
    name: resourceNameOf(id),
    location: '',
    tags: {},
    networkPlugin: undefined,
    networkPluginMode: undefined,
    nodeResourceGroup: undefined,
    provisioningState: undefined,
    pools: [],
    trouble,
  };
}

function toPool(pool: AgentPool): ListedCluster['pools'][number] {
  return {
    name: pool.name,
    count: nodesNow(pool),
    vnetSubnetID: pool.vnetSubnetID,
    provisioningState: pool.provisioningState,
  };
}
