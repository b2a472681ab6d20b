import type { ArmPath } from '../arm/resource-id.ts';
import type { ArmResource } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, armError, ok } from '../wire/answer.ts';
import { asRecord, asRecords, changeEstate, type Properties, propertiesOf, sameText, textOf } from './change-estate.ts';

const succeeded = { provisioningState: 'Succeeded' };

/** `PUT` of a subnet: its virtual network shows it, and so does the route table it is associated with. */
export function putSubnet(path: ArmPath, body: Properties, state: SimulationState): Answer {
  const network = state.index.get(path.parent);
  if (network === undefined) return armError(404, 'ResourceNotFound', `The Resource '${path.parent}' was not found.`);
  const name = path.names.at(-1) ?? '';
  const subnets = asRecords(propertiesOf(network)['subnets']);
  const before = subnets.find((each) => sameText(each['name'], name));
  const given = asRecord(body['properties']);
  const subnet = {
    ...before,
    ...{ id: path.path, name, type: 'Microsoft.Network/virtualNetworks/subnets' },
    properties: { ...given, ...succeeded },
  };
  const changes = new Map<string, ArmResource | null>([
    [network.id, withProperties(network, { subnets: [...subnets.filter((each) => each !== before), subnet] })],
  ]);
  for (const [id, table] of associated(tableOf(before), tableOf(subnet), path.path, state)) changes.set(id, table);
  changeEstate(state, changes);
  return ok(subnet);
}

function tableOf(subnet: Properties | undefined): string {
  return textOf(asRecord(asRecord(subnet?.['properties'])['routeTable'])['id']);
}

/** The tables that lose and gain the subnet. */
function* associated(
  from: string,
  to: string,
  subnetId: string,
  state: SimulationState,
): Generator<readonly [string, ArmResource]> {
  if (sameText(from, to)) return;
  const [old, now] = [state.index.get(from), state.index.get(to)];
  const subnetsOf = (table: ArmResource) =>
    asRecords(propertiesOf(table)['subnets']).filter(({ id }) => !sameText(id, subnetId));
  if (old !== undefined) yield [old.id, withProperties(old, { subnets: subnetsOf(old) })];
  if (now !== undefined) yield [now.id, withProperties(now, { subnets: [...subnetsOf(now), { id: subnetId }] })];
}

/** `PUT` of a route table, which may carry its routes; its subnets stay what they are. */
export function putRouteTable(path: ArmPath, body: Properties, state: SimulationState): Answer {
  const before = state.index.get(path.path);
  const given = asRecord(body['properties']);
  const table: ArmResource = {
    ...before,
    ...body,
    ...{ id: path.path, name: path.names.at(-1) ?? '', type: 'Microsoft.Network/routeTables' },
    properties: {
      ...{ disableBgpRoutePropagation: false, routes: [] },
      ...propertiesOf(before),
      ...given,
      ...{ subnets: asRecords(propertiesOf(before)['subnets']), ...succeeded },
    },
  };
  changeEstate(state, new Map([[path.path, table]]));
  return { status: before === undefined ? 201 : 200, json: table };
}

export function putRoute(path: ArmPath, body: Properties, state: SimulationState): Answer {
  const table = state.index.get(path.parent);
  if (table === undefined) return armError(404, 'ResourceNotFound', `The Resource '${path.parent}' was not found.`);
  const name = path.names.at(-1) ?? '';
  const route = { id: path.path, name, properties: { ...asRecord(body['properties']), ...succeeded } };
  const others = asRecords(propertiesOf(table)['routes']).filter((each) => !sameText(each['name'], name));
  changeEstate(state, new Map([[table.id, withProperties(table, { routes: [...others, route] })]]));
  return { status: 201, json: route };
}

export function deleteRoute(path: ArmPath, state: SimulationState): Answer {
  const table = state.index.get(path.parent);
  if (table === undefined) return { status: 204 };
  const name = path.names.at(-1) ?? '';
  const routes = asRecords(propertiesOf(table)['routes']).filter((each) => !sameText(each['name'], name));
  changeEstate(state, new Map([[table.id, withProperties(table, { routes })]]));
  return { status: 200 };
}

/** A table that a subnet uses cannot be deleted. */
export function deleteRouteTable(path: ArmPath, state: SimulationState): Answer {
  const table = state.index.get(path.path);
  if (table === undefined) return { status: 204 };
  const [used] = asRecords(propertiesOf(table)['subnets']);
  if (used !== undefined) {
    const message = `Route table ${table.name} is in use and cannot be deleted: ${textOf(used['id'])}.`;
    return armError(400, 'InUseRouteTableCannotBeDeleted', message);
  }
  changeEstate(state, new Map([[path.path, null]]));
  return { status: 200 };
}

export function withProperties(resource: ArmResource, changes: Properties): ArmResource {
  return { ...resource, properties: { ...propertiesOf(resource), ...changes } };
}
