import type { RoleAssignment } from '../../src/model/azure/authorization.ts';
import { networkResourceGroupId, principalId, subscriptionId } from './resource-ids.ts';

export const builtInRoles = {
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  networkContributor: '4d97b98b-1d4f-4787-a291-c67834d212e7',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
} as const;

export function roleDefinitionId(role: string): string {
  return `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
}

/** Network Contributor for the cluster's identity on the resource group of the network. */
export function aRoleAssignment(overrides: Partial<RoleAssignment> = {}): RoleAssignment {
  return {
    id: `${networkResourceGroupId}/providers/Microsoft.Authorization/roleAssignments/1`,
    principalId,
    principalType: 'ServicePrincipal',
    roleDefinitionId: roleDefinitionId(builtInRoles.networkContributor),
    scope: networkResourceGroupId,
    ...overrides,
  };
}
