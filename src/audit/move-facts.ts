import type { AgentPool, ManagedCluster } from '../model/azure/managed-cluster.ts';
import { isEnum } from '../model/azure/managed-cluster.ts';
import { valueIfKnown } from '../model/fact.ts';
import { poolVersion } from '../model/kubernetes-version.ts';
import type { MoveFacts, MovePool } from '../model/move-facts.ts';
import { compareResourceIds, sameResource } from '../model/resource-id.ts';
import type { AllFacts } from '../network/derived-facts.ts';
import { nodesNow, surgeNodes } from '../network/node-pool.ts';
import { clusterNumber, hasNodeNameSeparator } from '../network/routes.ts';

/** What a migration of the cluster has to know, from the facts its checks were judged by. */
export function moveFacts(cluster: ManagedCluster, facts: AllFacts): MoveFacts {
  const { identity, autoUpgradeProfile, networkProfile } = cluster;
  return {
    nodeResourceGroup: cluster.nodeResourceGroup ?? null,
    provisioningState: cluster.provisioningState ?? null,
    powerState: cluster.powerState?.code ?? null,
    networkDataplane: networkProfile?.networkDataplane ?? null,
    identity: {
      type: identity?.type ?? null,
      userAssignedIds: Object.keys(identity?.userAssignedIdentities ?? {}).sort(compareResourceIds),
    },
    pools: cluster.agentPoolProfiles.map(movePool),
    upgradeChannel: autoUpgradeProfile?.upgradeChannel ?? null,
    nodeOsUpgradeChannel: autoUpgradeProfile?.nodeOSUpgradeChannel ?? null,
    ...routes(facts),
    ...clusterNumbers(facts),
    gateways: gateways(facts),
  };
}

function movePool(pool: AgentPool): MovePool {
  const nodes = nodesNow(pool);
  return {
    name: pool.name,
    mode: pool.mode ?? null,
    vmSize: pool.vmSize ?? null,
    nodes: nodes ?? null,
    surge: surgeNodes(pool, nodes) ?? null,
    drainTimeoutMinutes: pool.upgradeSettings?.drainTimeoutInMinutes ?? null,
    ...maxSurgeOf(pool),
    ...autoscalerOf(pool),
    isSpot: isEnum(pool.scaleSetPriority, 'Spot'),
    kubernetesVersion: poolVersion(pool) ?? null,
    provisioningState: pool.provisioningState ?? null,
  };
}

function maxSurgeOf({ upgradeSettings }: AgentPool): Pick<MovePool, 'maxSurge'> {
  const maxSurge = upgradeSettings?.maxSurge?.trim();
  return maxSurge === undefined || maxSurge === '' ? {} : { maxSurge };
}

function autoscalerOf({ enableAutoScaling, minCount, maxCount }: AgentPool): Pick<MovePool, 'autoscaler'> {
  if (enableAutoScaling === false || minCount === undefined || maxCount === undefined) return {};
  return { autoscaler: { min: minCount, max: maxCount } };
}

function routes({ classifiedTables }: AllFacts): Pick<MoveFacts, 'ownRoutes' | 'podRoutes'> {
  if (!classifiedTables.known) return { ownRoutes: null, podRoutes: null };
  const classified = classifiedTables.value
    .toSorted((a, b) => compareResourceIds(a.table.id, b.table.id))
    .flatMap(({ routes: all }) => all);
  return {
    ownRoutes: classified
      // A controller's names are nobody's own routes: another cluster's, or one's that is gone.
      .filter(({ insidePodCidr, route }) => !insidePodCidr && !hasNodeNameSeparator(route))
      .map(({ route, routeTableId }) => ({
        routeTableId,
        name: route.name,
        addressPrefix: route.addressPrefix,
        nextHopType: route.nextHopType ?? 'None',
        nextHopIpAddress: route.nextHopIpAddress ?? null,
      })),
    podRoutes: classified.filter(({ insidePodCidr }) => insidePodCidr).length,
  };
}

function clusterNumbers({ nodes }: AllFacts): Pick<MoveFacts, 'clusterNumbers'> {
  const numbers = new Set((valueIfKnown(nodes) ?? []).flatMap(({ name }) => clusterNumber(name) ?? []));
  return numbers.size === 0 ? {} : { clusterNumbers: [...numbers].sort() };
}

function gateways({ applicationGateways, gatewaySubnets }: AllFacts): MoveFacts['gateways'] {
  return (valueIfKnown(applicationGateways) ?? []).map(({ id, subnetId }) => {
    const subnet = (valueIfKnown(gatewaySubnets) ?? []).find(
      (each) => subnetId !== undefined && sameResource(each.id, subnetId),
    );
    return { id, subnetId: subnetId ?? null, addressPrefixes: [...(subnet?.addressPrefixes ?? [])] };
  });
}
