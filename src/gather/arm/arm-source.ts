import pLimit from 'p-limit';
import { z } from 'zod';
import type { ArmClient } from '../../arm/arm-client.ts';
import { type ArmRead, type ArmReadName, armReads } from '../../arm/arm-reads.ts';
import type { RequestCounter } from '../../arm/request-counter.ts';
import { advisorRecommendation } from '../../model/azure/advisor-recommendation.ts';
import { roleDefinition } from '../../model/azure/authorization.ts';
import { computeUsage, networkInterface, scaleSet, scaleSetInstance } from '../../model/azure/compute.ts';
import { applicationGateway } from '../../model/azure/gateways.ts';
import { azureObject } from '../../model/azure/lenient.ts';
import { type ManagedCluster, managedCluster } from '../../model/azure/managed-cluster.ts';
import { networkSecurityGroup } from '../../model/azure/network-security-group.ts';
import { routeTable } from '../../model/azure/route-table.ts';
import { subnetUsage, virtualNetwork } from '../../model/azure/virtual-network.ts';
import { allKnown, type Fact, known, mapFact, type UnknownFact, unread } from '../../model/fact.ts';
import type { SourceKind } from '../../model/report.ts';
import { type ResourceKey, resourceKey, resourceNameOf, subscriptionIdOf } from '../../model/resource-id.ts';
import { isAksRouteTable } from '../../network/aks-route-table.ts';
import type { FactsById, FreshSource, NodeResources } from '../azure-source.ts';
import { regionId } from '../azure-source.ts';
import { type ReadKubernetes, readNoKubernetes } from '../kubernetes/kubernetes-facts.ts';
import { schemaOfList } from '../list-reads.ts';
import { toListedCluster } from '../listed-cluster.ts';
import { parseResource, parseResources, readResource } from '../parse-resources.ts';
import { readFact } from '../refused.ts';
import { listOrNone } from './list-or-none.ts';
import type { ReadList } from './read-list.ts';
import { readRoutingConfigurations } from './routing-configurations.ts';
import { readSubscriptions } from './subscriptions.ts';

/** Reads under way at once. Azure's buckets hold hundreds; the sockets of a small worker do not. */
const concurrentReads = 12;

/**
 * Facts from the resource providers' own lists: always fresh, one call for each thing. Lists are asked for once a subscription
 * or group and remembered for as long as the source lives.
 */
export function createArmSource(
  arm: ArmClient,
  counter: RequestCounter,
  kind: SourceKind = 'arm',
  kubernetes: ReadKubernetes = readNoKubernetes,
): FreshSource {
  const limit = pLimit(concurrentReads);
  const remembered = new Map<string, Promise<Fact<unknown>>>();

  /** What a list holds, before anybody looks into it. Asked for once, whoever asks. */
  function items(name: ArmReadName, parent: string): Promise<Fact<readonly unknown[]>> {
    const read: ArmRead = armReads[name];
    return once(`items of ${name} ${resourceKey(parent)}`, () =>
      limit(() => readFact(read, parent, () => listOrNone(arm, read, parent))),
    );
  }

  /** Reads a list once, whoever asks: whole, or not at all. */
  const list: ReadList = <T>(name: ArmReadName, schema: z.ZodType<T>, parent: string) =>
    once(`${name} ${resourceKey(parent)}`, async () => {
      const all = await items(name, parent);
      return all.known
        ? readFact(armReads[name], parent, async () => parseResources(schema, all.value, parent))
        : unread(all);
    });

  /** The items of a list by their ids: what is wrong with one is no other's trouble. */
  function itemsById(name: ArmReadName, parent: string): Promise<Fact<ReadonlyMap<ResourceKey, unknown>>> {
    return once(`by id ${name} ${resourceKey(parent)}`, async () =>
      mapFact(
        await items(name, parent),
        (all) => new Map(all.flatMap((item) => idOf(item).map((id) => [resourceKey(id), item] as const))),
      ),
    );
  }

  function get<T>(name: ArmReadName, schema: z.ZodType<T>, id: string): Promise<Fact<T>> {
    const read: ArmRead = armReads[name];
    return once(`${name} ${resourceKey(id)}`, () =>
      limit(() => readFact(read, id, async () => parseResource(schema, await arm.get(read, id), id))),
    );
  }

  function once<T>(key: string, read: () => Promise<Fact<T>>): Promise<Fact<T>> {
    const before = remembered.get(key);
    // The key names the read and so its type.
    if (before !== undefined) return before as Promise<Fact<T>>;
    const reading = read();
    remembered.set(key, reading);
    return reading;
  }

  /** From the subscription's list; what is not in it (another's resource, or newer than the list) is read by its id. */
  async function byId<T extends { id: string }>(
    listName: ArmReadName,
    getName: ArmReadName,
    schema: z.ZodType<T>,
    ids: readonly string[],
  ): Promise<FactsById<T>> {
    return factsFor(ids, async (id) => {
      const all = await itemsById(listName, `/subscriptions/${subscriptionIdOf(id)}`);
      const found = all.known ? all.value.get(resourceKey(id)) : undefined;
      return found === undefined ? get(getName, schema, id) : readResource(schema, found, id);
    });
  }

  async function instancesAndInterfaces(groupId: string): Promise<Omit<NodeResources, 'machineInterfaces'>> {
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

  let previewRefusal: UnknownFact | undefined;

  /** Of one subscription first: a version that is not served there is served nowhere. */
  async function previewClusters(ids: readonly string[]): Promise<FactsById<readonly ManagedCluster[]>> {
    const [first, ...others] = ids;
    if (first === undefined) return new Map();
    const facts = previewRefusal ?? (await items('managedClustersPreview', first));
    if (!facts.known && facts.reason.includes('NoRegisteredProviderFound')) previewRefusal = unread(facts);
    return factsFor([first, ...others], (id) =>
      once(`readable in preview ${resourceKey(id)}`, async () =>
        mapFact(previewRefusal ?? (await items('managedClustersPreview', id)), (all) => all.flatMap(readableCluster)),
      ),
    );
  }

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
    routeTablesIn: (ids) => factsFor(ids, (id) => list('routeTables', routeTable, id)),
    nodeResources: async (requests) =>
      new Map(
        await Promise.all(
          requests.map(async ({ resourceGroupId, hasScaleSets, hasMachines }) => {
            const [scaled, machineInterfaces] = await Promise.all([
              hasScaleSets ? instancesAndInterfaces(resourceGroupId) : noScaleSets,
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
    previewClusters,
    advisorRecommendations: (ids) => factsFor(ids, (id) => list('advisorRecommendations', advisorRecommendation, id)),
    aksRouteTables: (subscriptionIds) =>
      bySubscription(subscriptionIds, async (id) =>
        mapFact(await list('routeTables', routeTable, `/subscriptions/${id}`), (all) => all.filter(isAksRouteTable)),
      ),
    kubernetes,
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

const noScaleSets = { instances: known([]), scaleSetInterfaces: known([]) };

/** A cluster that cannot be read is looked up by nobody. */
function readableCluster(item: unknown): ManagedCluster[] {
  const read = managedCluster.safeParse(item);
  return read.success ? [read.data] : [];
}

const withId = azureObject({ id: z.string() });

function idOf(item: unknown): string[] {
  const named = withId.safeParse(item);
  return named.success ? [named.data.id] : [];
}

const descendant = z.object({ id: z.string(), type: z.string() });

async function factsFor<T>(ids: readonly string[], read: (id: string) => Promise<Fact<T>>): Promise<FactsById<T>> {
  return new Map(await Promise.all(ids.map(async (id) => [resourceKey(id), await read(id)] as const)));
}

async function bySubscription<T>(
  subscriptionIds: readonly string[],
  read: (id: string) => Promise<Fact<T>>,
): Promise<ReadonlyMap<string, Fact<T>>> {
  return new Map(await Promise.all(subscriptionIds.map(async (id) => [id, await read(id)] as const)));
}
