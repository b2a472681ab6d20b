import { isWithin } from '../arm/access.ts';
import type { ArmResource } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, armError } from '../wire/answer.ts';
import { asRecord, asRecords, type Properties, propertiesOf, sameText, textOf } from './change-estate.ts';
import { withProperties } from './network-writes.ts';

/** Why AKS refuses to take this cluster to Overlay, in its own words; undefined where it does not. */
export function refusal(before: ArmResource, after: ArmResource, state: SimulationState): Answer | undefined {
  const [was, is] = [before, after].map((each) => asRecord(propertiesOf(each)['networkProfile']));
  if (was === undefined || is === undefined || !startsMigration(was, is)) return undefined;
  const bad = (code: string, message: string) => armError(400, code, message, {});
  if (!sameText(is['networkPolicy'] ?? 'none', 'none')) {
    return bad(
      'ValidationError',
      'Cannot update cluster to Azure CNI Overlay while using network policies. Uninstall the network policy first.',
    );
  }
  if (!sameText(is['networkPluginMode'], 'overlay')) {
    return bad('BadRequest', 'A cluster that uses kubenet can only be updated to networkPluginMode overlay.');
  }
  if (textOf(is['podCidr']) !== textOf(was['podCidr'])) {
    const message = 'networkProfile.networkPluginMode overlay cannot be used with network plugin kubenet.';
    return bad('UnsupportedNetworkPluginModeWithNetworkPlugin', message);
  }
  const foreign = tablesOf(before, state).flatMap((table) =>
    asRecords(propertiesOf(table)['subnets']).filter(
      ({ id }) => !nodeSubnetIds(before, state).has(textOf(id).toLowerCase()),
    ),
  );
  return foreign[0] === undefined
    ? undefined
    : bad(
        'CustomRouteTableWithUnsupportedSubnet',
        `The route table is associated with another subnet: ${textOf(foreign[0]['id'])}.`,
      );
}

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

function nodeGroupId(cluster: ArmResource): string {
  const subscription = /^\/subscriptions\/[^/]+/i.exec(cluster.id)?.[0] ?? '';
  return `${subscription}/resourceGroups/${textOf(propertiesOf(cluster)['nodeResourceGroup'])}`;
}

/** The subnets of the pools; in a network that AKS manages, those of the node resource group. */
function nodeSubnetIds(cluster: ArmResource, state: SimulationState): ReadonlySet<string> {
  const named = asRecords(propertiesOf(cluster)['agentPoolProfiles']).flatMap(
    (pool) => textOf(pool['vnetSubnetID']) || [],
  );
  const ids =
    named.length > 0 ? named : subnets(state).flatMap(({ id }) => (isWithin(id, nodeGroupId(cluster)) ? [id] : []));
  return new Set(ids.map((id) => id.toLowerCase()));
}

function tablesOf(cluster: ArmResource, state: SimulationState): readonly ArmResource[] {
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

function networks(state: SimulationState): readonly ArmResource[] {
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
