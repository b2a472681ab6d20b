import { nodePodCidr } from '../ip-address.ts';
import { podCidrsOf } from './cluster-spec.ts';
import { type ClusterDraft, type NodeDraft, nodesOf } from './draft.ts';
import type { RouteDraft, RouteTableDraft } from './network-draft.ts';
import { nodeRouteName, settledRoutes } from './route-controller.ts';

/** The cluster's table as its controller leaves it, whatever stood there before. */
export function writeRoutes(cluster: ClusterDraft): void {
  const { routes } = routeTableOf(cluster);
  const settled = settledRoutes(routes, {
    podCidrs: podCidrsOf(cluster.spec),
    nodes: nodesOf(cluster),
    routeLimit: Number.POSITIVE_INFINITY,
  });
  routes.splice(0, routes.length, ...settled);
}

/** The one route table of the cluster's node subnets; throws where they have none. */
export function routeTableOf(cluster: ClusterDraft): RouteTableDraft {
  const routeTable = cluster.pools.map((pool) => pool.subnet.routeTable).find((table) => table !== undefined);
  if (routeTable === undefined) {
    throw new Error(`Cluster ${cluster.spec.name} has no route table on its node subnets.`);
  }
  return routeTable;
}

/** The route of the node in the cluster's table; throws where there is none. */
export function routeTo(cluster: ClusterDraft, node: NodeDraft): RouteDraft {
  const route = routeTableOf(cluster).routes.find(({ name }) => name.startsWith(`${node.name}____`));
  if (route === undefined) {
    throw new Error(`Node ${node.name} has no route.`);
  }
  return route;
}

/** Takes the node's routes out of the table, as a write that Azure refused leaves it. */
export function removeRoutes(cluster: ClusterDraft, node: NodeDraft): void {
  const { routes } = routeTableOf(cluster);
  for (const route of routes.filter(({ name }) => name.startsWith(`${node.name}____`))) {
    routes.splice(routes.indexOf(route), 1);
  }
}

/**
 * A route left behind by a node of the first pool that is gone; `instance` and `block` must be free. The controller takes such a route away in
 * its first cycle: it stands in a table that somebody, a policy for one, keeps AKS from writing.
 */
export function addStaleRoute(cluster: ClusterDraft, instance: number, block: number): RouteDraft {
  const [pool] = cluster.pools;
  const [podCidr = ''] = podCidrsOf(cluster.spec);
  const addressPrefix = nodePodCidr(podCidr, block);
  const nodeName = `aks-${pool?.spec.name}-${cluster.digits}-vmss${instance.toString(36).padStart(6, '0')}`;
  const route: RouteDraft = {
    name: nodeRouteName(nodeName, addressPrefix),
    addressPrefix,
    nextHopType: 'VirtualAppliance',
    nextHopIpAddress: '10.224.0.250',
  };
  routeTableOf(cluster).routes.push(route);
  return route;
}

/**
 * Adds routes that are not AKS's own, before those of the nodes, as a table made by Terraform shows them. One in the pod range stands there
 * until the controller's next cycle.
 */
export function addOwnRoutes(routeTable: RouteTableDraft, routes: Readonly<Record<string, string>>): void {
  const added = Object.entries(routes).map(([name, addressPrefix]) => ({
    name,
    addressPrefix,
    nextHopType: 'VirtualAppliance',
    nextHopIpAddress: '10.90.0.4',
  }));
  routeTable.routes.unshift(...added);
}
