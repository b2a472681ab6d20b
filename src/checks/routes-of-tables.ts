import type { Route, RouteTable } from '../model/azure/route-table.ts';
import { resourceGroupOf, resourceNameOf, subscriptionIdOf } from '../model/resource-id.ts';

export function routeResourceId(routeTableId: string, route: Route): string {
  return `${routeTableId}/routes/${route.name}`;
}

/** The values that `deleteRouteCommand` needs beside the route's name. */
export function routeTableParameters(routeTableId: string): Readonly<Record<string, string>> {
  return {
    routeTable: resourceNameOf(routeTableId),
    routeTableResourceGroup: resourceGroupOf(routeTableId) ?? '',
    routeTableSubscription: subscriptionIdOf(routeTableId) ?? '',
  };
}

export function routeParameters(routeTableId: string, route: Route): Readonly<Record<string, string>> {
  return { ...routeTableParameters(routeTableId), route: route.name };
}

export const deleteRouteCommand =
  'az network route-table route delete --subscription {routeTableSubscription} --resource-group {routeTableResourceGroup} --route-table-name {routeTable} --name {route}';

/** How a person is told which route of which table. */
export function nameRoute(table: RouteTable, route: Route): string {
  return `Route ${route.name} (${route.addressPrefix}) of ${table.name}`;
}
