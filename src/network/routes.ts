import { isEnum } from '../model/azure/managed-cluster.ts';
import type { Route, RouteTable } from '../model/azure/route-table.ts';
import type { ClusterNode } from '../model/cluster-facts.ts';
import { resourceKey } from '../model/resource-id.ts';
import { type Cidr, contains, parseCidr } from './cidr.ts';
import { sameIpAddress } from './ip-address.ts';

/**
 * Between node name and pod CIDR in the names of routes that AKS's cloud controller writes.
 * @see https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/provider/azure_routes.go
 */
const nodeNameSeparator = '____';

/** The node a route is named after, lower case: what stands before `____`, or the whole name of a route from before 1.21. */
export function routeNodeName(route: Route): string {
  return (route.name.split(nodeNameSeparator)[0] ?? '').toLowerCase();
}

export function hasNodeNameSeparator(route: Route): boolean {
  return route.name.includes(nodeNameSeparator);
}

/**
 * The number in the names of all machines of a cluster: `12345678` of `aks-system-12345678-vmss000000`, whatever the pool. Undefined for a
 * name that AKS did not give. It tells clusters apart that write to one table.
 */
export function clusterNumber(nodeName: string): string | undefined {
  return /^aks-.+-(\d{8})-[\da-z]+$/i.exec(nodeName)?.[1];
}

/**
 * Routes that go in the same write when AKS deletes this one: all whose names begin with the node's in its name, by letter case. A scale
 * set's names are of one length; machine 1 of an availability set takes 10 and 11 along.
 * @see https://github.com/kubernetes-sigs/cloud-provider-azure/pull/8427
 */
export function deletedAlong(route: Route, all: readonly Route[]): readonly Route[] {
  const beginning = route.name.split(nodeNameSeparator)[0] ?? '';
  return all.filter((other) => other !== route && other.name.startsWith(beginning));
}

/** Whether it hands packets to a network interface, as a route to a node does. */
export function isAppliance({ nextHopType }: Route): boolean {
  return isEnum(nextHopType, 'VirtualAppliance');
}

/** Whether the route of a node leads to one of the node's own addresses. */
export function leadsToNode({ nextHopIpAddress }: Route, nodeAddresses: readonly string[]): boolean {
  return nextHopIpAddress !== undefined && nodeAddresses.some((address) => sameIpAddress(address, nextHopIpAddress));
}

/** A route of the table, with what it means to this cluster. */
export interface ClassifiedRoute {
  readonly route: Route;
  readonly routeTableId: string;
  /** Undefined for a service tag or a malformed prefix, which then counts as a custom route. */
  readonly cidr: Cidr | undefined;
  readonly nodeName: string;
  /** Whether the whole prefix lies inside one of the cluster's pod CIDRs. */
  readonly insidePodCidr: boolean;
  /** Inside the pod CIDR, and named the way AKS names: with `____`, or exactly after a present node. */
  readonly isAksRoute: boolean;
  /** The present node it is named after. */
  readonly node: ClusterNode | undefined;
}

/** A table, and its routes in its order. */
export interface ClassifiedTable {
  readonly table: RouteTable;
  readonly routes: readonly ClassifiedRoute[];
}

/** Tells AKS's own routes from custom ones, for this cluster's pod CIDRs and present nodes. */
export function classifyTable(
  table: RouteTable,
  podCidrs: readonly Cidr[],
  nodes: readonly ClusterNode[],
): ClassifiedTable {
  const nodesByName = new Map(nodes.map((node) => [node.name.toLowerCase(), node]));
  const routes = table.routes.map((route) => {
    const cidr = parseCidr(route.addressPrefix);
    const nodeName = routeNodeName(route);
    const node = nodesByName.get(nodeName);
    const insidePodCidr = cidr !== undefined && podCidrs.some((podCidr) => contains(podCidr, cidr));
    const isAksRoute = insidePodCidr && (hasNodeNameSeparator(route) || node !== undefined);
    return { route, routeTableId: table.id, cidr, nodeName, insidePodCidr, isAksRoute, node };
  });
  return { table, routes };
}

/** Whether the route has outlived its node: AKS's, and no present node has its name. */
export function isStaleRoute(classified: ClassifiedRoute): boolean {
  return classified.isAksRoute && classified.node === undefined;
}

/** How a stale route is remembered from one audit to the next. */
export function staleRouteKey(routeTableId: string, routeName: string): string {
  return `${resourceKey(routeTableId)}/${routeName.toLowerCase()}`;
}
