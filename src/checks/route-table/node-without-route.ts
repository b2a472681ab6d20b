import type { ClusterNode } from '../../model/cluster-facts.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Cidr } from '../../network/cidr.ts';
import type { AllFacts } from '../../network/derived-facts.ts';
import { graceMinutes, missesRoutes, type NodeRoutes, routesOfRunningNodes } from '../../network/missed-routes.ts';
import { whyNodesCannotBeJudged } from '../../network/node-list.ts';
import { nodeObjectEvidence } from '../../network/node-objects.ts';
import { type Assessment, assessed, fail, given, type Judgement, pass } from '../assessment.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { azureRoutes, swallowedRouteError } from '../sources.ts';
import { whyTableIsNotWritten } from '../table-writes.ts';

const minuteMs = 60 * 1000;

export default defineCheck({
  code: 'RT-004',
  category: 'routeTable',
  title: 'Every running node has its routes',
  failureTitle: 'A running node has no route',
  severities: ['high'],
  live: true,
  condition: `Fails for every running node older than ${graceMinutes} minutes (at exactly ${graceMinutes} it passes) that has no route of its name inside the pod CIDRs, for each IP family: a dual-stack node needs two. Where power state or age are not known the finding is suspected, and offers no deletion. Where the cluster's API was read, its node object confirms it; a machine without one has never joined, runs no pods and needs no route, nor does one that joined unmanaged (label kubernetes.azure.com/managed=false); and the routes have to lead to the node's own pod CIDRs. Routes count wherever their table hangs: a subnet that is not on that table is RT-001's.`,
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
  const running = routesOfRunningNodes(all, pods, nodes, asOf);
  if ('status' in running) return running;
  const causes = whyTableIsNotWritten(
    all,
    running.tables.map(({ table }) => table),
    routeLimit,
  );
  return assessed(
    withCause(
      running.nodes.map((each) => judgeNode(each, running.tableElsewhere)),
      running.nodes.map(({ node }) => node),
      causes,
    ),
  );
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

function judgeNode(found: NodeRoutes, tableElsewhere: string | undefined): Judgement {
  const { node, object, ageMs, missing, unserved } = found;
  const evidence = {
    node: node.name,
    pool: node.poolName ?? null,
    missing: missing.map((family) => `IPv${family}`),
    powerState: node.powerState ?? null,
    ageMinutes: ageMs === undefined ? null : Math.floor(ageMs / minuteMs),
    ...nodeObjectEvidence(object),
    ...(object.state === 'present' ? { podCidrs: [...object.node.podCidrs] } : {}),
  };
  if (missesRoutes(found)) return failNode(found, evidence);
  if (missing.length + unserved.length > 0) return pass(node.resourceId, whyNoRouteIsMissed(found), { evidence });
  const has =
    tableElsewhere === undefined
      ? `Node ${node.name} has its routes.`
      : `A route to node ${node.name} is in ${tableElsewhere}, a table that is not on every node subnet: RT-001.`;
  return pass(node.resourceId, has, { evidence });
}

/** Why a node without a route loses nothing. */
function whyNoRouteIsMissed({ node: { name }, waits }: NodeRoutes): string {
  if (waits === 'young') return `Node ${name} is too young to miss a route.`;
  return waits === 'notJoined'
    ? `Machine ${name} has not joined the cluster: it runs no pods.`
    : `Node ${name} joined unmanaged: Azure writes no route for it.`;
}

function failNode({ node, object, ageMs, routes, missing, unserved }: NodeRoutes, evidence: Evidence): Judgement {
  const { name, resourceId, poolName, powerState } = node;
  if (object.state === 'present' && object.node.podCidrs.length === 0) {
    const message = `Node ${name} got no pod CIDR: the range of the cluster is used up.`;
    return fail(resourceId, message, { evidence, commands: [] });
  }
  if (missing.length === 0) {
    const prefixes = routes.map(({ route }) => route.addressPrefix);
    const message = `Node ${name} has the pod CIDR ${unserved.join(', ')}, and its route leads to ${prefixes.join(', ')}.`;
    return fail(resourceId, message, { evidence, commands: [] });
  }
  const isProved = object.state === 'present' || (ageMs !== undefined && powerState !== undefined);
  return fail(resourceId, `Node ${name} has no ${missing.map((family) => `IPv${family}`).join(' and no ')} route.`, {
    // Of a machine whose age and state were not read, nobody knows that it is not about to get its route.
    ...(isProved ? {} : { confidence: 'suspected' as const, commands: [] }),
    evidence,
    parameters: { node: name, ...(poolName === undefined ? {} : { pool: poolName }) },
  });
}
