import type { ClusterFacts, NodeSubnet } from '../model/cluster-facts.ts';
import { valueIfKnown } from '../model/fact.ts';
import { resourceGroupOf, resourceNameOf, subscriptionIdOf } from '../model/resource-id.ts';
import type { CommandParameters } from './render-command.ts';

/**
 * What every command may name of the cluster and its network, where there is but one to name. A name that is not known stays a
 * placeholder.
 */
export function clusterParameters(facts: ClusterFacts): CommandParameters {
  const cluster = valueIfKnown(facts.managedCluster);
  if (cluster === undefined) return {};
  const [pool, ...otherPools] = cluster.agentPoolProfiles;
  const isOnlyPool = pool !== undefined && otherPools.length === 0;
  return {
    subscription: subscriptionIdOf(cluster.id),
    resourceGroup: resourceGroupOf(cluster.id),
    cluster: cluster.name,
    nodeResourceGroup: cluster.nodeResourceGroup,
    location: cluster.location || undefined,
    pool: isOnlyPool ? pool.name : undefined,
    minCount: isOnlyPool && pool.minCount !== undefined ? String(pool.minCount) : undefined,
    ...networkParameters(valueIfKnown(facts.nodeSubnets) ?? []),
  };
}

function networkParameters(subnets: readonly NodeSubnet[]): CommandParameters {
  const networkId = only(subnets.map(({ virtualNetworkId }) => virtualNetworkId));
  return {
    routeTableId: only(subnets.map(({ routeTableId }) => routeTableId)),
    virtualNetwork: networkId === undefined ? undefined : resourceNameOf(networkId),
    networkResourceGroup: networkId === undefined ? undefined : resourceGroupOf(networkId),
    networkSubscription: only(subnets.map(({ virtualNetworkId }) => subscriptionIdOf(virtualNetworkId))),
  };
}

/** The one value that all of them have. */
function only(values: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = new Set(values.map((value) => value?.toLowerCase()));
  return others.length > 0 || first === undefined ? undefined : values[0];
}
