import type { z } from 'zod';
import type { ArmClient } from '../../arm/arm-client.ts';
import { armReads } from '../../arm/arm-reads.ts';
import { AzureRequestError } from '../../arm/errors.ts';
import type { ResourceGraph, Row } from '../../arm/resource-graph.ts';
import { networkInterface, scaleSetInstance } from '../../model/azure/compute.ts';
import { applicationGateway } from '../../model/azure/gateways.ts';
import { type ManagedCluster, managedCluster } from '../../model/azure/managed-cluster.ts';
import { networkSecurityGroup } from '../../model/azure/network-security-group.ts';
import { routeTable } from '../../model/azure/route-table.ts';
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
} from '../azure-source.ts';
import { listedClusterRow } from '../listed-cluster.ts';
import { parseResources } from '../parse-resources.ts';
import { readFact } from '../refused.ts';
import { kustoQuery, type QueryName } from './kusto-query.ts';

/** Values in one query: as many as fill a page, so that no page goes half empty. */
const valuesPerQuery = 1000;

const aboutTheService = 'the subscriptions asked for';

/**
 * Facts from Resource Graph: a few queries for many clusters. What it does not show is asked of ARM, which says why: Resource Graph
 * leaves out what the identity cannot read, and what is newer than its tables, without a word.
 * @param arm answers for what Resource Graph does not have, and for what it never has (usages, locks, what is only a preview)
 */
export function createGraphSource(graph: ResourceGraph, client: ArmClient, arm: AzureSource): AzureSource {
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
    const found = await readFact(armReads.resourceGraph, aboutTheService, async () =>
      parseResources(schema, await rowsFor(query, wanted, (id) => id), query),
    );
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
    return readFact(armReads.resourceGraph, aboutTheService, async () => {
      const rows = parseResources(
        schema,
        await rowsFor(query, groupIds, (id) => resourceNameOf(id).toLowerCase()),
        query,
      );
      return Map.groupBy(rows, ({ id }) => groupKeyOf(id));
    });
  }

  /** Rows by subscription. One without any may be empty or closed to the identity: ARM is asked which. */
  async function bySubscription<S extends z.ZodType<{ id: string }>, T>(
    query: QueryName,
    schema: S,
    subscriptionIds: readonly string[],
    fromArm: (missing: readonly string[]) => Promise<ReadonlyMap<string, Fact<readonly T[]>>>,
  ): Promise<ReadonlyMap<string, Fact<readonly (z.infer<S> | T)[]>>> {
    const rows = await readFact(armReads.resourceGraph, aboutTheService, async () =>
      parseResources(schema, await graph.query(kustoQuery(query), subscriptionIds), query),
    );
    const shown = Map.groupBy(rows.known ? rows.value : [], ({ id }) => subscriptionIdOf(id) ?? '');
    const missing = subscriptionIds.filter((id) => !shown.has(id));
    return new Map<string, Fact<readonly (z.infer<S> | T)[]>>([
      ...[...shown].map(([id, all]) => [id, known(all)] as const),
      ...(await fromArm(missing)),
    ]);
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
      bySubscription('list-clusters', listedClusterRow, subscriptionIds, arm.listClusters),
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
    aksRouteTables: async (subscriptionIds) => {
      const tables = await bySubscription('aks-route-tables', routeTable, subscriptionIds, arm.aksRouteTables);
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

/** Resource Graph need not tell when a resource was created; ARM does. */
async function withCreation(clusters: FactsById<ManagedCluster>, arm: AzureSource): Promise<FactsById<ManagedCluster>> {
  const undated = [...clusters.values()].flatMap((fact) =>
    fact.known && fact.value.systemData === undefined ? [fact.value] : [],
  );
  const fromArm = await arm.managedClusters(undated.map(({ id }) => id));
  const dated = undated.map((cluster) => {
    const again = factAbout(fromArm, cluster.id);
    return [
      resourceKey(cluster.id),
      known({ ...cluster, systemData: again.known ? again.value.systemData : undefined }),
    ] as const;
  });
  return new Map([...clusters, ...dated]);
}
