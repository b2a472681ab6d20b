import type { Route, RouteTable } from '../model/azure/route-table.ts';
import type { BeforeMigration } from '../model/migration-proof.ts';
import { sameResource } from '../model/resource-id.ts';
import { contains, parseCidr } from '../network/cidr.ts';
import { clusterNumber, hasNodeNameSeparator, routeNodeName } from '../network/routes.ts';

/** The routes of a table that lead to pods, or led there, by whose they are. */
export interface PodRoutes {
  /** Of the cluster that left kubenet. */
  readonly own: readonly Route[];
  /** Of another cluster: to delete one takes a node's traffic there. */
  readonly others: readonly Route[];
  /** On a table that others use too, with nothing that says whose. */
  readonly unclear: readonly Route[];
}

/**
 * Of pods is what lies in the old pod CIDR or is named as AKS names, inside or outside: there nobody cleans. Whose it is, the number in its
 * name says; a route without one is the cluster's own only on a table that serves nobody else.
 */
export function podRoutes(before: BeforeMigration, table: RouteTable): PodRoutes {
  const ranges = before.podCidrs.flatMap((text) => parseCidr(text) ?? []);
  const isInside = ({ addressPrefix }: Route) => {
    const prefix = parseCidr(addressPrefix);
    return prefix !== undefined && ranges.some((range) => contains(range, prefix));
  };
  const alone = isAlone(before, table);
  const routes = table.routes.filter((route) => hasNodeNameSeparator(route) || isInside(route));
  const byOwner = Map.groupBy(routes, (route) => ownerOf(before, route, alone || isInside(route), alone));
  return {
    own: byOwner.get('own') ?? [],
    others: byOwner.get('others') ?? [],
    unclear: byOwner.get('unclear') ?? [],
  };
}

/** Numbers are made of the cluster's DNS prefix, so that two may have the same: on a shared table the range has to be right as well. */
function ownerOf(
  { move }: BeforeMigration,
  route: Route,
  isOwnPlace: boolean,
  isAloneOnTable: boolean,
): keyof PodRoutes {
  const number = clusterNumber(routeNodeName(route));
  if (number !== undefined && move.clusterNumbers !== undefined) {
    if (!move.clusterNumbers.includes(number)) return 'others';
    return isOwnPlace ? 'own' : 'unclear';
  }
  return isAloneOnTable ? 'own' : 'unclear';
}

/** No other audited cluster used the table, and no subnet uses it now but those of the cluster's nodes. */
function isAlone({ unsharedTableIds, nodeSubnetIds }: BeforeMigration, { id, subnetIds }: RouteTable): boolean {
  const wasAlone = unsharedTableIds?.some((each) => sameResource(each, id)) ?? false;
  return wasAlone && subnetIds.every((subnet) => nodeSubnetIds.some((each) => sameResource(each, subnet)));
}
