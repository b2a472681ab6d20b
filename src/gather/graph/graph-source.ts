import { z } from 'zod';
import type { ArmClient } from '../../arm/arm-client.ts';
import type { ArmRead } from '../../arm/arm-read.ts';
import { armReads } from '../../arm/arm-reads.ts';
import type { ResourceGraph } from '../../arm/resource-graph.ts';
import { type ComputeUsage, computeUsage, networkInterface, scaleSetInstance } from '../../model/azure/compute.ts';
import { applicationGateway } from '../../model/azure/gateways.ts';
import { azureObject } from '../../model/azure/lenient.ts';
import { managedCluster } from '../../model/azure/managed-cluster.ts';
import { networkSecurityGroup } from '../../model/azure/network-security-group.ts';
import { routeTable, routeTableUse } from '../../model/azure/route-table.ts';
import { subscription } from '../../model/azure/subscription.ts';
import { virtualNetwork } from '../../model/azure/virtual-network.ts';
import { type Fact, known, mapFact } from '../../model/fact.ts';
import { type ResourceKey, resourceKey, subscriptionIdOf } from '../../model/resource-id.ts';
import { isAksRouteTable } from '../../network/aks-route-table.ts';
import { chooseSubscriptions } from '../arm/subscriptions.ts';
import {
  type AzureSource,
  type FactsById,
  factAbout,
  type ListedSubscription,
  type NodeResourceRequest,
  type NodeResources,
  type Region,
  regionId,
} from '../azure-source.ts';
import { type ListItem, type ListName, schemaOfList } from '../list-reads.ts';
import { listedClusterRow } from '../listed-cluster.ts';
import { parseResource, parseResources } from '../parse-resources.ts';
import { type ReadTogether, readTogether } from '../read-many.ts';
import { fromGraph } from './from-graph.ts';
import { createGraphLookups } from './graph-lookups.ts';
import { kustoQuery, type QueryName } from './kusto-query.ts';
import { listQuery } from './list-query.ts';
import { nothingProved, type ProvedRights } from './own-rights.ts';
import { readShownSubscriptions } from './shown-subscriptions.ts';
import { withCreation } from './with-creation.ts';

/**
 * Facts from Resource Graph: a few queries for many clusters. What it does not show is asked of ARM, which says why: Resource Graph
 * leaves out what the identity cannot read, and what is newer than its tables, without a word.
 * @param arm answers for what Resource Graph does not show, and for what it never has (locks, what is only a preview)
 * @param mayRead where no row means that there is none
 * @param shown the same that `mayRead` asks, so that both ask once
 */
export function createGraphSource(
  graph: ResourceGraph,
  client: ArmClient,
  arm: AzureSource,
  mayRead: ProvedRights = nothingProved,
  shown = readShownSubscriptions(graph),
): AzureSource {
  const { byId, byGroup, lookIn, bySubscription, byScope } = createGraphLookups(graph, mayRead);
  /** By the name of the list, for those that Resource Graph takes over. */
  const takenOver: { readonly [Name in ListName]?: ReadTogether<readonly ListItem<Name>[]> } = {};

  function lists<Name extends ListName>(name: Name, parentIds: readonly string[]) {
    const read: ArmRead = armReads[name];
    const query = listQuery(read);
    if (query === undefined) return arm.lists(name, parentIds);
    const before = takenOver[name];
    if (before !== undefined) return before(parentIds);
    const asked = { name, query, schema: schemaOfList(name), action: read.action };
    const list = readTogether((scopeIds) => byScope(asked, scopeIds, (missing) => arm.lists(name, missing)));
    Object.assign(takenOver, { [name]: list });
    return list(parentIds);
  }

  async function computeUsages(regions: readonly Region[]): ReturnType<AzureSource['computeUsages']> {
    const ids = [...new Set(regions.map(({ subscriptionId }) => subscriptionId))].sort();
    const locations = [...new Set(regions.map(({ location }) => location))].sort();
    const rows = await fromGraph(() =>
      graph.queryAs(kustoQuery('compute-usages', locations), ids, (row) =>
        parseResource(usageRow, row, `compute-usages ${row['id']}`),
      ),
    );
    const shown = new Map(
      (rows.known ? rows.value : []).map(({ usages, ...region }) => [resourceKey(regionId(region)), known(usages)]),
    );
    const missing = regions.filter((region) => !shown.has(resourceKey(regionId(region))));
    return new Map<ResourceKey, Fact<readonly ComputeUsage[]>>([...shown, ...(await arm.computeUsages(missing))]);
  }

  async function nodeResources(requests: readonly NodeResourceRequest[]): Promise<FactsById<NodeResources>> {
    const scaled = requests.filter(({ hasScaleSets }) => hasScaleSets).map(({ resourceGroupId: id }) => id);
    const withMachines = requests.filter(({ hasMachines }) => hasMachines).map(({ resourceGroupId: id }) => id);
    const [instances, scaleSetInterfaces, machineInterfaces] = await Promise.all([
      byGroup('scale-set-instances', scaleSetInstance, scaled),
      byGroup('scale-set-network-interfaces', networkInterface, scaled),
      byGroup('network-interfaces', networkInterface, withMachines),
    ]);
    // A group that is not shown may be empty, unreadable, or newer than the tables: only ARM can tell.
    const isShown = ({ resourceGroupId: id, hasScaleSets, hasMachines }: NodeResourceRequest) =>
      [...(hasScaleSets ? [instances, scaleSetInterfaces] : []), ...(hasMachines ? [machineInterfaces] : [])].every(
        (fact) => fact.known && fact.value.has(resourceKey(id)),
      );
    const unseen = requests.filter((request) => !isShown(request));
    const fromArm = await arm.nodeResources(unseen);
    return new Map(
      requests.map((request) => {
        const { resourceGroupId: id } = request;
        const ofGroup = <T>(fact: Fact<ReadonlyMap<ResourceKey, readonly T[]>>): Fact<readonly T[]> =>
          mapFact(fact, (groups) => groups.get(resourceKey(id)) ?? []);
        const shown = known({
          instances: ofGroup(instances),
          scaleSetInterfaces: ofGroup(scaleSetInterfaces),
          machineInterfaces: ofGroup(machineInterfaces),
        });
        return [resourceKey(id), isShown(request) ? shown : factAbout(fromArm, id)] as const;
      }),
    );
  }

  return {
    ...arm,
    kind: 'graph',
    subscriptions: async (named) => {
      const listed = chooseSubscriptions(await listSubscriptions(client), named);
      const scopeOf = ({ subscription: { subscriptionId } }: ListedSubscription) => `/subscriptions/${subscriptionId}`;
      const readable = await shown(listed.map(scopeOf));
      return listed.map((each) =>
        each.refusal !== undefined || readable.has(resourceKey(scopeOf(each))) ? each : { ...each, refusal: notShown },
      );
    },
    listClusters: (subscriptionIds) =>
      bySubscription(
        { ...named('list-clusters'), schema: listedClusterRow, action: armReads.managedClusters.action },
        subscriptionIds,
        arm.listClusters,
      ),
    managedClusters: async (ids) =>
      withCreation(await byId('managed-clusters', managedCluster, ids, arm.managedClusters), arm),
    virtualNetworks: (ids) => byId('virtual-networks', virtualNetwork, ids, arm.virtualNetworks),
    virtualNetworksIn: async (groupIds) => {
      const groups = await byGroup('virtual-networks-in-groups', virtualNetwork, groupIds);
      const missing = groupIds.filter((id) => !(groups.known && groups.value.has(resourceKey(id))));
      const fromArm = await arm.virtualNetworksIn(missing);
      return new Map(
        groupIds.map((id) => {
          const shown = groups.known ? groups.value.get(resourceKey(id)) : undefined;
          return [resourceKey(id), shown === undefined ? factAbout(fromArm, id) : known(shown)] as const;
        }),
      );
    },
    routeTables: (ids) => byId('route-tables', routeTable, ids, arm.routeTables),
    lists,
    networkSecurityGroups: (ids) =>
      byId('network-security-groups', networkSecurityGroup, ids, arm.networkSecurityGroups),
    applicationGateways: (ids) => byId('application-gateways', applicationGateway, ids, arm.applicationGateways),
    nodeResources,
    computeUsages,
    routingConfigurations: async (networkIds) => {
      const subscriptionIds = [...new Set(networkIds.flatMap((id) => subscriptionIdOf(id) ?? []))].sort();
      const { empty } = await lookIn(networkManagers, subscriptionIds);
      const [free = [], others = []] = [true, false].map((isFree) =>
        networkIds.filter((id) => empty.has(subscriptionIdOf(id) ?? '') === isFree),
      );
      const fromArm = await arm.routingConfigurations(others);
      return new Map([...free.map((id) => [resourceKey(id), known([])] as const), ...fromArm]);
    },
    aksRouteTables: async (subscriptionIds) => {
      const tables = await bySubscription(
        { ...named('aks-route-tables'), schema: routeTableUse, action: armReads.routeTables.action },
        subscriptionIds,
        arm.aksRouteTables,
      );
      return new Map([...tables].map(([id, fact]) => [id, mapFact(fact, (all) => all.filter(isAksRouteTable))]));
    },
    forget: (subscriptionIds) => {
      arm.forget(subscriptionIds);
      const scopeIds = subscriptionIds.map((id) => `/subscriptions/${id}`);
      for (const list of Object.values(takenOver)) list.forget(scopeIds);
    },
  };
}

const notShown =
  'Resource Graph shows nothing of this subscription, so the identity cannot read it: it lacks Microsoft.Resources/subscriptions/read there; grant it a role.';

function listSubscriptions(client: ArmClient) {
  return client.list(armReads.subscriptions).then((items) => parseResources(subscription, items, '/subscriptions'));
}

function named(name: QueryName) {
  return { name, query: kustoQuery(name) };
}

const networkManagers = {
  ...named('network-managers'),
  schema: azureObject({ id: z.string() }),
  action: armReads.networkManagers.action,
} as const;

/** A row of compute-usages.kql. */
const usageRow = azureObject({
  id: z.string(),
  subscriptionId: z.string().transform((id) => id.toLowerCase()),
  location: z.string().transform((location) => location.toLowerCase()),
  usages: z.array(computeUsage),
});
