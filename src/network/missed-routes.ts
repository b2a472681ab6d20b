import type { ClusterFacts, ClusterNode } from '../model/cluster-facts.ts';
import { valueIfKnown } from '../model/fact.ts';
import { sameResource } from '../model/resource-id.ts';
import { type Cidr, contains, parseCidr } from './cidr.ts';
import type { AllFacts } from './derived-facts.ts';
import { type NodeObject, nodeObjects } from './node-objects.ts';
import type { ClassifiedRoute, ClassifiedTable } from './routes.ts';
import type { Unjudged } from './unjudged.ts';

type IpFamily = Cidr['family'];

const minuteMs = 60 * 1000;

/** A route follows its node within one or two minutes; a younger node than this may still wait for it. */
export const graceMinutes = 5;

/** A running node, and what it has and lacks of routes. */
export interface NodeRoutes {
  readonly node: ClusterNode;
  readonly object: NodeObject;
  /** Since its machine or its node object was made; undefined where neither tells. */
  readonly ageMs: number | undefined;
  /** AKS's routes of its name. */
  readonly routes: readonly ClassifiedRoute[];
  /** IP families of the pods without a route. */
  readonly missing: readonly IpFamily[];
  /** Pod CIDRs of the node that no route of its name leads to. */
  readonly unserved: readonly string[];
  /** Why a node that lacks a route loses nothing by it; undefined where it does, or lacks none. */
  readonly waits: 'young' | 'notJoined' | 'unmanaged' | undefined;
}

export interface RunningNodes {
  readonly nodes: readonly NodeRoutes[];
  /** Where their routes were looked for. */
  readonly tables: readonly ClassifiedTable[];
  /** The table that holds the routes, where it is not on every node subnet. */
  readonly tableElsewhere: string | undefined;
}

/** Whether packets to the node's pods are dropped for want of a route. */
export function missesRoutes({ missing, unserved, waits }: NodeRoutes): boolean {
  return missing.length + unserved.length > 0 && waits === undefined;
}

/** Every running node with the routes it has and lacks, in the order of the nodes. */
export function routesOfRunningNodes(
  all: AllFacts,
  pods: readonly Cidr[],
  nodes: readonly ClusterNode[],
  asOf: Date,
): RunningNodes | Unjudged {
  const running = nodes.filter(isRunning);
  if (running.length === 0) return { status: 'notApplicable', reason: 'No node of the cluster is running.' };
  const right = valueIfKnown(all.podTable);
  const tables = right === undefined ? (valueIfKnown(all.classifiedTables) ?? []) : [right];
  const needed = ([4, 6] as const).filter((family) => pods.some((pod) => pod.family === family));
  const found = aksRoutesByNode(tables);
  const objectOf = nodeObjects(all, nodes);
  const judged = running.map((node) =>
    judgeNode(node, { routes: found.get(node.name.toLowerCase()) ?? [], needed, object: objectOf(node.name), asOf }),
  );
  const tableElsewhere = right !== undefined && !isOnEverySubnet(right.table.id, all) ? right.table.name : undefined;
  if (tableElsewhere !== undefined && !judged.some(missesRoutes)) {
    return {
      status: 'notApplicable',
      reason: `The routes of the nodes are in ${tableElsewhere}, which is not on every node subnet: RT-001 says which.`,
    };
  }
  return { nodes: judged, tables, tableElsewhere };
}

/** AKS's routes, by the lower-case name of the node they are named after. */
export function aksRoutesByNode(tables: readonly ClassifiedTable[]): ReadonlyMap<string, readonly ClassifiedRoute[]> {
  return Map.groupBy(
    tables.flatMap(({ routes }) => routes).filter(({ isAksRoute }) => isAksRoute),
    ({ nodeName }) => nodeName,
  );
}

function isRunning({ powerState }: ClusterNode): boolean {
  return powerState === undefined || powerState.toLowerCase() === 'running';
}

function isOnEverySubnet(routeTableId: string, { nodeSubnets }: ClusterFacts): boolean {
  return valueIfKnown(nodeSubnets)?.every((each) => sameResource(each.routeTableId ?? '', routeTableId)) ?? true;
}

interface Beside {
  readonly routes: readonly ClassifiedRoute[];
  readonly needed: readonly IpFamily[];
  readonly object: NodeObject;
  readonly asOf: Date;
}

function judgeNode(node: ClusterNode, { routes, needed, object, asOf }: Beside): NodeRoutes {
  const joined = object.state === 'present' ? object.node : undefined;
  const ageMs = msSince(node.createdAt ?? joined?.createdAt, asOf);
  const missing = needed.filter((family) => !routes.some(({ cidr }) => cidr?.family === family));
  const unserved = (joined?.podCidrs ?? []).filter((text) => !routes.some(({ cidr }) => leadsTo(cidr, text)));
  const lacks = missing.length + unserved.length > 0;
  return { node, object, ageMs, routes, missing, unserved, waits: lacks ? whyItWaits(ageMs, object) : undefined };
}

function whyItWaits(ageMs: number | undefined, object: NodeObject): NodeRoutes['waits'] {
  if (ageMs !== undefined && ageMs <= graceMinutes * minuteMs) return 'young';
  if (object.state === 'absent') return 'notJoined';
  return object.state === 'present' && !object.node.hasAzureRoutes ? 'unmanaged' : undefined;
}

function leadsTo(cidr: Cidr | undefined, text: string): boolean {
  const other = parseCidr(text);
  return cidr !== undefined && other !== undefined && contains(cidr, other) && contains(other, cidr);
}

function msSince(createdAt: string | undefined, asOf: Date): number | undefined {
  const created = Date.parse(createdAt ?? '');
  return Number.isNaN(created) ? undefined : asOf.getTime() - created;
}
