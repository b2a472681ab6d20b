import { subscriptionIdOf } from '../arm-ids.ts';
import { createRandom } from '../random.ts';
import type { EstateDraft } from './draft.ts';

/** Ids of Azure's built-in roles, https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export const builtInRoles = {
  Contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  'Network Contributor': '4d97b98b-1d4f-4787-a291-c67834d212e7',
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
} as const;

export function assignRole(
  draft: EstateDraft,
  role: keyof typeof builtInRoles,
  principalId: string,
  scope: string,
): void {
  const name = createRandom(`${draft.seed}/role/${role}/${principalId}/${scope}`).guid();
  draft.others.push({
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    name,
    type: 'Microsoft.Authorization/roleAssignments',
    properties: {
      roleDefinitionId: `/subscriptions/${subscriptionIdOf(scope)}/providers/Microsoft.Authorization/roleDefinitions/${builtInRoles[role]}`,
      principalId,
      principalType: 'ServicePrincipal',
      scope,
      condition: null,
      createdOn: '2023-06-14T08:01:12.4417263Z',
    },
  });
}

export function addLock(
  draft: EstateDraft,
  scope: string,
  lock: { readonly name: string; readonly level: 'CanNotDelete' | 'ReadOnly'; readonly notes: string },
): void {
  draft.others.push({
    id: `${scope}/providers/Microsoft.Authorization/locks/${lock.name}`,
    name: lock.name,
    type: 'Microsoft.Authorization/locks',
    properties: { level: lock.level, notes: lock.notes },
  });
}
