import { randomUUID } from 'node:crypto';
import type { ArmPath } from '../arm/resource-id.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, armError, ok } from '../wire/answer.ts';
import { asRecord, changeEstate, type Properties, propertiesOf } from './change-estate.ts';

/** `PUT` of a user-assigned identity: Microsoft Entra gives it its ids. */
export function putIdentity(path: ArmPath, body: Properties, state: SimulationState): Answer {
  const before = state.index.get(path.path);
  const properties =
    before === undefined
      ? { tenantId: state.estate.tenantId, principalId: randomUUID(), clientId: randomUUID() }
      : propertiesOf(before);
  const identity = {
    ...body,
    ...{ id: path.path, name: path.names.at(-1) ?? '', type: 'Microsoft.ManagedIdentity/userAssignedIdentities' },
    properties,
  };
  changeEstate(state, new Map([[path.path, identity]]));
  return { status: before === undefined ? 201 : 200, json: identity };
}

/** `PUT` of a role assignment: the same role for the same principal at the same scope exists once. */
export function putRoleAssignment(path: ArmPath, body: Properties, state: SimulationState): Answer {
  const given = asRecord(body['properties']);
  const isThere = state.index.list('Microsoft.Authorization/roleAssignments', path.scope).some((each) => {
    const { principalId, roleDefinitionId, scope } = propertiesOf(each);
    return (
      principalId === given['principalId'] && roleDefinitionId === given['roleDefinitionId'] && scope === path.scope
    );
  });
  if (isThere) return armError(409, 'RoleAssignmentExists', 'The role assignment already exists.', {});
  const assignment = {
    ...{ id: path.path, name: path.names.at(-1) ?? '', type: 'Microsoft.Authorization/roleAssignments' },
    properties: { ...given, scope: path.scope, createdOn: state.now().toISOString() },
  };
  changeEstate(state, new Map([[path.path, assignment]]));
  return { status: 201, json: assignment };
}

/** `PATCH` of the tags of a resource: `Merge`, `Replace` or `Delete`. */
export function patchTags(path: ArmPath, body: Properties, state: SimulationState): Answer {
  const resource = state.index.get(path.scope);
  if (resource === undefined) return armError(404, 'ResourceNotFound', `The Resource '${path.scope}' was not found.`);
  const given = asRecord(asRecord(body['properties'])['tags']);
  const before = asRecord(resource['tags']);
  const left = Object.fromEntries(Object.entries(before).filter(([name]) => !Object.hasOwn(given, name)));
  const operation = String(body['operation']).toLowerCase();
  const tags = operation === 'delete' ? left : operation === 'replace' ? given : { ...before, ...given };
  changeEstate(state, new Map([[resource.id, { ...resource, tags }]]));
  return ok({ id: path.path, name: 'default', type: 'Microsoft.Resources/tags', properties: { tags } });
}
