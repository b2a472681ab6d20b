import { builtInRoles } from '../build/access.ts';
import type { ArmResource, Estate, Grant } from '../estate.ts';
import { createRandom } from '../random.ts';

/**
 * What lets people in, as the role assignments that Azure shows: one for each grant, of the built-in Reader where it allows just that, and
 * of a custom role otherwise.
 */
export function grantResources({
  principals,
  tenantId,
}: Pick<Estate, 'principals' | 'tenantId'>): readonly ArmResource[] {
  const definitions = new Map<string, ArmResource>();
  const assignments = principals.flatMap(({ objectId, grants }) =>
    grants.map((grant) => {
      const role = roleOf(grant, tenantId);
      const scope = grant.scope.replace(/\/$/, '');
      const roleDefinitionId = `${definedAt(scope)}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
      definitions.set(roleDefinitionId.toLowerCase(), definition(roleDefinitionId, role, grant));
      return assignment(scope, objectId, roleDefinitionId);
    }),
  );
  return [...assignments, ...definitions.values()];
}

function assignment(scope: string, principalId: string, roleDefinitionId: string): ArmResource {
  const name = createRandom(`${scope}/${principalId}/${roleDefinitionId}`).guid();
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    name,
    type: 'Microsoft.Authorization/roleAssignments',
    properties: {
      roleDefinitionId,
      principalId,
      principalType: 'ServicePrincipal',
      scope: scope === '' ? '/' : scope,
      condition: null,
      createdOn: '2023-06-14T08:01:12.4417263Z',
    },
  };
}

function definition(id: string, name: string, grant: Grant): ArmResource {
  const isReader = name === builtInRoles.Reader;
  return {
    id,
    name,
    type: 'Microsoft.Authorization/roleDefinitions',
    properties: {
      roleName: isReader ? 'Reader' : `custom-${name.slice(0, 8)}`,
      type: isReader ? 'BuiltInRole' : 'CustomRole',
      permissions: [
        { actions: grant.actions, notActions: grant.notActions ?? [], dataActions: [], notDataActions: [] },
      ],
    },
  };
}

function roleOf({ actions, notActions = [] }: Grant, tenantId: string): string {
  const isReader = actions.length === 1 && actions[0] === '*/read' && notActions.length === 0;
  return isReader
    ? builtInRoles.Reader
    : createRandom(`${tenantId}/role/${actions.join()}/${notActions.join()}`).guid();
}

/** The subscription of the scope, or the management group that it is. */
function definedAt(scope: string): string {
  return /^\/subscriptions\/[^/]+/i.exec(scope)?.[0] ?? scope;
}
