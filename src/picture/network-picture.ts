import type { RouteTable } from '../model/azure/route-table.ts';
import { partOf, valueIfKnown } from '../model/fact.ts';
import type { NetworkPicture, NodeRouteState, PictureNode, RouteStateCounts } from '../model/network-picture.ts';
import type { Headroom } from '../model/report.ts';
import { compareResourceIds, distinctResourceIds, resourceKey, sameResource } from '../model/resource-id.ts';
import { parseCidr } from '../network/cidr.ts';
import type { AllFacts } from '../network/derived-facts.ts';
import { whyNodesCannotBeJudged } from '../network/node-list.ts';
import { nodesNow } from '../network/node-pool.ts';
import { judgeStaleRoutes } from '../network/stale-routes.ts';
import { foreignSubnetIds, sharersOf, subnetLeftOut } from '../network/table-sharing.ts';
import { nodeRouteStates } from './node-route-states.ts';

/** Up to this many nodes a cluster's nodes are listed one by one. */
const smallCluster = 12;
/** In a larger cluster, the nodes with a problem that are listed. */
const problemsListed = 24;
const staleRoutesListed = 8;

export interface Pictured {
  readonly facts: AllFacts;
  readonly headroom: Headroom;
  /** Routes a route table holds. */
  readonly routeLimit: number;
  readonly asOf: Date;
}

/** What a picture of the cluster's network is drawn from. */
export function networkPicture({ facts, headroom, routeLimit, asOf }: Pictured): NetworkPicture {
  const { nodes: states, reason } = nodeRouteStates(facts, asOf);
  return {
    virtualNetworks: virtualNetworks(facts),
    subnets: subnets(facts, headroom),
    routeTables: routeTables(facts, routeLimit),
    pools: pools(facts, states),
    nodes: states === null ? null : listed(states),
    staleRoutes: staleRoutes(facts),
    reason,
  };
}

function virtualNetworks({ virtualNetworks: networks }: AllFacts): NetworkPicture['virtualNetworks'] {
  if (!networks.known) return null;
  return byId(networks.value).map(({ id, addressSpace }) => ({
    id: resourceKey(id),
    addressPrefixes: [...(addressSpace?.addressPrefixes ?? [])],
  }));
}

function subnets({ nodeSubnets }: AllFacts, { limits }: Headroom): NetworkPicture['subnets'] {
  if (!nodeSubnets.known) return null;
  return byId(nodeSubnets.value).map(({ id, addressPrefixes, routeTableId }) => {
    const limit = limits.find(({ name, resourceId }) => name === 'subnet' && sameResource(resourceId, id));
    return {
      id: resourceKey(id),
      addressPrefixes: [...addressPrefixes],
      routeTableId: routeTableId === undefined ? null : resourceKey(routeTableId),
      capacity: limit?.capacity ?? null,
      used: limit?.used ?? null,
    };
  });
}

function routeTables(facts: AllFacts, routeLimit: number): NetworkPicture['routeTables'] {
  const tables = facts.routeTables;
  if (!tables.known) return null;
  return byId(tables.value).map((table) => ({
    id: resourceKey(table.id),
    used: table.routes.length,
    limit: routeLimit,
    podRoutes: podRoutes(table, facts),
    defaultRoute: defaultRoute(table),
    foreignSubnetIds: foreignSubnets(table, facts),
    otherClusterIds: otherClusters(table, facts),
  }));
}

function podRoutes(table: RouteTable, { classifiedTables, nodes }: AllFacts): number | null {
  const classified = valueIfKnown(classifiedTables)?.find((each) => each.table === table);
  if (classified === undefined || !nodes.known) return null;
  return classified.routes.filter(({ isAksRoute, node }) => isAksRoute && node !== undefined).length;
}

/** Null where none is found, and something that could have shown one was not read. */
function foreignSubnets(
  table: RouteTable,
  { nodeSubnets, virtualNetworks: networks, tableNeighbours }: AllFacts,
): string[] | null {
  if (!nodeSubnets.known || !tableNeighbours.known) return null;
  const found = foreignSubnetIds(table, {
    nodeSubnets: nodeSubnets.value,
    virtualNetworks: partOf(networks) ?? [],
    tableNeighbours: tableNeighbours.value,
  });
  const isWhole = networks.known && subnetLeftOut(table, nodeSubnets.value) === undefined;
  return found.length > 0 || isWhole ? sortedKeys(found) : null;
}

/** Null where none is found, and not all clusters around are known. */
function otherClusters({ id }: RouteTable, { tableNeighbours }: AllFacts): string[] | null {
  const sharing = sharersOf(id, partOf(tableNeighbours) ?? []);
  return sharing.length > 0 || tableNeighbours.known ? sortedKeys(sharing.map(({ clusterId }) => clusterId)) : null;
}

function defaultRoute({ routes }: RouteTable) {
  const route = routes.find(({ addressPrefix }) => {
    const cidr = parseCidr(addressPrefix);
    return cidr?.family === 4 && cidr.prefixLength === 0;
  });
  return route === undefined
    ? null
    : { nextHopType: route.nextHopType ?? '', nextHopIpAddress: route.nextHopIpAddress ?? null };
}

function pools(facts: AllFacts, states: readonly PictureNode[] | null): NetworkPicture['pools'] {
  const profiles = valueIfKnown(facts.managedCluster)?.agentPoolProfiles ?? [];
  const counts = new Map<string | null, number | null>(profiles.map((pool) => [pool.name, nodesNow(pool) ?? null]));
  for (const { pool } of states ?? []) {
    if (!counts.has(pool)) counts.set(pool, states?.filter((node) => node.pool === pool).length ?? 0);
  }
  return [...counts]
    .sort(([a], [b]) => ((a ?? '\uFFFF') < (b ?? '\uFFFF') ? -1 : 1))
    .map(([name, count]) => ({
      name,
      subnetId: subnetOf(name, facts),
      count,
      states: states === null ? null : countStates(states.filter(({ pool }) => pool === name)),
    }));
}

function subnetOf(poolName: string | null, { nodeSubnets }: AllFacts): string | null {
  const known = valueIfKnown(nodeSubnets) ?? [];
  const [only, ...more] = known;
  const subnet = known.find(({ poolNames }) => poolName !== null && poolNames.includes(poolName));
  const id = subnet?.id ?? (more.length === 0 ? only?.id : undefined);
  return id === undefined ? null : resourceKey(id);
}

function countStates(nodes: readonly PictureNode[]): RouteStateCounts {
  const counts = { right: 0, missing: 0, wrongHop: 0, forwardingOff: 0, pending: 0, unknown: 0 };
  for (const { state } of nodes) counts[state] += 1;
  return counts;
}

const problems: readonly NodeRouteState[] = ['missing', 'wrongHop', 'forwardingOff'];

function listed(states: readonly PictureNode[]): PictureNode[] {
  if (states.length <= smallCluster) return [...states];
  return problems.flatMap((problem) => states.filter(({ state }) => state === problem)).slice(0, problemsListed);
}

/** Null where none is found, and something that could have shown one was not read. */
function staleRoutes(facts: AllFacts): NetworkPicture['staleRoutes'] {
  const { managedCluster, nodes, tableNeighbours, classifiedTables } = facts;
  if (!managedCluster.known || !nodes.known || !tableNeighbours.known) return null;
  if (whyNodesCannotBeJudged(managedCluster.value, nodes.value) !== undefined) return null;
  const staleOf = judgeStaleRoutes(managedCluster.value, nodes.value, tableNeighbours.value, facts);
  const stale = (partOf(classifiedTables) ?? []).flatMap(staleOf);
  const outlived = stale.filter(({ state }) => state === 'outlived');
  const isWhole = classifiedTables.known && classifiedTables.value.length > 0;
  if (outlived.length === 0 && (!isWhole || stale.some(({ state }) => state === 'unlisted'))) return null;
  const shown = outlived.slice(0, staleRoutesListed).map(({ classified: { route, routeTableId } }) => ({
    name: route.name,
    addressPrefix: route.addressPrefix,
    routeTableId: resourceKey(routeTableId),
  }));
  return { count: outlived.length, shown };
}

function sortedKeys(ids: readonly string[]): string[] {
  return distinctResourceIds(ids).map(resourceKey).sort(compareResourceIds);
}

function byId<T extends { readonly id: string }>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => compareResourceIds(a.id, b.id));
}
