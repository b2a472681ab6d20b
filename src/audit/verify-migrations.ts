import type { AzureSource } from '../gather/azure-source.ts';
import { factAbout } from '../gather/azure-source.ts';
import { indexClusters } from '../gather/cluster-index.ts';
import { gatherClusters } from '../gather/gather-clusters.ts';
import type { RouteTable } from '../model/azure/route-table.ts';
import type { VirtualNetwork } from '../model/azure/virtual-network.ts';
import { type Fact, known, mapFact, notKnown, unread } from '../model/fact.ts';
import type { MigrationProof, MovedCluster } from '../model/migration-proof.ts';
import {
  distinctResourceIds,
  parentResourceId,
  resourceKey,
  sameResource,
  subscriptionIdOf,
} from '../model/resource-id.ts';
import { isAksRouteTable } from '../network/aks-route-table.ts';
import { proveMigration } from '../verify/prove-migration.ts';

/** Proves migrations: what the clusters are now, and what they left, read together. */
export async function verifyMigrations(source: AzureSource, moved: readonly MovedCluster[]): Promise<MigrationProof[]> {
  if (moved.length === 0) return [];
  const befores = moved.map(({ before }) => before);
  const subnetIds = distinctResourceIds(befores.flatMap((each) => [...each.nodeSubnetIds, ...each.foreignSubnetIds]));
  const tableIds = distinctResourceIds(befores.flatMap(({ routeTableIds }) => routeTableIds));
  const subscriptions = [...new Set(tableIds.flatMap((id) => subscriptionIdOf(id) ?? []))];
  const [facts, aksTables, networks] = await Promise.all([
    gatherClusters(
      source,
      befores.map(({ id }) => id),
      { index: indexClusters([]), previousAudits: new Map() },
    ),
    source.aksRouteTables(subscriptions),
    source.virtualNetworks(distinctResourceIds(subnetIds.map(parentResourceId))),
  ]);
  // A table that is gone is not asked for: its 404 would look like a read that failed.
  const there = tableIds.filter((id) => !isGone(id, aksTables));
  const tables = await source.routeTables(there);
  return moved.map(({ before, seenMigrated }) => {
    const own = facts.get(resourceKey(before.id));
    const after = {
      managedCluster: own?.managedCluster ?? notKnown(`${before.id} was not read.`),
      tables: before.routeTableIds.map((id) => ({
        id,
        table: isGone(id, aksTables)
          ? known(null)
          : mapFact(factAbout(tables, id), (table): RouteTable | null => table),
      })),
      subnets: distinctResourceIds([...before.nodeSubnetIds, ...before.foreignSubnetIds]).map((id) => ({
        id,
        routeTableId: tableOf(id, factAbout(networks, parentResourceId(id))),
      })),
      locks: own?.locks ?? notKnown(`The locks around ${before.name} were not read.`),
    };
    return proveMigration(before, after, seenMigrated);
  });
}

/** Whether a table that AKS named is in no list of its subscription; of others a list of theirs is not read. */
function isGone(id: string, lists: Awaited<ReturnType<AzureSource['aksRouteTables']>>): boolean {
  if (!isAksRouteTable({ name: id.split('/').at(-1) ?? '' })) return false;
  const list = lists.get(subscriptionIdOf(id) ?? '');
  return list?.known === true && !list.value.some((table) => sameResource(table.id, id));
}

function tableOf(subnetId: string, network: Fact<VirtualNetwork>): Fact<string | null> {
  if (!network.known) return unread(network);
  const subnet = network.value.subnets.find(({ id }) => sameResource(id, subnetId));
  return known(subnet?.routeTableId ?? null);
}
