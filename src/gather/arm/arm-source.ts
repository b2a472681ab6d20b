import { z } from 'zod';
import type { ArmClient } from '../../arm/arm-client.ts';
import { armReads } from '../../arm/arm-reads.ts';
import type { RequestCounter } from '../../arm/request-counter.ts';
import { roleDefinition } from '../../model/azure/authorization.ts';
import { computeUsage, networkInterface, scaleSet, scaleSetInstance } from '../../model/azure/compute.ts';
import { applicationGateway } from '../../model/azure/gateways.ts';
import { managedCluster, type PreviewCluster, previewCluster } from '../../model/azure/managed-cluster.ts';
import { networkSecurityGroup } from '../../model/azure/network-security-group.ts';
import { routeTable } from '../../model/azure/route-table.ts';
import { subnetUsage, virtualNetwork } from '../../model/azure/virtual-network.ts';
import { allKnown, type Fact, known, mapFact, type UnknownFact, unread } from '../../model/fact.ts';
import type { SourceKind } from '../../model/report.ts';
import { resourceKey, resourceNameOf } from '../../model/resource-id.ts';
import { isAksRouteTable } from '../../network/aks-route-table.ts';
import { type FreshSource, type NodeResources, regionId } from '../azure-source.ts';
import { type ReadKubernetes, readNoKubernetes } from '../kubernetes/kubernetes-facts.ts';
import { schemaOfList } from '../list-reads.ts';
import { toListedCluster } from '../listed-cluster.ts';
import { parseResources } from '../parse-resources.ts';
import type { ReadList } from './read-list.ts';
import { factsFor, type RememberedReads, readsAtOnce, rememberedReads } from './remembered-reads.ts';
import { readRoutingConfigurations } from './routing-configurations.ts';
import { readSubscriptions } from './subscriptions.ts';

export interface ArmSourceOptions {
  /** What the report calls it; `arm` where not given. */
  readonly kind?: SourceKind;
  /** Reads what only a cluster's own API tells; nothing where not given. */
  readonly kubernetes?: ReadKubernetes;
  /** Reads under way at once; as many as by ARM alone where not given. */
  readonly atOnce?: number;
}

/**
 * Facts from the resource providers' own lists: always fresh, one call for each thing. Lists are asked for once a subscription
 * or group and remembered for as long as the source lives.
 */
export function createArmSource(
  arm: ArmClient,
  counter: RequestCounter,
  { kind = 'arm', kubernetes = readNoKubernetes, atOnce = readsAtOnce.arm }: ArmSourceOptions = {},
): FreshSource {
  const reads = rememberedReads(arm, atOnce);
  const { items, list, get, byId } = reads;

  return {
    kind,
    subscriptions: (named) =>
      readSubscriptions(named, {
        list: () => arm.list(armReads.subscriptions),
        probe: (id) => items('managedClusters', `/subscriptions/${id}`),
      }),
    managementGroupSubscriptions: async (group) => {
      const descendants = parseResources(
        descendant,
        await arm.list(armReads.managementGroupDescendants, encodeURIComponent(group)),
        group,
      );
      return descendants.flatMap(({ id, type }) =>
        /\/?subscriptions$/i.test(type) ? [resourceNameOf(id).toLowerCase()] : [],
      );
    },
    listClusters: (subscriptionIds) =>
      bySubscription(subscriptionIds, async (id) =>
        mapFact(await items('managedClusters', `/subscriptions/${id}`), (all) =>
          all.map((item) => toListedCluster(item, id)),
        ),
      ),
    managedClusters: (ids) => byId('managedClusters', 'managedCluster', managedCluster, ids),
    virtualNetworks: (ids) => byId('virtualNetworks', 'virtualNetwork', virtualNetwork, ids),
    virtualNetworksIn: (groupIds) => factsFor(groupIds, (groupId) => list('virtualNetworks', virtualNetwork, groupId)),
    routeTables: (ids) => byId('routeTables', 'routeTable', routeTable, ids),
    nodeResources: async (requests) =>
      new Map(
        await Promise.all(
          requests.map(async ({ resourceGroupId, hasScaleSets, hasMachines }) => {
            const [scaled, machineInterfaces] = await Promise.all([
              hasScaleSets ? instancesAndInterfaces(list, resourceGroupId) : noScaleSets,
              hasMachines ? list('networkInterfaces', networkInterface, resourceGroupId) : known([]),
            ]);
            return [resourceKey(resourceGroupId), known({ ...scaled, machineInterfaces })] as const;
          }),
        ),
      ),
    subnetUsages: (networkIds) => factsFor(networkIds, (id) => list('subnetUsages', subnetUsage, id)),
    routingConfigurations: (networkIds) => factsFor(networkIds, (id) => readRoutingConfigurations(list, id)),
    computeUsages: (regions) => factsFor(regions.map(regionId), (id) => list('computeUsages', computeUsage, id)),
    lists: (name, parentIds) => factsFor(parentIds, (id) => list(name, schemaOfList(name), id)),
    roleDefinitions: (ids) => factsFor(ids, (id) => get('roleDefinition', roleDefinition, id)),
    networkSecurityGroups: (ids) => byId('networkSecurityGroups', 'networkSecurityGroup', networkSecurityGroup, ids),
    applicationGateways: (ids) => byId('applicationGateways', 'applicationGateway', applicationGateway, ids),
    previewClusters: previewReader(reads),
    aksRouteTables: (subscriptionIds) =>
      bySubscription(subscriptionIds, async (id) =>
        mapFact(await list('routeTables', routeTable, `/subscriptions/${id}`), (all) => all.filter(isAksRouteTable)),
      ),
    kubernetes,
    // What is said of the estate as a whole is read last, from these lists.
    forget: (subscriptionIds) => reads.forget(subscriptionIds, 'routeTables'),
    requests: () => counter.counts(),
    again: {
      routeTable: (id) => get('routeTable', routeTable, id),
      virtualNetwork: (id) => get('virtualNetwork', virtualNetwork, id),
      scaleSetInstances: (id) => list('scaleSetInstances', scaleSetInstance, id),
      scaleSetInterfaces: (id) => list('scaleSetNetworkInterfaces', networkInterface, id),
      machineInterfaces: (groupId) => list('networkInterfaces', networkInterface, groupId),
    },
  };
}

async function instancesAndInterfaces(
  list: ReadList,
  groupId: string,
): Promise<Omit<NodeResources, 'machineInterfaces'>> {
  const scaleSets = await list('scaleSets', scaleSet, groupId);
  if (!scaleSets.known) return { instances: unread(scaleSets), scaleSetInterfaces: unread(scaleSets) };
  const ids = scaleSets.value.map(({ id }) => id);
  const [instances, interfaces] = await Promise.all([
    Promise.all(ids.map((id) => list('scaleSetInstances', scaleSetInstance, id))),
    Promise.all(ids.map((id) => list('scaleSetNetworkInterfaces', networkInterface, id))),
  ]);
  return {
    instances: mapFact(allKnown(instances), (each) => each.flat()),
    scaleSetInterfaces: mapFact(allKnown(interfaces), (each) => each.flat()),
  };
}

const noScaleSets = { instances: known([]), scaleSetInterfaces: known([]) };

/** Of one subscription first: a version that is not served there is served nowhere. */
function previewReader({ itemsNow, once }: RememberedReads): FreshSource['previewClusters'] {
  let refusal: UnknownFact | undefined;
  const readable = (id: string) =>
    once('managedClustersPreview', id, async () =>
      mapFact(refusal ?? (await itemsNow('managedClustersPreview', id)), (all) => all.flatMap(readableCluster)),
    );
  return async (ids) => {
    const [first] = ids;
    if (first === undefined) return new Map();
    const clusters = await readable(first);
    if (!clusters.known && clusters.reason.includes('NoRegisteredProviderFound')) refusal = unread(clusters);
    return factsFor(ids, readable);
  };
}

/** A cluster that cannot be read is looked up by nobody. */
function readableCluster(item: unknown): PreviewCluster[] {
  const read = previewCluster.safeParse(item);
  return read.success ? [read.data] : [];
}

const descendant = z.object({ id: z.string(), type: z.string() });

async function bySubscription<T>(
  subscriptionIds: readonly string[],
  read: (id: string) => Promise<Fact<T>>,
): Promise<ReadonlyMap<string, Fact<T>>> {
  return new Map(await Promise.all(subscriptionIds.map(async (id) => [id, await read(id)] as const)));
}
