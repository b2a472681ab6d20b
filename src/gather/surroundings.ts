import type { AdvisorRecommendation } from '../model/azure/advisor-recommendation.ts';
import { isEnum, type ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { NetworkSecurityGroup } from '../model/azure/network-security-group.ts';
import type { VirtualNetwork } from '../model/azure/virtual-network.ts';
import type { NodeDisruption, NodeSubnet, Surroundings } from '../model/cluster-facts.ts';
import { allKnown, chainFact, type Fact, known, notKnown, partOf, type UnknownFact, unread } from '../model/fact.ts';
import {
  distinctResourceIds,
  ownGroupId,
  type ResourceKey,
  resourceKey,
  resourceNameOf,
  sameResource,
  subscriptionIdOf,
} from '../model/resource-id.ts';
import { upgradesByItself } from '../network/auto-upgrade.ts';
import { isManagedNetwork } from '../network/ownership.ts';
import { type AzureSource, type FactsById, factAbout } from './azure-source.ts';
import { type GatewayReads, gatewayFacts, readGateways } from './gateway-facts.ts';
import { readList, readOne } from './read-many.ts';
import { networkSubscriptions, readRoles } from './role-facts.ts';

/** What is known of a cluster before its surroundings are read. */
export interface Located {
  readonly cluster: ManagedCluster;
  readonly networks: Fact<readonly VirtualNetwork[]>;
  readonly subnets: Fact<readonly NodeSubnet[]>;
}

/**
 * The surroundings of several clusters. What Resource Graph tells is asked for all of them at once; the rest is lists, which the source
 * remembers, so that clusters of one subscription or network share them. A refused read leaves its own fact unknown and no other.
 */
export async function gatherSurroundings(
  source: AzureSource,
  located: readonly Located[],
): Promise<ReadonlyMap<ResourceKey, Surroundings>> {
  const clusters = located.map(({ cluster }) => cluster);
  const [securityGroups, gateways] = await Promise.all([
    source.networkSecurityGroups(distinctResourceIds(located.flatMap(securityGroupIds))),
    readGateways(source, clusters),
  ]);
  const entries = located.map(async (each) => {
    return [resourceKey(each.cluster.id), await assemble(source, each, { securityGroups, gateways })] as const;
  });
  return new Map(await Promise.all(entries));
}

export function surroundingsUnknown(fact: UnknownFact): Surroundings {
  return {
    locks: fact,
    roleAssignments: fact,
    roleDefinitions: fact,
    securityGroups: fact,
    applicationGateways: fact,
    gatewaySubnets: fact,
    localNetworkGateways: fact,
    maintenanceConfigurations: fact,
    nodeDisruption: fact,
    retirementNotices: fact,
  };
}

interface ReadTogether {
  readonly securityGroups: FactsById<NetworkSecurityGroup>;
  readonly gateways: GatewayReads;
}

async function assemble(
  source: AzureSource,
  located: Located,
  { securityGroups, gateways }: ReadTogether,
): Promise<Surroundings> {
  const { cluster, subnets } = located;
  const own = ownSubscription(cluster);
  const [locks, roles, localNetworkGateways, maintenanceConfigurations, nodeDisruption, notices] = await Promise.all([
    readList(source, 'locks', distinctResourceIds([own, ...networkSubscriptions(cluster)])),
    readRoles(source, cluster, subnets),
    readLocalNetworkGateways(source, located),
    upgradesByItself(cluster) ? readList(source, 'maintenanceConfigurations', [cluster.id]) : known([]),
    readNodeDisruption(source, cluster),
    readList(source, 'advisorRecommendations', [own]),
  ]);
  return {
    locks,
    ...roles,
    securityGroups: chainFact(subnets, () =>
      allKnown(securityGroupIds(located).map((id) => factAbout(securityGroups, id))),
    ),
    ...gatewayFacts(cluster, gateways),
    localNetworkGateways,
    maintenanceConfigurations,
    nodeDisruption,
    retirementNotices: chainFact(notices, (all) => noticesOf(cluster, all)),
  };
}

function ownSubscription(cluster: ManagedCluster): string {
  return `/subscriptions/${subscriptionIdOf(cluster.id)}`;
}

function securityGroupIds({ subnets }: Located): readonly string[] {
  const all = partOf(subnets) ?? [];
  return distinctResourceIds(all.flatMap(({ networkSecurityGroupId }) => networkSecurityGroupId ?? []));
}

/** Beside the owner's networks and beside those peered with them; AKS puts none beside a network of its own. */
async function readLocalNetworkGateways(
  source: AzureSource,
  { cluster, networks }: Located,
): Promise<Surroundings['localNetworkGateways']> {
  if (!networks.known) return unread(networks);
  const own = isManagedNetwork(cluster) === true ? [] : networks.value.map(({ id }) => id);
  const peered = networks.value.flatMap(({ virtualNetworkPeerings = [] }) =>
    virtualNetworkPeerings.flatMap(({ remoteVirtualNetwork }) => remoteVirtualNetwork ?? []),
  );
  const groups = [...own, ...peered].map(ownGroupId);
  return readList(source, 'localNetworkGateways', distinctResourceIds(groups));
}

/** The same whoever was asked: that a preview is not served says nothing about rights. */
const policyNotTold = notKnown(
  'Only a preview of the API tells the node disruption policy, and the preview this version knows did not answer.',
);

/** An answer of the preview that leaves the policy out means Allow; one of a stable version that does so means nothing. */
async function readNodeDisruption(source: AzureSource, cluster: ManagedCluster): Promise<Fact<NodeDisruption>> {
  const stated = cluster.nodeDisruptionProfile?.nodeDisruptionPolicy;
  if (stated !== undefined) return known({ policy: stated });
  const clusters = await readOne(source.previewClusters, ownSubscription(cluster));
  const found = clusters.known ? clusters.value.find(({ id }) => sameResource(id, cluster.id)) : undefined;
  return found === undefined
    ? policyNotTold
    : known({ policy: found.nodeDisruptionProfile?.nodeDisruptionPolicy ?? 'Allow' });
}

/** Advisor names the resource of every recommendation: a notice that names none may be about this cluster. */
function noticesOf(
  cluster: ManagedCluster,
  recommendations: readonly AdvisorRecommendation[],
): Surroundings['retirementNotices'] {
  const notices = recommendations.filter(({ extendedProperties }) =>
    isEnum(extendedProperties?.recommendationSubCategory, 'ServiceUpgradeAndRetirement'),
  );
  const about = ({ resourceMetadata }: AdvisorRecommendation) => resourceMetadata?.resourceId;
  const own = notices.filter((each) => sameResource(about(each) ?? '', cluster.id));
  const nameless = notices.find((each) => about(each) === undefined);
  if (nameless === undefined || own.length > 0) return known(own);
  return notKnown(`Notice ${resourceNameOf(nameless.id)} of Azure Advisor does not say what it is about.`);
}
