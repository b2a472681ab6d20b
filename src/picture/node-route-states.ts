import type { ClusterNode, NodeInterface } from '../model/cluster-facts.ts';
import { mapFact, partOf, valueIfKnown } from '../model/fact.ts';
import type { NodeRouteState, PictureNode } from '../model/network-picture.ts';
import type { AllFacts } from '../network/derived-facts.ts';
import { aksRoutesByNode, missesRoutes, type NodeRoutes, routesOfRunningNodes } from '../network/missed-routes.ts';
import { interfaceByNode, whyInterfacesAreMissing } from '../network/node-interface.ts';
import { whyNodesCannotBeJudged } from '../network/node-list.ts';
import { type ClassifiedRoute, isAppliance, leadsToNode } from '../network/routes.ts';
import type { Unjudged } from '../network/unjudged.ts';

/** What the routes of the nodes come to. */
export interface NodeRouteStates {
  /** By name; null where nodes or routes are not known. */
  readonly nodes: readonly PictureNode[] | null;
  /** Why a state is not known; null where each is. */
  readonly reason: string | null;
}

/** @param asOf the moment of the audit: a young node may still wait for its routes */
export function nodeRouteStates(facts: AllFacts, asOf: Date): NodeRouteStates {
  const nodes = valueIfKnown(facts.nodes);
  const tables = valueIfKnown(facts.classifiedTables);
  if (nodes === undefined || tables === undefined) return { nodes: null, reason: whyNotKnown(facts) };
  const obstacle = mapFact(facts.managedCluster, (cluster) => whyNodesCannotBeJudged(cluster, nodes));
  const canBeJudged = valueIfKnown(obstacle) === undefined;
  const running = valueIfKnown(obstacle) ?? runningNodes(facts, nodes, asOf);
  const routes = aksRoutesByNode(tables);
  const interfaceOf = interfaceByNode(partOf(facts.nodeInterfaces) ?? []);
  const drawn = [...nodes]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((node) => {
      const own = routes.get(node.name.toLowerCase()) ?? [];
      const primary = interfaceOf(node.name);
      return {
        name: node.name,
        pool: node.poolName ?? null,
        addresses: [...(primary?.privateIpAddresses ?? [])],
        prefixes: own.map(({ route }) => route.addressPrefix),
        ...stateOf(node, own, canBeJudged ? primary : undefined, running),
      };
    });
  const unknown = drawn.flatMap(({ name, state }) => (state === 'unknown' ? [name] : []));
  return { nodes: drawn, reason: unknown.length === 0 ? null : whyUnknown(facts, unknown, running) };
}

function whyNotKnown({ routeTables, nodes, classifiedTables }: AllFacts): string | null {
  const unread = [routeTables, nodes].flatMap((fact) => (fact.known ? [] : [fact.reason]));
  if (unread.length > 0) return [...new Set(unread)].join(' ');
  return classifiedTables.known ? null : classifiedTables.reason;
}

/** With the routes they have and lack; or why nobody could look. */
type RunningNodes = ReadonlyMap<ClusterNode, NodeRoutes> | Unjudged;

function runningNodes(facts: AllFacts, nodes: readonly ClusterNode[], asOf: Date): RunningNodes {
  const found = routesOfRunningNodes(facts, valueIfKnown(facts.podCidrs) ?? [], nodes, asOf);
  return 'status' in found ? found : new Map(found.nodes.map((each) => [each.node, each]));
}

function whyUnknown({ nodeInterfaces }: AllFacts, nodeNames: readonly string[], running: RunningNodes): string | null {
  if ('status' in running) return running.reason;
  return nodeInterfaces.known ? (whyInterfacesAreMissing(nodeNames) ?? null) : nodeInterfaces.reason;
}

interface RouteState {
  readonly state: NodeRouteState;
  readonly nextHop: string | null;
}

function stateOf(
  node: ClusterNode,
  routes: readonly ClassifiedRoute[],
  primary: NodeInterface | undefined,
  running: RunningNodes,
): RouteState {
  const found = 'status' in running ? undefined : running.get(node);
  if (found !== undefined && missesRoutes(found)) return { state: 'missing', nextHop: null };
  const addresses = primary?.privateIpAddresses ?? [];
  const wrongHop = firstWrongHop(routes, addresses);
  if (wrongHop !== undefined) return { state: 'wrongHop', nextHop: wrongHop };
  if (primary !== undefined && primary.enableIPForwarding !== true) return { state: 'forwardingOff', nextHop: null };
  if ('status' in running) return { state: 'unknown', nextHop: null };
  if (routes.length === 0) return { state: 'pending', nextHop: null };
  return { state: addresses.length === 0 ? 'unknown' : 'right', nextHop: null };
}

/** Where the first route that does not lead to the node leads; undefined where all do, or as much of them as can be told. */
function firstWrongHop(routes: readonly ClassifiedRoute[], addresses: readonly string[]): string | null | undefined {
  const wrong = routes.find(
    ({ route }) => !isAppliance(route) || (addresses.length > 0 && !leadsToNode(route, addresses)),
  );
  if (wrong === undefined) return undefined;
  return (isAppliance(wrong.route) ? wrong.route.nextHopIpAddress : wrong.route.nextHopType) ?? null;
}
