import type { ClusterFacts, ClusterNode } from '../../model/cluster-facts.ts';
import { valueIfKnown } from '../../model/fact.ts';
import type { Evidence } from '../../model/finding.ts';
import { sameResource } from '../../model/resource-id.ts';
import { type Cidr, parseCidr } from '../../network/cidr.ts';
import type { AllFacts } from '../../network/derived-facts.ts';
import type { ClassifiedRoute } from '../../network/routes.ts';
import { type Assessment, assessed, fail, given, type Judgement, notApplicable, pass } from '../assessment.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { whyNodesCannotBeJudged } from '../node-list.ts';
import { type NodeObject, nodeObjectEvidence, nodeObjects } from '../node-objects.ts';
import { azureRoutes, swallowedRouteError } from '../sources.ts';
import { whyTableIsNotWritten } from '../table-writes.ts';

type Family = 4 | 6;

const minuteMs = 60 * 1000;

/** A route follows its node within one or two minutes; a younger node than this may still wait for it. */
const graceMinutes = 5;

export default defineCheck({
  code: 'RT-004',
  category: 'routeTable',
  title: 'Every running node has its routes',
  failureTitle: 'A running node has no route',
  severities: ['high'],
  live: true,
  condition: `Fails for every running node older than ${graceMinutes} minutes (at exactly ${graceMinutes} it passes) that has no route of its name inside the pod CIDRs, for each IP family: a dual-stack node needs two. Where power state or age are not known the finding is suspected, and offers no deletion. Where the cluster’s API was read, its node object confirms it; a machine without one has never joined, runs no pods and needs no route, nor does one that joined unmanaged (label kubernetes.azure.com/managed=false); and the routes have to lead to the node’s own pod CIDRs. Routes count wherever their table hangs: a subnet that is not on that table is RT-001’s.`,
  why: 'Packets to pods on that node are dropped, while the node still looks Ready: the controller can report a route it failed to write, so node conditions prove nothing.',
  fix: {
    text: 'Find out what keeps AKS from writing the table (limit of routes, lock, policy, missing rights of the identity): the controller then writes the route by itself, within minutes. From 1.31 on a refused write leaves neither an event nor a condition, and where several nodes are new at once, and there is no room for all, none of them gets a route. Only where a single node was forgotten and no cause is found, have it register anew: deleting the machine moves its pods to other nodes, and a pool with autoscaler or a scale-out brings another.',
    commands: [
      'az aks nodepool delete-machines --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --nodepool-name {pool} --machine-names {node}',
    ],
  },
  sources: [azureRoutes, swallowedRouteError],
  needs: ['managedCluster', 'routeTables', 'nodes'],

  evaluate({ managedCluster, nodes }, context, all) {
    return (
      whyNodesCannotBeJudged(managedCluster, nodes) ?? given(all.podCidrs, (pods) => judge(pods, nodes, context, all))
    );
  },
});

function judge(
  pods: readonly Cidr[],
  nodes: readonly ClusterNode[],
  { asOf, routeLimit }: CheckContext,
  all: AllFacts,
): Assessment {
  const running = nodes.filter(isRunning);
  if (running.length === 0) return notApplicable('No node of the cluster is running.');
  const right = valueIfKnown(all.podTable);
  const tables = right === undefined ? (valueIfKnown(all.classifiedTables) ?? []) : [right];
  const needed = families(pods.map(({ family }) => family));
  const found = Map.groupBy(
    tables.flatMap(({ routes }) => routes).filter(({ isAksRoute }) => isAksRoute),
    ({ nodeName }) => nodeName,
  );
  const objectOf = nodeObjects(all, nodes);
  const tableName = right !== undefined && !isOnEverySubnet(right.table.id, all) ? right.table.name : undefined;
  const judgements = running.map((node) =>
    judgeNode(node, found.get(node.name.toLowerCase()) ?? [], {
      asOf,
      needed,
      object: objectOf(node.name),
      tableName,
    }),
  );
  if (tableName !== undefined && judgements.every(({ status }) => status === 'pass')) {
    return notApplicable(
      `The routes of the nodes are in ${tableName}, which is not on every node subnet: RT-001 says which.`,
    );
  }
  const causes = whyTableIsNotWritten(
    all,
    tables.map(({ table }) => table),
    routeLimit,
  );
  return assessed(withCause(judgements, running, causes));
}

function isOnEverySubnet(routeTableId: string, { nodeSubnets }: ClusterFacts): boolean {
  return valueIfKnown(nodeSubnets)?.every((each) => sameResource(each.routeTableId ?? '', routeTableId)) ?? true;
}

/**
 * Deleting machines helps a node that AKS forgot, and no other: where the cause is known, or most of a pool is hit, the next machines
 * would be without a route too, and the pool would be gone.
 */
function withCause(
  judgements: readonly Judgement[],
  running: readonly ClusterNode[],
  causes: readonly string[],
): readonly Judgement[] {
  const hit = running.filter((_, at) => judgements[at]?.status === 'fail');
  return judgements.map((judgement, at) => {
    const pool = running[at]?.poolName;
    if (judgement.status === 'pass') return judgement;
    const ofPool = (nodes: readonly ClusterNode[]) => nodes.filter(({ poolName }) => poolName === pool).length;
    const isMost = pool === undefined || ofPool(hit) * 2 > ofPool(running) || hit.length * 2 > running.length;
    if (causes.length === 0 && !isMost && judgement.commands === undefined) return judgement;
    const why = causes.length > 0 ? ` Likely cause: ${causes.join(' ')}` : '';
    const keep =
      isMost && causes.length === 0
        ? ' Most nodes are hit: look for what keeps AKS from writing, and keep the machines.'
        : '';
    return { ...judgement, message: `${judgement.message}${why}${keep}`, commands: [] };
  });
}

function isRunning({ powerState }: ClusterNode): boolean {
  return powerState === undefined || powerState.toLowerCase() === 'running';
}

function families(all: readonly Family[]): readonly Family[] {
  return ([4, 6] as const).filter((family) => all.includes(family));
}

interface Context {
  readonly asOf: Date;
  readonly needed: readonly Family[];
  readonly object: NodeObject;
  /** The table that holds the routes, where it is not on every node subnet. */
  readonly tableName: string | undefined;
}

function judgeNode(
  node: ClusterNode,
  routes: readonly ClassifiedRoute[],
  { asOf, needed, object, tableName }: Context,
): Judgement {
  const joined = object.state === 'present' ? object.node : undefined;
  const age = ageMs(node.createdAt ?? joined?.createdAt, asOf);
  const missing = needed.filter((family) => !routes.some(({ cidr }) => cidr?.family === family));
  const unserved = (joined?.podCidrs ?? []).filter((text) => !routes.some(({ cidr }) => isSameRange(cidr, text)));
  const evidence = {
    node: node.name,
    pool: node.poolName ?? null,
    missing: missing.map((family) => `IPv${family}`),
    powerState: node.powerState ?? null,
    ageMinutes: age === undefined ? null : Math.floor(age / minuteMs),
    ...nodeObjectEvidence(object),
    ...(joined === undefined ? {} : { podCidrs: [...joined.podCidrs] }),
  };
  if (missing.length === 0 && unserved.length === 0) {
    const has =
      tableName === undefined
        ? `Node ${node.name} has its routes.`
        : `A route to node ${node.name} is in ${tableName}, a table that is not on every node subnet: RT-001.`;
    return pass(node.resourceId, has, { evidence });
  }
  const waits = whyNoRouteIsMissed(node, age, object);
  if (waits !== undefined) return pass(node.resourceId, waits, { evidence });
  const found = { missing, unserved, prefixes: routes.map(({ route }) => route.addressPrefix) };
  return failNode(node, found, evidence, {
    podCidrCount: joined?.podCidrs.length,
    isProved: joined !== undefined || (age !== undefined && node.powerState !== undefined),
  });
}

/** Why a node without a route loses nothing. */
function whyNoRouteIsMissed({ name }: ClusterNode, age: number | undefined, object: NodeObject): string | undefined {
  if (age !== undefined && age <= graceMinutes * minuteMs) return `Node ${name} is too young to miss a route.`;
  if (object.state === 'absent') return `Machine ${name} has not joined the cluster: it runs no pods.`;
  return object.state === 'present' && !object.node.hasAzureRoutes
    ? `Node ${name} joined unmanaged: Azure writes no route for it.`
    : undefined;
}

interface Found {
  readonly missing: readonly Family[];
  /** Pod CIDRs of the node that no route of its name leads to. */
  readonly unserved: readonly string[];
  readonly prefixes: readonly string[];
}

function failNode(
  { name, resourceId, poolName }: ClusterNode,
  { missing, unserved, prefixes }: Found,
  evidence: Evidence,
  { podCidrCount, isProved }: { readonly podCidrCount: number | undefined; readonly isProved: boolean },
): Judgement {
  if (podCidrCount === 0) {
    const message = `Node ${name} got no pod CIDR: the range of the cluster is used up.`;
    return fail(resourceId, message, { evidence, commands: [] });
  }
  if (missing.length === 0) {
    const message = `Node ${name} has the pod CIDR ${unserved.join(', ')}, and its route leads to ${prefixes.join(', ')}.`;
    return fail(resourceId, message, { evidence, commands: [] });
  }
  return fail(resourceId, `Node ${name} has no ${missing.map((family) => `IPv${family}`).join(' and no ')} route.`, {
    // Of a machine whose age and state were not read, nobody knows that it is not about to get its route.
    ...(isProved ? {} : { confidence: 'suspected' as const, commands: [] }),
    evidence,
    parameters: { node: name, ...(poolName === undefined ? {} : { pool: poolName }) },
  });
}

function isSameRange(cidr: Cidr | undefined, text: string): boolean {
  const other = parseCidr(text);
  return (
    cidr !== undefined &&
    other !== undefined &&
    cidr.family === other.family &&
    cidr.first === other.first &&
    cidr.last === other.last
  );
}

function ageMs(createdAt: string | undefined, asOf: Date): number | undefined {
  const created = Date.parse(createdAt ?? '');
  return Number.isNaN(created) ? undefined : asOf.getTime() - created;
}
