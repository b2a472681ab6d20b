import type { RouteTable } from '../model/azure/route-table.ts';
import { valueIfKnown } from '../model/fact.ts';
import type { Finding } from '../model/finding.ts';
import type { NetworkPicture, NodeRouteState, PictureNode, RouteStateCounts } from '../model/network-picture.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { Headroom } from '../model/report.ts';
import {
  compareResourceIds,
  distinctResourceIds,
  parentResourceId,
  resourceKey,
  resourceNameOf,
  sameResource,
} from '../model/resource-id.ts';
import { parseCidr } from '../network/cidr.ts';
import type { AllFacts } from '../network/derived-facts.ts';
import { nodesNow } from '../network/node-pool.ts';
import { nodeRouteStates, whyStatesAreUnknown } from './node-route-states.ts';

/** Up to this many nodes a cluster's nodes are listed one by one. */
const smallCluster = 12;
/** In a larger cluster, the nodes with a problem that are listed. */
const problemsListed = 24;
const staleRoutesListed = 8;

export interface JudgedFacts {
  readonly facts: AllFacts;
  readonly outcomes: readonly CheckOutcome[];
  readonly headroom: Headroom;
  readonly routeLimit: number;
}

/** What a picture of the cluster's network is drawn from: the facts, and what the checks found of them. */
export function networkPicture({ facts, outcomes, headroom, routeLimit }: JudgedFacts): NetworkPicture {
  const states = nodeRouteStates(facts, outcomes);
  return {
    virtualNetworks: virtualNetworks(facts),
    subnets: subnets(facts, headroom),
    routeTables: routeTables(facts, outcomes, routeLimit),
    pools: pools(facts, states),
    nodes: states === null ? null : listed(states),
    staleRoutes: staleRoutes(outcomes),
    reason: states === null || states.some(({ state }) => state === 'unknown') ? whyStatesAreUnknown(outcomes) : null,
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

function routeTables(
  facts: AllFacts,
  outcomes: readonly CheckOutcome[],
  routeLimit: number,
): NetworkPicture['routeTables'] {
  const tables = facts.routeTables;
  if (!tables.known) return null;
  const foreign = failingOf(outcomes, 'MIG-010');
  const shared = failingOf(outcomes, 'RT-003');
  return byId(tables.value).map((table) => ({
    id: resourceKey(table.id),
    used: table.routes.length,
    limit: routeLimit,
    podRoutes: podRoutes(table, facts),
    defaultRoute: defaultRoute(table),
    foreignSubnetIds: foreign && subnetsOn(table, foreign),
    otherClusterIds:
      shared &&
      sortedKeys(
        shared
          .filter(({ resourceId }) => sameResource(resourceId, table.id))
          .flatMap((each) => textsOf(each, 'otherClusters')),
      ),
  }));
}

function podRoutes(table: RouteTable, { classifiedTables, nodes }: AllFacts): number | null {
  const classified = valueIfKnown(classifiedTables)?.find((each) => each.table === table);
  if (classified === undefined || !nodes.known) return null;
  return classified.routes.filter(({ isAksRoute, node }) => isAksRoute && node !== undefined).length;
}

function subnetsOn(table: RouteTable, findings: readonly Finding[]): string[] {
  const onTable = findings.filter((each) =>
    textsOf(each, 'routeTableId').some((routeTableId) => sameResource(routeTableId, table.id)),
  );
  return sortedKeys(onTable.map(({ resourceId }) => resourceId));
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

/** Null where the check could not tell, so that no route counts as fresh unseen. */
function staleRoutes(outcomes: readonly CheckOutcome[]): NetworkPicture['staleRoutes'] {
  const stale = failingOf(outcomes, 'RT-005');
  if (stale === null) return null;
  const shown = stale.slice(0, staleRoutesListed).map(({ resourceId, evidence }) => ({
    name: resourceNameOf(resourceId),
    addressPrefix: typeof evidence['addressPrefix'] === 'string' ? evidence['addressPrefix'] : '',
    routeTableId: resourceKey(parentResourceId(resourceId)),
  }));
  return { count: stale.length, shown };
}

/** Null where the check was not assessed. */
function failingOf(outcomes: readonly CheckOutcome[], code: string): readonly Finding[] | null {
  const outcome = outcomes.find((each) => each.code === code);
  if (outcome?.status !== 'pass' && outcome?.status !== 'fail') return null;
  return outcome.findings.filter(({ status }) => status === 'fail');
}

function textsOf({ evidence }: Finding, name: string): string[] {
  const value = evidence[name];
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
}

function sortedKeys(ids: readonly string[]): string[] {
  return distinctResourceIds(ids).map(resourceKey).sort(compareResourceIds);
}

function byId<T extends { readonly id: string }>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => compareResourceIds(a.id, b.id));
}
