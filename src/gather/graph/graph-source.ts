import { z } from 'zod';
import type { ArmClient } from '../../arm/arm-client.ts';
import { armReads } from '../../arm/arm-reads.ts';
import { AzureRequestError } from '../../arm/errors.ts';
import type { ResourceGraph, Row } from '../../arm/resource-graph.ts';
import { advisorRecommendation } from '../../model/azure/advisor-recommendation.ts';
import { type ComputeUsage, computeUsage, networkInterface, scaleSetInstance } from '../../model/azure/compute.ts';
import { applicationGateway } from '../../model/azure/gateways.ts';
import { azureObject } from '../../model/azure/lenient.ts';
import { type ManagedCluster, managedCluster } from '../../model/azure/managed-cluster.ts';
import { networkSecurityGroup } from '../../model/azure/network-security-group.ts';
import { routeTable, routeTableUse } from '../../model/azure/route-table.ts';
import { subscription } from '../../model/azure/subscription.ts';
import { virtualNetwork } from '../../model/azure/virtual-network.ts';
import { type Fact, known, mapFact } from '../../model/fact.ts';
import {
  distinctResourceIds,
  type ResourceKey,
  resourceGroupId,
  resourceGroupOf,
  resourceKey,
  resourceNameOf,
  subscriptionIdOf,
} from '../../model/resource-id.ts';
import { isAksRouteTable } from '../../network/aks-route-table.ts';
import { chooseSubscriptions } from '../arm/subscriptions.ts';
import {
  type AzureSource,
  type FactsById,
  factAbout,
  type NodeResourceRequest,
  type NodeResources,
  type Region,
  regionId,
} from '../azure-source.ts';
import { listedClusterRow } from '../listed-cluster.ts';
import { parseResources } from '../parse-resources.ts';
import { readTogether } from '../read-many.ts';
import { fromGraph } from './from-graph.ts';
import { kustoQuery, type QueryName } from './kusto-query.ts';
import { nothingProved, type ProvedRights } from './own-rights.ts';

/** Values in one query: as many as fill a page, so that no page goes half empty. */
const valuesPerQuery = 1000;

/**
 * Facts from Resource Graph: a few queries for many clusters. What it does not show is asked of ARM, which says why: Resource Graph
 * leaves out what the identity cannot read, and what is newer than its tables, without a word.
 * @param arm answers for what Resource Graph does not show, and for what it never has (locks, what is only a preview)
 * @param mayRead where no row means that there is none
 */
export function createGraphSource(
  graph: ResourceGraph,
  client: ArmClient,
  arm: AzureSource,
  mayRead: ProvedRights = nothingProved,
): AzureSource {
  /** Rows of one query, asked in portions, in the subscriptions the ids are in. */
  async function rowsFor(
    name: QueryName,
    ids: readonly string[],
    value: (id: string) => string,
  ): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let at = 0; at < ids.length; at += valuesPerQuery) {
      const found = await rowsForPortion(name, ids.slice(at, at + valuesPerQuery), value);
      // One push per row: spreading tens of thousands overflows the stack.
      for (const row of found) rows.push(row);
    }
    return rows;
  }

  /** How long a query's text may be is written down nowhere: one that is refused for it is asked in halves. */
  async function rowsForPortion(
    name: QueryName,
    portion: readonly string[],
    value: (id: string) => string,
  ): Promise<readonly Row[]> {
    const subscriptionIds = [...new Set(portion.flatMap((id) => subscriptionIdOf(id) ?? []))].sort();
    const values = [...new Set(portion.map(value))].sort();
    try {
      return await graph.query(kustoQuery(name, values), subscriptionIds);
    } catch (error) {
      if (portion.length === 1 || !isTextTooLong(error)) throw error;
      const middle = Math.ceil(portion.length / 2);
      const first = await rowsForPortion(name, portion.slice(0, middle), value);
      return [...first, ...(await rowsForPortion(name, portion.slice(middle), value))];
    }
  }

  async function byId<S extends z.ZodType<{ id: string }>>(
    query: QueryName,
    schema: S,
    ids: readonly string[],
    fromArm: (missing: readonly string[]) => Promise<FactsById<z.infer<S>>>,
  ): Promise<FactsById<z.infer<S>>> {
    const wanted = distinctResourceIds(ids);
    const found = await fromGraph(async () => parseResources(schema, await rowsFor(query, wanted, (id) => id), query));
    const facts = new Map<ResourceKey, Fact<z.infer<S>>>(
      (found.known ? found.value : []).map((each) => [resourceKey(each.id), known(each)]),
    );
    const missing = wanted.filter((id) => !facts.has(resourceKey(id)));
    return missing.length === 0 ? facts : new Map([...facts, ...(await fromArm(missing))]);
  }

  /** Resources by the resource group they are in; groups with none are missing from the map. */
  async function byGroup<S extends z.ZodType<{ id: string }>>(
    query: QueryName,
    schema: S,
    groupIds: readonly string[],
  ): Promise<Fact<ReadonlyMap<ResourceKey, readonly z.infer<S>[]>>> {
    return fromGraph(async () => {
      const rows = parseResources(
        schema,
        await rowsFor(query, groupIds, (id) => resourceNameOf(id).toLowerCase()),
        query,
      );
      return Map.groupBy(rows, ({ id }) => groupKeyOf(id));
    });
  }

  /**
   * Rows by subscription, and which of the subscriptions have none: those that the same answer shows, and in which the identity may
   * read such things. Of the others only ARM can tell.
   */
  async function lookIn<S extends z.ZodType<{ id: string }>>(
    { query, schema, action }: InSubscriptions<S>,
    subscriptionIds: readonly string[],
  ): Promise<{ readonly shown: ReadonlyMap<string, readonly z.infer<S>[]>; readonly empty: ReadonlySet<string> }> {
    const answer = await fromGraph(async () => {
      const rows = Map.groupBy(await graph.query(kustoQuery(query), subscriptionIds), isSubscription);
      const found = parseResources(schema, rows.get(false) ?? [], query);
      return { found, seen: (rows.get(true) ?? []).map((row) => subscriptionIdOf(String(row['id']))) };
    });
    if (!answer.known) return { shown: new Map(), empty: new Set() };
    const { found, seen } = answer.value;
    const shown = Map.groupBy(found, ({ id }) => subscriptionIdOf(id) ?? '');
    const bare = subscriptionIds.filter((id) => !shown.has(id) && seen.includes(id));
    return { shown, empty: bare.length === 0 ? new Set() : await mayRead(action, bare) };
  }

  /** The same as facts, with ARM's where Resource Graph cannot tell. */
  async function bySubscription<S extends z.ZodType<{ id: string }>, T>(
    asked: InSubscriptions<S>,
    subscriptionIds: readonly string[],
    fromArm: (missing: readonly string[]) => Promise<ReadonlyMap<string, Fact<readonly T[]>>>,
  ): Promise<ReadonlyMap<string, Fact<readonly (z.infer<S> | T)[]>>> {
    const { shown, empty } = await lookIn(asked, subscriptionIds);
    const missing = subscriptionIds.filter((id) => !shown.has(id) && !empty.has(id));
    return new Map<string, Fact<readonly (z.infer<S> | T)[]>>([
      ...[...shown].map(([id, all]) => [id, known(all)] as const),
      ...[...empty].map((id) => [id, known([])] as const),
      ...(await fromArm(missing)),
    ]);
  }

  /** The same for places that are named by the id of a subscription's resource. */
  async function byScope<S extends z.ZodType<{ id: string }>, T>(
    asked: InSubscriptions<S>,
    scopeIds: readonly string[],
    fromArm: (missing: readonly string[]) => Promise<FactsById<readonly T[]>>,
  ): Promise<FactsById<readonly (z.infer<S> | T)[]>> {
    const ids = [...new Set(scopeIds.flatMap((id) => subscriptionIdOf(id) ?? []))].sort();
    const lists = await bySubscription<S, T>(asked, ids, async (missing) => {
      const facts = await fromArm(missing.map((id) => `/subscriptions/${id}`));
      return new Map(missing.map((id) => [id, factAbout(facts, `/subscriptions/${id}`)]));
    });
    return new Map([...lists].map(([id, fact]) => [resourceKey(`/subscriptions/${id}`), fact]));
  }

  async function computeUsages(regions: readonly Region[]): ReturnType<AzureSource['computeUsages']> {
    const ids = [...new Set(regions.map(({ subscriptionId }) => subscriptionId))].sort();
    const locations = [...new Set(regions.map(({ location }) => location))].sort();
    const rows = await fromGraph(async () =>
      parseResources(usageRow, await graph.query(kustoQuery('compute-usages', locations), ids), 'compute-usages'),
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
      const ids = listed.map(({ subscription }) => subscription.subscriptionId);
      const rows = await graph.query(kustoQuery('readable-subscriptions'), ids);
      const readable = new Set(rows.map((row) => String(row['subscriptionId']).toLowerCase()));
      return listed.map((each) =>
        each.refusal !== undefined || readable.has(each.subscription.subscriptionId)
          ? each
          : { ...each, refusal: notShown },
      );
    },
    listClusters: (subscriptionIds) =>
      bySubscription(
        { query: 'list-clusters', schema: listedClusterRow, action: armReads.managedClusters.action },
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
    routeTablesIn: readTogether((scopeIds) =>
      byScope(
        { query: 'route-tables-in', schema: routeTable, action: armReads.routeTables.action },
        scopeIds,
        arm.routeTablesIn,
      ),
    ),
    advisorRecommendations: readTogether((scopeIds) =>
      byScope(
        { query: 'retirement-notices', schema: advisorRecommendation, action: armReads.advisorRecommendations.action },
        scopeIds,
        arm.advisorRecommendations,
      ),
    ),
    aksRouteTables: async (subscriptionIds) => {
      const tables = await bySubscription(
        { query: 'aks-route-tables', schema: routeTableUse, action: armReads.routeTables.action },
        subscriptionIds,
        arm.aksRouteTables,
      );
      return new Map([...tables].map(([id, fact]) => [id, mapFact(fact, (all) => all.filter(isAksRouteTable))]));
    },
  };
}

const notShown =
  'Resource Graph shows nothing of this subscription, so the identity cannot read it: it lacks Microsoft.Resources/subscriptions/read there; grant it a role.';

function listSubscriptions(client: ArmClient) {
  return client.list(armReads.subscriptions).then((items) => parseResources(subscription, items, '/subscriptions'));
}

function isTextTooLong(error: unknown): boolean {
  if (!(error instanceof AzureRequestError)) return false;
  return (
    [413, 414].includes(error.status ?? 0) ||
    /(query|request)\w* (is )?too (long|large)/i.test(`${error.code} ${error.message}`)
  );
}

function groupKeyOf(id: string): ResourceKey {
  return resourceKey(resourceGroupId(subscriptionIdOf(id) ?? '', resourceGroupOf(id) ?? ''));
}

/** A query for all of a type in whole subscriptions, which shows the subscriptions themselves beside. */
interface InSubscriptions<S extends z.ZodType<{ id: string }>> {
  readonly query: QueryName;
  readonly schema: S;
  /** The right without which Resource Graph shows none. */
  readonly action: string;
}

const networkManagers = {
  query: 'network-managers',
  schema: azureObject({ id: z.string() }),
  action: armReads.networkManagers.action,
} as const;

function isSubscription({ id }: Row): boolean {
  return /^\/subscriptions\/[^/]+\/?$/i.test(String(id));
}

/** A row of compute-usages.kql. */
const usageRow = azureObject({
  id: z.string(),
  subscriptionId: z.string().transform((id) => id.toLowerCase()),
  location: z.string().transform((location) => location.toLowerCase()),
  usages: z.array(computeUsage),
});

/**
 * Resource Graph need not tell when a resource was created. ARM's list does, and whether the cluster is still on kubenet; where the
 * preview is served, one list tells that and what only the preview has.
 */
async function withCreation(clusters: FactsById<ManagedCluster>, arm: AzureSource): Promise<FactsById<ManagedCluster>> {
  const undated = [...clusters.values()].flatMap((fact) =>
    fact.known && fact.value.systemData === undefined ? [fact.value] : [],
  );
  const scopes = [...new Set(undated.map(({ id }) => `/subscriptions/${subscriptionIdOf(id)}`))];
  const previews = await arm.previewClusters(scopes);
  const listed = new Map(
    [...previews.values()].flatMap((fact) =>
      fact.known ? fact.value.map((each) => [resourceKey(each.id), each]) : [],
    ),
  );
  const rest = undated.filter(({ id }) => !listed.has(resourceKey(id)));
  const fromArm = await arm.managedClusters(rest.map(({ id }) => id));
  const dated = undated.map((cluster) => {
    const found = factAbout(fromArm, cluster.id);
    const again = listed.get(resourceKey(cluster.id)) ?? (found.known ? found.value : undefined);
    return [
      resourceKey(cluster.id),
      known({
        ...cluster,
        systemData: again?.systemData,
        networkProfile: again?.networkProfile ?? cluster.networkProfile,
      }),
    ] as const;
  });
  return new Map([...clusters, ...dated]);
}
