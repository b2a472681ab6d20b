import type { ClusterNode } from '../../model/cluster-facts.ts';
import { podCidrs } from '../../network/pod-cidrs.ts';
import { classifyRoutes } from '../../network/routes.ts';
import { assessed, fail, type Judgement, notApplicable, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { whyNodesCannotBeJudged } from '../node-list.ts';
import { type NodeObject, nodeObjectEvidence, nodeObjects } from '../node-objects.ts';
import { azureRoutes, swallowedRouteError } from '../sources.ts';

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
  condition: `Fails for every running node older than ${graceMinutes} minutes (at exactly ${graceMinutes} it passes) that has no route of its name inside the pod CIDRs, for each IP family: a dual-stack node needs two. Where power state or age are not known the finding is suspected. Where the cluster’s API was read, its node object confirms it; a machine without one has never joined, runs no pods and needs no route, nor does one that joined unmanaged (label kubernetes.azure.com/managed=false).`,
  why: 'Packets to pods on that node are dropped, while the node still looks Ready: the controller can report a route it failed to write, so node conditions prove nothing.',
  fix: {
    text: 'Find out what keeps AKS from writing the table (limit of routes, lock, policy, missing rights of the identity), then have the node register anew: deleting the machine moves its pods to other nodes, and a pool with autoscaler or a scale-out brings another.',
    commands: [
      'az aks nodepool delete-machines --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --nodepool-name {pool} --machine-names {node}',
    ],
  },
  sources: [azureRoutes, swallowedRouteError],
  needs: ['managedCluster', 'routeTables', 'nodes'],

  evaluate({ managedCluster, routeTables, nodes }, { asOf }, all) {
    const obstacle = whyNodesCannotBeJudged(managedCluster, nodes);
    if (obstacle !== undefined) return obstacle;
    const pods = podCidrs(managedCluster);
    if (pods.problem !== undefined) return unknown(pods.problem);
    const running = nodes.filter(isRunning);
    if (running.length === 0) return notApplicable('No node of the cluster is running.');
    const needed = families(pods.cidrs.map(({ family }) => family));
    const routes = routeTables.flatMap((table) => classifyRoutes(table, pods.cidrs, nodes));
    const found = Map.groupBy(
      routes.filter(({ isAksRoute }) => isAksRoute),
      ({ nodeName }) => nodeName,
    );
    const objectOf = nodeObjects(all, nodes);
    return assessed(
      running.map((node) => {
        const present = found.get(node.name.toLowerCase())?.map(({ cidr }) => cidr?.family) ?? [];
        const missing = needed.filter((family) => !present.includes(family));
        return judgeNode(node, missing, { asOf, object: objectOf(node.name) });
      }),
    );
  },
});

function isRunning({ powerState }: ClusterNode): boolean {
  return powerState === undefined || powerState.toLowerCase() === 'running';
}

function families(all: readonly Family[]): readonly Family[] {
  return ([4, 6] as const).filter((family) => all.includes(family));
}

interface Context {
  readonly asOf: Date;
  readonly object: NodeObject;
}

function judgeNode(node: ClusterNode, missing: readonly Family[], { asOf, object }: Context): Judgement {
  const joined = object.state === 'present' ? object.node : undefined;
  const age = ageMs(node.createdAt ?? joined?.createdAt, asOf);
  const evidence = {
    node: node.name,
    pool: node.poolName ?? null,
    missing: missing.map((family) => `IPv${family}`),
    powerState: node.powerState ?? null,
    ageMinutes: age === undefined ? null : Math.floor(age / minuteMs),
    ...nodeObjectEvidence(object),
    ...(joined === undefined ? {} : { podCidrs: [...joined.podCidrs] }),
  };
  if (missing.length === 0) return pass(node.resourceId, `Node ${node.name} has its routes.`, { evidence });
  if (age !== undefined && age <= graceMinutes * minuteMs) {
    return pass(node.resourceId, `Node ${node.name} is too young to miss a route.`, { evidence });
  }
  if (object.state === 'absent') {
    return pass(node.resourceId, `Machine ${node.name} has not joined the cluster: it runs no pods.`, { evidence });
  }
  if (joined?.hasAzureRoutes === false) {
    return pass(node.resourceId, `Node ${node.name} joined unmanaged: Azure writes no route for it.`, { evidence });
  }
  const isProved = joined !== undefined || (age !== undefined && node.powerState !== undefined);
  return fail(
    node.resourceId,
    `Node ${node.name} has no ${missing.map((family) => `IPv${family}`).join(' and no ')} route.`,
    {
      confidence: isProved ? 'measured' : 'suspected',
      evidence,
      parameters: { node: node.name, ...(node.poolName === undefined ? {} : { pool: node.poolName }) },
    },
  );
}

function ageMs(createdAt: string | undefined, asOf: Date): number | undefined {
  const created = Date.parse(createdAt ?? '');
  return Number.isNaN(created) ? undefined : asOf.getTime() - created;
}
