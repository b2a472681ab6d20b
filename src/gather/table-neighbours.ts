import type { IndexedCluster } from '../model/audit.ts';
import type { ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { RouteTable } from '../model/azure/route-table.ts';
import type { VirtualNetwork } from '../model/azure/virtual-network.ts';
import type { ClusterNode, TableNeighbour } from '../model/cluster-facts.ts';
import {
  allKnown,
  type Fact,
  known,
  mapFact,
  notKnown,
  type UnknownFact,
  unread,
  valueIfKnown,
} from '../model/fact.ts';
import { compareResourceIds, resourceKey, sameResource } from '../model/resource-id.ts';
import { classifiedTables } from '../network/derived-facts.ts';
import { ownedNodeSubnetIds } from '../network/ownership.ts';
import { podCidrs } from '../network/pod-cidrs.ts';
import { type ClassifiedRoute, hasNodeNameSeparator, isStaleRoute } from '../network/routes.ts';
import { type AzureSource, factAbout } from './azure-source.ts';
import { type ClusterIndex, nodeGroupId } from './cluster-index.ts';
import { nodes as nodesOf } from './nodes.ts';

type NodeReads = Pick<AzureSource, 'kind' | 'nodeResources'>;

interface Sharing {
  readonly cluster: ManagedCluster;
  readonly routeTables: Fact<readonly RouteTable[]>;
  readonly networks: Fact<readonly VirtualNetwork[]>;
  readonly nodes: Fact<readonly ClusterNode[]>;
  readonly index: ClusterIndex;
}

/**
 * Which other kubenet clusters use this cluster's route tables: their node subnets hang on the table, or routes inside this
 * cluster's pod CIDRs are named after their nodes. The nodes of others are read only when such routes exist.
 */
export async function findTableNeighbours(
  source: NodeReads,
  sharing: Sharing,
): Promise<Fact<readonly TableNeighbour[]>> {
  const { cluster, routeTables, nodes } = sharing;
  if (!routeTables.known) return unread(routeTables);
  // Where the pod CIDRs are not known, no route is told to be a node's.
  const classified = new Map(
    valueIfKnown(classifiedTables(routeTables, podCidrs(cluster), nodes))?.map(({ table, routes }) => [table, routes]),
  );
  const perTable = await Promise.all(
    routeTables.value.map(async (table) => {
      const routes = classified.get(table) ?? [];
      const routeNames = nodes.known
        ? await routesOfOthers(source, sharing, table, routes.filter(isStaleRoute))
        : unread(nodes);
      const neighbours = neighboursOn(table, sharing, valueIfKnown(routeNames) ?? new Map());
      const gap = routeNames.known ? whoElseMayUse(table, sharing, neighbours, routes) : unread(routeNames);
      // One neighbour seen is enough to know that the table is shared, and not to know whose all its routes and subnets are.
      return gap === undefined ? known(neighbours) : { ...gap, ...(neighbours.length > 0 ? { part: neighbours } : {}) };
    }),
  );
  return mapFact(allKnown(perTable), (all) => all.flat());
}

/** In the order of their ids. */
function neighboursOn(
  table: RouteTable,
  { cluster, networks, index }: Sharing,
  routeNames: RouteNames,
): readonly TableNeighbour[] {
  const subnetsOf = new Map<string, string[]>([...routeNames.keys()].map((id) => [id, []]));
  for (const subnetId of consumersOf(table, networks)) {
    for (const { id } of index.withNodesIn(subnetId)) {
      if (sameResource(id, cluster.id)) continue;
      subnetsOf.set(id, [...(subnetsOf.get(id) ?? []), subnetId]);
    }
  }
  return [...subnetsOf]
    .map(([clusterId, nodeSubnetIds]) => ({
      clusterId,
      routeTableId: table.id,
      nodeSubnetIds,
      routeNames: routeNames.get(clusterId) ?? [],
    }))
    .filter((each) => each.nodeSubnetIds.length + each.routeNames.length > 0)
    .sort((a, b) => compareResourceIds(a.clusterId, b.clusterId));
}

/** A cluster of which too little was read, where the table has a subnet or a pod route that is nobody's whose nodes are known. */
function whoElseMayUse(
  table: RouteTable,
  { cluster, networks, index }: Sharing,
  neighbours: readonly TableNeighbour[],
  routes: readonly ClassifiedRoute[],
): UnknownFact | undefined {
  const strangers = neighbours.length > 0 ? undefined : nodesOfNobody(table, routes);
  if (strangers !== undefined) return strangers;
  const other = index.unread.find((each) => !sameResource(each.id, cluster.id) && isInRegionOf(each, table));
  if (other === undefined) return undefined;
  const own = ownedNodeSubnetIds(cluster).map(resourceKey);
  const isNobodys = (subnetId: string) =>
    !own.includes(resourceKey(subnetId)) && index.withNodesIn(subnetId).length === 0;
  const claimed = new Set(neighbours.flatMap(({ routeNames }) => routeNames));
  const unclaimed = routes.filter(isStaleRoute).filter(({ route }) => !claimed.has(route.name));
  if (unclaimed.length === 0 && !consumersOf(table, networks).some(isNobodys)) return undefined;
  return notKnown(`Whether ${other.name} uses ${table.name} is not known: too little was read of it.`);
}

/** Pod routes outside this cluster's ranges are another cluster's, whoever that is. */
function nodesOfNobody(table: RouteTable, routes: readonly ClassifiedRoute[]): UnknownFact | undefined {
  const foreign = routes.find(
    ({ route, insidePodCidr, node }) => hasNodeNameSeparator(route) && !insidePodCidr && node === undefined,
  );
  return foreign === undefined
    ? undefined
    : notKnown(
        `${table.name} holds routes of nodes outside the pod CIDR, the first ${foreign.route.name}: whose they are is not known.`,
      );
}

function isInRegionOf({ location }: IndexedCluster, table: RouteTable): boolean {
  return [location, table.location].includes('') || table.location.toLowerCase() === location.toLowerCase();
}

/** Every subnet the table is known to be associated with: as it says itself, and as the cluster's networks say. */
function consumersOf(table: RouteTable, networks: Fact<readonly VirtualNetwork[]>): readonly string[] {
  const seen = networks.known
    ? networks.value
        .flatMap(({ subnets }) => subnets)
        .filter(({ routeTableId }) => routeTableId !== undefined && sameResource(routeTableId, table.id))
        .map(({ id }) => id)
    : [];
  return [...new Map([...seen, ...table.subnetIds].map((id) => [resourceKey(id), id])).values()];
}

type RouteNames = ReadonlyMap<string, readonly string[]>;

/** Names of the table's routes that have no node here, the orphans, by the other cluster whose present node they are named after. */
async function routesOfOthers(
  source: NodeReads,
  { cluster, index }: Sharing,
  table: RouteTable,
  orphans: readonly ClassifiedRoute[],
): Promise<Fact<RouteNames>> {
  const namedAfter = new Map<IndexedCluster, string[]>();
  for (const { nodeName } of orphans) {
    for (const other of index.withPoolOf(nodeName, table.id)) {
      if (sameResource(other.id, cluster.id) || !mayServe(table, other)) continue;
      namedAfter.set(other, [...(namedAfter.get(other) ?? []), nodeName]);
    }
  }
  const groupless = [...namedAfter.keys()].find((other) => nodeGroupId(other) === undefined);
  if (groupless !== undefined)
    return notKnown(`Whether ${groupless.name} writes to this table is not known: it names no node resource group.`);
  const candidates = [...namedAfter].flatMap(([other, names]) => {
    const resourceGroupId = nodeGroupId(other);
    if (resourceGroupId === undefined) return [];
    return [
      { other, resourceGroupId, hasScaleSets: names.some(isOfScaleSet), hasMachines: !names.every(isOfScaleSet) },
    ];
  });
  if (candidates.length === 0) return known(new Map());
  const groups = await source.nodeResources(candidates);
  const names = new Map<string, readonly string[]>();
  for (const { other, resourceGroupId } of candidates) {
    const resources = factAbout(groups, resourceGroupId);
    const present = resources.known
      ? mapFact(nodesOf(resources.value, source.kind), (all) => new Set(all.map(({ name }) => name)))
      : resources;
    if (!present.known) return notKnown(`Whether ${other.name} writes to this table is not known: ${present.reason}`);
    names.set(
      other.id,
      orphans.filter(({ nodeName }) => present.value.has(nodeName)).map(({ route }) => route.name),
    );
  }
  return known(names);
}

/** A table serves subnets of its own region only; that of a managed network is the cluster's own. */
function mayServe(table: RouteTable, other: IndexedCluster): boolean {
  return other.nodeSubnetIds.length === 0 || isInRegionOf(other, table);
}

/** `aks-<pool>-<8 digits>-vmss` and six digits of base 36; a virtual machine's name ends otherwise. */
function isOfScaleSet(nodeName: string): boolean {
  return /-vmss[0-9a-z]{6}$/.test(nodeName);
}
