import type { ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { RouteTable } from '../model/azure/route-table.ts';
import type { ClusterFacts, ClusterNode, NodeSubnet } from '../model/cluster-facts.ts';
import { type Fact, known, mapFact, unread, valueIfKnown } from '../model/fact.ts';
import { sameResource, subscriptionIdOf } from '../model/resource-id.ts';
import { classifiedTables } from '../network/derived-facts.ts';
import { podCidrs } from '../network/pod-cidrs.ts';
import { podTables } from '../network/pod-table.ts';
import type { AzureSource } from './azure-source.ts';
import { readList } from './read-many.ts';

interface Tables {
  readonly cluster: ManagedCluster;
  readonly subnets: Fact<readonly NodeSubnet[]>;
  readonly routeTables: Fact<readonly RouteTable[]>;
  readonly nodes: Fact<readonly ClusterNode[]>;
}

/**
 * Tables beside those of the node subnets that hold routes of the cluster's nodes: what is left when a table was detached or swapped.
 * Looked for only where a subnet has no table, or the subnets' tables lack a node's route.
 */
export async function findOtherRouteTables(
  source: Pick<AzureSource, 'lists'>,
  { cluster, subnets, routeTables, nodes }: Tables,
): Promise<ClusterFacts['otherRouteTables']> {
  if (!subnets.known) return unread(subnets);
  if (!routeTables.known) return unread(routeTables);
  const leadingToPods = (tables: readonly RouteTable[]) =>
    podTables(valueIfKnown(classifiedTables(known(tables), podCidrs(cluster), nodes)) ?? [], nodes.known);
  const held = new Set(leadingToPods(routeTables.value).flatMap(({ nodeNames }) => [...nodeNames]));
  const hasBareSubnet = subnets.value.some(({ routeTableId }) => !routeTableId);
  const lacksRoute = nodes.known ? nodes.value.some(({ name }) => !held.has(name.toLowerCase())) : held.size === 0;
  if (!hasBareSubnet && !lacksRoute) return known([]);
  const scopes = [...new Set([cluster.id, ...subnets.value.map(({ id }) => id)].map(subscriptionIdOf))]
    .flatMap((id) => (id === undefined ? [] : [`/subscriptions/${id}`]))
    .sort();
  return mapFact(await readList(source, 'routeTables', scopes), (all) => {
    const others = all.filter(({ id }) => !routeTables.value.some((own) => sameResource(own.id, id)));
    return leadingToPods(others).map(({ table }) => table);
  });
}
