import { isWithin } from '../arm/access.ts';
import type { ArmResource } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { asRecord, asRecords, type Properties, propertiesOf, sameText, textOf } from './change-estate.ts';
import { withProperties } from './network-writes.ts';

export function startsMigration(was: Properties, is: Properties): boolean {
  return sameText(was['networkPlugin'], 'kubenet') && sameText(is['networkPlugin'], 'azure');
}

/** What else changes when a cluster has moved: its own table goes, an owner's table loses the routes to pods. */
export function afterMigration(cluster: ArmResource, state: SimulationState): ReadonlyMap<string, ArmResource | null> {
  const changes = new Map<string, ArmResource | null>();
  const group = nodeGroupId(cluster);
  for (const table of tablesOf(cluster, state)) {
    if (isWithin(table.id, group)) {
      changes.set(table.id, null);
      for (const network of networksOn(table.id, state)) changes.set(network.id, withoutTable(network, table.id));
    } else {
      const routes = asRecords(propertiesOf(table)['routes']).filter(
        (route) => !textOf(route['name']).includes('____'),
      );
      changes.set(table.id, withProperties(table, { routes }));
    }
  }
  return changes;
}

export function nodeGroupId(cluster: ArmResource): string {
  const subscription = /^\/subscriptions\/[^/]+/i.exec(cluster.id)?.[0] ?? '';
  return `${subscription}/resourceGroups/${textOf(propertiesOf(cluster)['nodeResourceGroup'])}`;
}

/** The subnets of the pools; in a network that AKS manages, those of the node resource group. */
export function nodeSubnetIds(cluster: ArmResource, state: SimulationState): ReadonlySet<string> {
  const named = asRecords(propertiesOf(cluster)['agentPoolProfiles']).flatMap(
    (pool) => textOf(pool['vnetSubnetID']) || [],
  );
  const ids =
    named.length > 0 ? named : subnets(state).flatMap(({ id }) => (isWithin(id, nodeGroupId(cluster)) ? [id] : []));
  return new Set(ids.map((id) => id.toLowerCase()));
}

export function tablesOf(cluster: ArmResource, state: SimulationState): readonly ArmResource[] {
  const nodes = nodeSubnetIds(cluster, state);
  const ids = subnets(state).flatMap(({ id, tableId }) =>
    nodes.has(id.toLowerCase()) && tableId !== '' ? [tableId] : [],
  );
  return [...new Set(ids.map((id) => id.toLowerCase()))].flatMap((id) => state.index.get(id) ?? []);
}

function subnets(state: SimulationState) {
  return networks(state).flatMap((network) =>
    asRecords(propertiesOf(network)['subnets']).map((subnet) => ({
      id: textOf(subnet['id']),
      tableId: textOf(asRecord(asRecord(subnet['properties'])['routeTable'])['id']),
    })),
  );
}

export function networks(state: SimulationState): readonly ArmResource[] {
  return state.index.list('Microsoft.Network/virtualNetworks', '');
}

function networksOn(tableId: string, state: SimulationState): readonly ArmResource[] {
  return networks(state).filter((network) =>
    asRecords(propertiesOf(network)['subnets']).some((subnet) => hasTable(subnet, tableId)),
  );
}

function hasTable(subnet: Properties, tableId: string): boolean {
  return sameText(asRecord(asRecord(subnet['properties'])['routeTable'])['id'], tableId);
}

function withoutTable(network: ArmResource, tableId: string): ArmResource {
  const rest = asRecords(propertiesOf(network)['subnets']).map((subnet) => {
    if (!hasTable(subnet, tableId)) return subnet;
    const { routeTable: _, ...properties } = asRecord(subnet['properties']);
    return { ...subnet, properties };
  });
  return withProperties(network, { subnets: rest });
}
