import { describe, expect, it } from 'vitest';
import { allowsAction, grantsNetwork, holdsAt, isHeldBy, needsDefinition } from '../../src/network/role-rights.ts';
import { networkResourceGroupId, nodeSubnetId, principalId, routeTableId } from '../builders/resource-ids.ts';
import { aRoleAssignment, builtInRoles, roleDefinitionId } from '../builders/role-assignment.ts';

const join = 'Microsoft.Network/virtualNetworks/subnets/join/action';
const allowing = (...permissions: readonly { actions: string[]; notActions: string[] }[]) =>
  allowsAction({ id: '/role', permissions: [...permissions] }, join);

describe('rights of a role', () => {
  it.each([
    ['owner', true, false],
    ['contributor', true, false],
    ['networkContributor', true, false],
    ['reader', false, false],
  ] as const)('%s grants the network: %s, needs its definition: %s', (role, grants, needs) => {
    const assignment = aRoleAssignment({ roleDefinitionId: roleDefinitionId(builtInRoles[role]) });
    expect([grantsNetwork(assignment), needsDefinition(assignment)]).toEqual([grants, needs]);
  });

  it("of a role of the owner's are told by its definition alone", () => {
    const assignment = aRoleAssignment({ roleDefinitionId: roleDefinitionId('11111111-2222-3333-4444-555555555555') });
    expect([grantsNetwork(assignment), needsDefinition(assignment)]).toEqual([false, true]);
  });

  it('add up over blocks, of which each takes only its own exceptions away', () => {
    const block = (actions: string[], notActions: string[] = []) => ({ actions, notActions });
    expect(allowing(block(['*/read']), block(['Microsoft.Network/*']))).toBe(true);
    expect(allowing(block(['*'], ['Microsoft.Network/*']), block([join]))).toBe(true);
    expect(allowing(block(['*'], [join]))).toBe(false);
    expect(allowing(block(['Microsoft.Compute/*']))).toBe(false);
    expect(allowing()).toBe(false);
  });
});

describe('an assignment', () => {
  it('is held by one identity, in whatever case', () => {
    expect(isHeldBy(aRoleAssignment(), principalId.toUpperCase())).toBe(true);
    expect(isHeldBy(aRoleAssignment(), '00000000-0000-0000-0000-000000000000')).toBe(false);
    expect(isHeldBy(aRoleAssignment(), undefined)).toBe(false);
  });

  it('holds at its scope, below it, and below a management group', () => {
    const at = (scope: string) => holdsAt(aRoleAssignment({ scope }), nodeSubnetId);
    expect(at(nodeSubnetId)).toBe(true);
    expect(at(networkResourceGroupId)).toBe(true);
    expect(at('/providers/Microsoft.Management/managementGroups/root')).toBe(true);
    expect(at(routeTableId)).toBe(false);
    expect(at(`${networkResourceGroupId}/providers/Microsoft.Management/managementGroups/x`)).toBe(false);
  });
});
