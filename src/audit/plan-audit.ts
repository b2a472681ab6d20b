import { isUnsettledOverlay } from '../checks/estate/unfinished-migration.ts';
import type { AzureSource, ListedCluster, ListedSubscription } from '../gather/azure-source.ts';
import { saveClusters } from '../gather/input/save-command.ts';
import {
  type AuditPlan,
  type AuditScope,
  type AuditUnit,
  type IndexedCluster,
  type NotKubenetCluster,
  withTroubles,
} from '../model/audit.ts';
import { isEnum } from '../model/azure/managed-cluster.ts';
import { notKnown } from '../model/fact.ts';
import type { OtherCluster, ReportScope, SourceKind, UnreadableCluster } from '../model/report.ts';
import {
  compareResourceIds,
  distinctResourceIds,
  resourceKey,
  sameResource,
  subscriptionIdOf,
} from '../model/resource-id.ts';
import { tagValue } from '../model/tag-value.ts';

/**
 * What a unit may hold, so that a small worker can: nodes weigh most, since each is a route, an instance and an interface. Through
 * Resource Graph units are as large as that allows, since a page of a thousand rows costs as much as one of ten.
 */
const largestUnit = {
  graph: { clusters: 1000, nodes: 8000 },
  arm: { clusters: 80, nodes: 4000 },
  input: { clusters: 1000, nodes: 8000 },
} as const satisfies Record<SourceKind, { clusters: number; nodes: number }>;

/**
 * Fixes what an audit consists of: the scopes with the proof of their readability, who is on kubenet, and the units of work.
 * @throws when the subscriptions of a management group cannot be listed, or nobody could be signed in
 */
export async function planAudit(source: AzureSource, scope: AuditScope): Promise<AuditPlan> {
  const subscriptions = await scopeSubscriptions(source, scope);
  const readable = subscriptions
    .filter(({ refusal }) => refusal === undefined)
    .map(({ subscription }) => subscription.subscriptionId);
  const lists = await source.listClusters(readable);
  const clusters = readable.flatMap((id) => {
    const list = lists.get(id);
    return list?.known ? list.value : [];
  });
  // A list that changes while it is paged can tell of one cluster twice: the later page is the newer.
  const distinct = new Map(clusters.map((each) => [resourceKey(each.id), each]));
  const sorted = [...distinct.values()].sort((a, b) => compareResourceIds(a.id, b.id));
  const unreadable = sorted.flatMap((cluster) => toUnreadable(cluster, source.kind));
  const told = sorted.filter(({ trouble }) => trouble === undefined);
  const kubenet = told.filter(isKubenet);
  const rest = told.filter((cluster) => !isKubenet(cluster));
  return {
    source: source.kind,
    scopes: withTroubles(
      subscriptions.map((each) =>
        toScope(each, lists.get(each.subscription.subscriptionId) ?? notKnown('Its clusters were not listed.')),
      ),
      unreadable.map(({ id, reason }) => ({ subscriptionId: subscriptionIdOf(id) ?? '', reason })),
    ),
    index: sorted.filter(mayWriteRoutes).map(toIndexed),
    overlay: rest.filter(isOverlay).map(toOther),
    other: rest.filter((cluster) => !isOverlay(cluster)).map(toOther),
    // One that may be on kubenet has not left it: its tables stay.
    notKubenet: sorted.filter((cluster) => !isKubenet(cluster)).map(toNotKubenet),
    unreadable,
    matched: told.filter((cluster) => isWanted(cluster, scope)).length,
    ...askedOf(scope),
    units: toUnits(
      kubenet.filter((cluster) => isWanted(cluster, scope)),
      source.kind,
    ),
    requests: source.requests(),
    unusedFiles: [],
  };
}

/** Those named and those of the management groups named; everything where nothing is named, but not where the groups are empty. */
async function scopeSubscriptions(source: AzureSource, scope: AuditScope): Promise<readonly ListedSubscription[]> {
  const ofGroups = await Promise.all(scope.managementGroups.map((group) => source.managementGroupSubscriptions(group)));
  const named = [...scope.subscriptionIds, ...ofGroups.flat()];
  return named.length === 0 && scope.managementGroups.length > 0 ? [] : source.subscriptions(named);
}

function toScope(
  { subscription, refusal }: ListedSubscription,
  clusters: { known: boolean; reason?: string },
): ReportScope {
  const reason = refusal ?? (clusters.known ? undefined : clusters.reason);
  return {
    subscriptionId: subscription.subscriptionId,
    name: subscription.displayName ?? null,
    tenantId: subscription.tenantId ?? null,
    status: reason === undefined ? 'read' : 'unreadable',
    reason: reason ?? null,
  };
}

/** Names the cluster, and what would tell. */
function toUnreadable({ id, name, trouble }: ListedCluster, kind: SourceKind): UnreadableCluster[] {
  if (trouble === undefined) return [];
  const next = kind === 'input' ? ` ${saveClusters(subscriptionIdOf(id))}` : '';
  return [{ id, name, reason: `Whether cluster ${name} uses kubenet is not known: ${uncapitalised(trouble)}${next}` }];
}

function uncapitalised(sentence: string): string {
  return `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`;
}

function isKubenet({ networkPlugin }: ListedCluster): boolean {
  return isEnum(networkPlugin, 'kubenet');
}

function isOverlay({ networkPlugin, networkPluginMode }: ListedCluster): boolean {
  return isEnum(networkPlugin, 'azure') && isEnum(networkPluginMode, 'overlay');
}

function askedOf({ clusters, tags }: AuditScope): Pick<AuditPlan, 'asked'> {
  const isEverything = clusters.length === 0 && Object.keys(tags).length === 0;
  return isEverything ? {} : { asked: { clusters: [...clusters], tags: { ...tags } } };
}

/** Whether the cluster is named, where names were given, and carries every tag asked for. */
function isWanted(cluster: ListedCluster, { clusters, tags }: AuditScope): boolean {
  return (
    (clusters.length === 0 ||
      clusters.some((named) => sameResource(named, cluster.id) || sameResource(named, cluster.name))) &&
    Object.entries(tags).every(([name, value]) => tagValue(cluster.tags, name) === value)
  );
}

/** On kubenet, perhaps on it, or not yet off it. */
function mayWriteRoutes(cluster: ListedCluster): boolean {
  if (cluster.trouble !== undefined || isKubenet(cluster)) return true;
  return isUnsettledOverlay(toNotKubenet(cluster));
}

function toIndexed(cluster: ListedCluster): IndexedCluster {
  const { pools, trouble, isOutlined } = cluster;
  const withSubnet = pools.filter(({ vnetSubnetID }) => vnetSubnetID !== undefined).length;
  const statesItsSubnets = pools.length > 0 && (withSubnet === 0 || withSubnet === pools.length);
  return {
    id: cluster.id,
    name: cluster.name,
    location: cluster.location,
    ...(cluster.nodeResourceGroup === undefined ? {} : { nodeResourceGroup: cluster.nodeResourceGroup }),
    poolNames: cluster.pools.map(({ name }) => name),
    nodeSubnetIds: distinctResourceIds(cluster.pools.flatMap(({ vnetSubnetID }) => vnetSubnetID ?? [])),
    ...((trouble === undefined || isOutlined === true) && statesItsSubnets ? {} : { isUnread: true }),
  };
}

function toNotKubenet(cluster: ListedCluster): NotKubenetCluster {
  const { id, name, nodeResourceGroup, pools, provisioningState } = cluster;
  const states = [provisioningState, ...pools.map((pool) => pool.provisioningState)];
  const openStates = states.filter((state) => state !== undefined && !isEnum(state, 'Succeeded'));
  return {
    id,
    name,
    ...(nodeResourceGroup === undefined ? {} : { nodeResourceGroup }),
    poolNames: pools.map((pool) => pool.name),
    nodeSubnetIds: distinctResourceIds(pools.flatMap(({ vnetSubnetID }) => vnetSubnetID ?? [])),
    statesPlugin: cluster.networkPlugin !== undefined,
    isOverlay: isOverlay(cluster),
    isSettled: pools.length > 0 && states.every((state) => isEnum(state, 'Succeeded')),
    openStates: openStates.filter((state) => state !== undefined),
  };
}

function toOther({ id, name, networkPlugin, networkPluginMode }: ListedCluster): OtherCluster {
  return { id, name, networkPlugin: networkPlugin ?? null, networkPluginMode: networkPluginMode ?? null };
}

/**
 * Neighbours in order of their ids, until a unit is full. Through ARM a unit never spans subscriptions, since Azure's request
 * buckets are each subscription's own; through Resource Graph the quota is the identity's, and full pages are what counts.
 */
function toUnits(clusters: readonly ListedCluster[], source: SourceKind): AuditUnit[] {
  const largest = largestUnit[source];
  const units: AuditUnit[] = [];
  let nodes = 0;
  for (const cluster of clusters) {
    const weight = cluster.pools.reduce((total, { count }) => total + (count ?? 0), 0);
    const current = units.at(-1);
    const isFull =
      current === undefined ||
      current.clusterIds.length >= largest.clusters ||
      nodes + weight > largest.nodes ||
      (source === 'arm' && subscriptionIdOf(current.clusterIds[0] ?? '') !== subscriptionIdOf(cluster.id));
    if (isFull) {
      units.push({ clusterIds: [cluster.id] });
      nodes = weight;
    } else {
      current.clusterIds.push(cluster.id);
      nodes += weight;
    }
  }
  return units;
}
