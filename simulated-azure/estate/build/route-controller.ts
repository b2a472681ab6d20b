import type { RouteDraft } from './network-draft.ts';

/** A node as the controller knows it. */
interface RoutedNode {
  readonly name: string;
  /** As the node object spells them; none while node IPAM has given it no range. */
  readonly podCidrs: readonly string[];
  readonly privateIpAddress: string;
  readonly privateIpv6Address?: string | undefined;
}

/** What the controller sees when a cycle begins. */
export interface ControllerView {
  /** The ranges of the cluster. */
  readonly podCidrs: readonly string[];
  readonly nodes: readonly RoutedNode[];
  /** Routes that the table may hold; a write beyond it is refused whole. Default 400. */
  readonly routeLimit?: number;
  /** False where a lock, a policy or missing rights refuse every write. */
  readonly canWrite?: boolean;
}

const defaultRouteLimit = 400;

/**
 * One cycle of the route controller of AKS, by its measured rules. What lies in the pod range with its first or last address is its own,
 * whatever its name. A route of no present node goes; so do all routes of a present node of which one is not spelled as its range is. Each
 * deletion takes every route along whose name begins with the node's name, by letter case. What is missing then comes in the same write,
 * but for nodes that lost a route in it: theirs comes a cycle later.
 * @see https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/provider/azure_routes.go
 */
export function controllerCycle(routes: readonly RouteDraft[], view: ControllerView): readonly RouteDraft[] {
  const doomed = new Set(routes.filter((route) => isOwn(route, view) && !isRight(route, view)).map(targetOf));
  const kept = routes.filter(({ name }) => ![...doomed].some((target) => name.startsWith(target)));
  const missing = view.nodes.flatMap((node) => {
    const hadWrongRoute = [...doomed].some((target) => node.name === target);
    return hadWrongRoute ? [] : routesFor(node).filter((route) => !routes.some(({ name }) => name === route.name));
  });
  const written = [...kept, ...missing];
  const isRefused = view.canWrite === false || written.length > (view.routeLimit ?? defaultRouteLimit);
  return isRefused ? routes : written;
}

/** The table once nothing moves any more; at most a few cycles. */
export function settledRoutes(routes: readonly RouteDraft[], view: ControllerView): readonly RouteDraft[] {
  const next = controllerCycle(routes, view);
  return namesOf(next) === namesOf(routes) ? next : settledRoutes(next, view);
}

function namesOf(routes: readonly RouteDraft[]): string {
  return routes.map(({ name }) => name).join(' ');
}

/** The name the cloud provider gives a node's route: the prefix follows without `:`, `.` and `/`, in single stack too. */
export function nodeRouteName(nodeName: string, podCidr: string): string {
  return `${nodeName}____${podCidr.replaceAll(/[:./]/g, '')}`;
}

/** The routes that the controller writes for a node, one for each IP family. */
export function routesFor(node: RoutedNode): RouteDraft[] {
  return node.podCidrs.map((addressPrefix) => ({
    name: nodeRouteName(node.name, addressPrefix),
    addressPrefix,
    nextHopType: 'VirtualAppliance',
    nextHopIpAddress: addressPrefix.includes(':') ? (node.privateIpv6Address ?? '') : node.privateIpAddress,
  }));
}

/** Whom a deletion is about: the node in the route's name, or all of an old name. */
function targetOf({ name }: RouteDraft): string {
  return name.split('____')[0] ?? '';
}

/** Of a present node, named in today's form, and spelled as the node spells its range. The next hop is never looked at. */
function isRight(route: RouteDraft, { nodes }: ControllerView): boolean {
  return nodes.some(
    (node) =>
      targetOf(route).toLowerCase() === node.name.toLowerCase() &&
      route.name.includes('____') &&
      node.podCidrs.includes(route.addressPrefix),
  );
}

function isOwn({ addressPrefix }: RouteDraft, { podCidrs }: ControllerView): boolean {
  const range = rangeOf(addressPrefix);
  if (range === undefined) return false;
  return podCidrs.some((cidr) => {
    const pods = rangeOf(cidr);
    if (pods === undefined || pods.bits !== range.bits) return false;
    return [range.first, range.last].some((address) => pods.first <= address && address <= pods.last);
  });
}

interface Range {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/** Undefined for a service tag. */
function rangeOf(prefix: string): Range | undefined {
  const [address = '', length] = prefix.split('/');
  if (length === undefined) return undefined;
  const bits = address.includes(':') ? 128 : 32;
  const value = bits === 128 ? ipv6Value(address) : ipv4Value(address);
  const size = 1n << BigInt(bits - Number(length));
  const first = (value / size) * size;
  return { bits, first, last: first + size - 1n };
}

function ipv4Value(address: string): bigint {
  return address.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

function ipv6Value(address: string): bigint {
  const [left = '', right] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [head, tail] = [groups(left), groups(right ?? '')];
  const zeros = right === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array.from({ length: zeros }, () => '0'), ...tail].reduce(
    (sum, group) => sum * 65_536n + BigInt(`0x${group}`),
    0n,
  );
}
