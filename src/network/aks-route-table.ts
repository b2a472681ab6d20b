import type { RouteTable } from '../model/azure/route-table.ts';

/** What is asked about a table that AKS made, without its routes. */
export type AksRouteTable = Pick<RouteTable, 'id' | 'name' | 'subnetIds'>;

/** Whether AKS named the table: `aks-agentpool-<8 digits>-routetable`. */
export function isAksRouteTable({ name }: Pick<RouteTable, 'name'>): boolean {
  return /^aks-agentpool-\d{8}-routetable$/i.test(name);
}
