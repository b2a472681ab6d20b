import type { RouteTable } from '../model/azure/route-table.ts';
import type { VirtualNetwork } from '../model/azure/virtual-network.ts';
import type { NodeSubnet, TableNeighbour } from '../model/cluster-facts.ts';
import { distinctResourceIds, sameResource } from '../model/resource-id.ts';

/** The other audited clusters' share of the table: those with node subnets or routes of present nodes on it. */
export function sharersOf(routeTableId: string, neighbours: readonly TableNeighbour[]): readonly TableNeighbour[] {
  return neighbours.filter(
    (each) => sameResource(each.routeTableId, routeTableId) && each.nodeSubnetIds.length + each.routeNames.length > 0,
  );
}

export interface TableSurroundings {
  readonly nodeSubnets: readonly NodeSubnet[];
  readonly virtualNetworks: readonly VirtualNetwork[];
  readonly tableNeighbours: readonly TableNeighbour[];
}

/** Subnets on the table that hold no nodes, neither of this cluster nor of another audited one. */
export function foreignSubnetIds(
  table: RouteTable,
  { nodeSubnets, virtualNetworks, tableNeighbours }: TableSurroundings,
): readonly string[] {
  const ofNeighbours = tableNeighbours
    .filter(({ routeTableId }) => sameResource(routeTableId, table.id))
    .flatMap(({ nodeSubnetIds }) => nodeSubnetIds);
  const withNodes = [...nodeSubnets.map(({ id }) => id), ...ofNeighbours];
  const associated = virtualNetworks
    .flatMap(({ subnets }) => subnets)
    .filter(({ routeTableId }) => routeTableId !== undefined && sameResource(routeTableId, table.id));
  return distinctResourceIds([...table.subnetIds, ...associated.map(({ id }) => id)]).filter(
    (id) => !withNodes.some((each) => sameResource(each, id)),
  );
}

/**
 * A node subnet that names the table, and that the table does not list: it may leave out others. Undefined where it lists all that are
 * known.
 */
export function subnetLeftOut(table: RouteTable, nodeSubnets: readonly NodeSubnet[]): NodeSubnet | undefined {
  return nodeSubnets.find(
    ({ id, routeTableId }) =>
      sameResource(routeTableId ?? '', table.id) && !table.subnetIds.some((each) => sameResource(each, id)),
  );
}
