import type { RoleAssignment, RoleDefinition } from '../model/azure/authorization.ts';
import { isAtOrBelow, resourceNameOf } from '../model/resource-id.ts';

const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';

/** Built-in roles that allow every change of a network, by the id Azure gave them. */
const networkRoles: Readonly<Record<string, string>> = {
  [owner]: 'Owner',
  [contributor]: 'Contributor',
  '4d97b98b-1d4f-4787-a291-c67834d212e7': 'Network Contributor',
};

/** Of roles that are the same in every tenant, and that need no definition to be read. */
export const builtInRoleIds: readonly string[] = [...Object.keys(networkRoles), reader];

export function grantsNetwork({ roleDefinitionId }: RoleAssignment): boolean {
  return roleKey(roleDefinitionId) in networkRoles;
}

/** Built-in roles that allow every read, though not every write. */
export function readsEverything({ roleDefinitionId }: RoleAssignment): boolean {
  return [owner, contributor, reader].includes(roleKey(roleDefinitionId));
}

export function isHeldBy({ principalId }: RoleAssignment, objectId: string | undefined): boolean {
  return objectId !== undefined && principalId.toLowerCase() === objectId.toLowerCase();
}

/** Whether only the role's definition tells what it allows. */
export function needsDefinition(assignment: RoleAssignment): boolean {
  return !grantsNetwork(assignment) && roleKey(assignment.roleDefinitionId) !== reader;
}

/** Whether the assignment holds at the resource: given there, or at a scope above it. Management groups were listed as inherited. */
export function holdsAt({ scope }: RoleAssignment, resourceId: string): boolean {
  return isManagementGroup(scope) || isAtOrBelow(resourceId, scope);
}

/** Whether the role allows the action; a block of permissions takes its own `notActions` away, and no other block's. */
export function allowsAction({ permissions }: RoleDefinition, action: string): boolean {
  return permissions.some(
    ({ actions, notActions }) =>
      actions.some((pattern) => matches(pattern, action)) && !notActions.some((pattern) => matches(pattern, action)),
  );
}

/** Equal for every way in which an assignment names a role: with a subscription before it or without. */
export function roleKey(roleDefinitionId: string): string {
  return resourceNameOf(roleDefinitionId).toLowerCase();
}

function isManagementGroup(scope: string): boolean {
  return /^\/providers\/Microsoft\.Management\/managementGroups\//i.test(scope);
}

/** `*` stands for any run of characters, slashes included. */
function matches(pattern: string, action: string): boolean {
  const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('.*')}$`, 'i').test(action);
}
