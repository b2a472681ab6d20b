import type { Route, RouteTable } from '../../src/model/azure/route-table.ts';
import { nodeName, nodeSubnetId, routeTableId } from './resource-ids.ts';

/** The route of `aNode()`, as AKS writes it. */
export function aRoute(overrides: Partial<Route> = {}): Route {
  return {
    name: `${nodeName('system', 0)}____102440024`,
    addressPrefix: '10.244.0.0/24',
    nextHopType: 'VirtualAppliance',
    nextHopIpAddress: '10.10.1.4',
    provisioningState: 'Succeeded',
    ...overrides,
  };
}

/** A table of the owner's, associated with the node subnet and nothing else, that holds `aRoute()`. */
export function aRouteTable(overrides: Partial<RouteTable> = {}): RouteTable {
  return {
    id: routeTableId,
    name: 'rt-shop',
    location: 'westeurope',
    provisioningState: 'Succeeded',
    routes: [aRoute()],
    subnetIds: [nodeSubnetId],
    ...overrides,
  };
}
