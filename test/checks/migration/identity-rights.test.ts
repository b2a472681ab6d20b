import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/identity-rights.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import {
  clusterId,
  identityId,
  managedRouteTableId,
  networkResourceGroupId,
  nodeSubnetId,
  principalId,
  routeTableId,
  subscriptionId,
  virtualNetworkId,
} from '../../builders/resource-ids.ts';
import { aRoleAssignment, builtInRoles, roleDefinitionId } from '../../builders/role-assignment.ts';
import { aNodeSubnet } from '../../builders/virtual-network.ts';
import { ask, failing, failingIds, plainCommands } from '../ask.ts';

const customRole = roleDefinitionId('00000000-0000-0000-0000-0000000000c1');
const subnetReadJoinWrite = ['read', 'join/action', 'write'].map(
  (each) => `Microsoft.Network/virtualNetworks/subnets/${each}`,
);

function withRole(actions: readonly string[], notActions: readonly string[] = []) {
  return {
    roleAssignments: [aRoleAssignment({ roleDefinitionId: customRole })],
    roleDefinitions: [
      {
        id: `/providers/Microsoft.Authorization/roleDefinitions/${customRole.split('/').at(-1)}`,
        permissions: [{ actions: [...actions], notActions: [...notActions] }],
      },
    ],
  };
}

describe('MIG-009', () => {
  it.each([
    ['the table and the subnet', [routeTableId, nodeSubnetId]],
    ['the network, and the table', [virtualNetworkId, routeTableId]],
    ['the resource group', [networkResourceGroupId.toUpperCase()]],
    ['the subscription', [`/subscriptions/${subscriptionId}`]],
    ['a management group', ['/providers/Microsoft.Management/managementGroups/mg-root']],
    ['the tenant', ['/']],
  ])('passes with a network role on %s', (_, scopes) => {
    const roleAssignments = scopes.map((scope) => aRoleAssignment({ scope }));
    expect(ask(check, { roleAssignments }).status).toBe('pass');
  });

  it.each(Object.entries(builtInRoles))('knows what %s allows', (name, role) => {
    const roleAssignments = [aRoleAssignment({ roleDefinitionId: roleDefinitionId(role.toUpperCase()) })];
    expect(ask(check, { roleAssignments }).status).toBe(name === 'reader' ? 'fail' : 'pass');
  });

  it('names subnet and table where there is no right, with the command that grants it', () => {
    const outcome = ask(check, { roleAssignments: [] });
    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failingIds(outcome)).toEqual([nodeSubnetId, routeTableId]);
    expect(plainCommands(outcome)).toContain(
      `az role assignment create --subscription 00000000-0000-0000-0000-000000000001 --assignee ${principalId} --role "Network Contributor" --scope ${nodeSubnetId}`,
    );
  });

  it('names the one resource that the right does not reach', () => {
    expect(failingIds(ask(check, { roleAssignments: [aRoleAssignment({ scope: virtualNetworkId })] }))).toEqual([
      routeTableId,
    ]);
  });

  it('does not take a scope for one above because its name begins the same', () => {
    const roleAssignments = [
      aRoleAssignment({ scope: virtualNetworkId.slice(0, -1) }),
      aRoleAssignment({ scope: routeTableId }),
    ];
    expect(failingIds(ask(check, { roleAssignments }))).toEqual([nodeSubnetId]);
  });

  it('leaves alone what is given to somebody else', () => {
    expect(ask(check, { roleAssignments: [aRoleAssignment({ principalId: `${principalId}0` })] }).status).toBe('fail');
    expect(ask(check, { roleAssignments: [aRoleAssignment({ principalId: principalId.toUpperCase() })] }).status).toBe(
      'pass',
    );
  });

  it.each([
    [['Microsoft.Network/*'], [], []],
    [['*'], [], []],
    [[...subnetReadJoinWrite, 'Microsoft.Network/routeTables/write'], [], []],
    [[...subnetReadJoinWrite, 'microsoft.network/routetables/WRITE'], [], []],
    [subnetReadJoinWrite, [], [routeTableId]],
    [['Microsoft.Network/*'], ['Microsoft.Network/routeTables/write'], [routeTableId]],
    [['Microsoft.Network/routeTables/*', ...subnetReadJoinWrite.slice(0, 2)], [], [nodeSubnetId]],
    [['Microsoft.Network/*/read'], [], [nodeSubnetId, routeTableId]],
  ])('reads a role of your own with %j without %j', (actions, notActions, lacking) => {
    const outcome = ask(check, withRole(actions, notActions));
    expect(failingIds(outcome)).toEqual(lacking);
    expect(outcome.status).toBe(lacking.length === 0 ? 'pass' : 'fail');
  });

  it('names the actions that are missing', () => {
    expect(failing(ask(check, withRole(subnetReadJoinWrite)))[0]?.evidence).toMatchObject({
      missing: ['Microsoft.Network/routeTables/write'],
    });
  });

  it('asks for no definition where a well-known role says enough', () => {
    const roleAssignments = [aRoleAssignment(), aRoleAssignment({ roleDefinitionId: customRole })];
    expect(ask(check, { roleAssignments, roleDefinitions: notKnown('403') }).status).toBe('pass');
  });

  it('is unknown where the definition of the only role could not be read', () => {
    const roleAssignments = [aRoleAssignment({ roleDefinitionId: customRole })];
    const outcome = ask(check, { roleAssignments, roleDefinitions: notKnown('403 on the role') });
    expect(outcome.status).toBe('unknown');
    expect(outcome.reason).toContain('403 on the role');
  });

  it('is unknown, never failing, where a group holds a role that may be the missing one', () => {
    const group = aRoleAssignment({ principalId: 'a-group', principalType: 'group' });
    expect(ask(check, { roleAssignments: [group] }).status).toBe('unknown');
    const readers = { ...group, roleDefinitionId: roleDefinitionId(builtInRoles.reader) };
    expect(ask(check, { roleAssignments: [readers] }).status).toBe('fail');
    const elsewhere = { ...group, scope: `${networkResourceGroupId}-2` };
    expect(ask(check, { roleAssignments: [elsewhere] }).status).toBe('fail');
  });

  it('takes the object id of a system-assigned identity from the cluster', () => {
    const identity = { type: 'SystemAssigned', principalId };
    expect(ask(check, { managedCluster: aManagedCluster({ identity }) }).status).toBe('pass');
  });

  it.each([
    ['a service principal', { type: 'None' }],
    ['an identity without its object id', { type: 'UserAssigned', userAssignedIdentities: { [identityId]: {} } }],
  ])('is unknown for %s', (_, identity) => {
    expect(ask(check, { managedCluster: aManagedCluster({ identity }) })).toMatchObject({
      status: 'unknown',
      severity: 'high',
    });
  });

  it('does not apply to a network that AKS manages', () => {
    const pools = [anAgentPool()].map(({ vnetSubnetID: _, ...pool }) => pool);
    const managedCluster = aManagedCluster({ agentPoolProfiles: pools });
    const nodeSubnets = [aNodeSubnet({ id: `${clusterId}-subnet`, routeTableId: managedRouteTableId })];
    expect(ask(check, { managedCluster, nodeSubnets, roleAssignments: [] }).status).toBe('notApplicable');
  });

  it('leaves the table that AKS made on your subnet to AKS', () => {
    const nodeSubnets = [aNodeSubnet({ routeTableId: managedRouteTableId })];
    expect(failingIds(ask(check, { nodeSubnets, roleAssignments: [] }))).toEqual([nodeSubnetId]);
  });

  it.each(['nodeSubnets', 'roleAssignments'] as const)('is unknown where %s could not be read', (fact) => {
    expect(ask(check, { [fact]: notKnown('403') })).toMatchObject({ status: 'unknown', reason: '403' });
  });

  it('tells which roles the identity holds, and what they lack', () => {
    const outcome = ask(check, withRole(['Microsoft.Network/virtualNetworks/subnets/read']));
    const roles = [{ roleDefinitionId: customRole, scope: networkResourceGroupId }];

    expect(failing(outcome)[0]).toMatchObject({ evidence: { principalId, roles } });
    expect(failing(outcome)[0]?.message).toMatch(/^The identity lacks Microsoft\S+(, Microsoft\S+)+ on \S+\.$/);
    expect(ask(check).findings[0]).toMatchObject({
      message: `The identity holds a network role on snet-nodes, from ${networkResourceGroupId}.`,
      evidence: {
        roles: [{ roleDefinitionId: roleDefinitionId(builtInRoles.networkContributor), scope: networkResourceGroupId }],
      },
    });
    expect(ask(check, withRole(['*'])).findings[0]).toMatchObject({ evidence: { roles } });
  });

  it('needs no definition of a role that only reads, nor one that it does not hold', () => {
    const reader = aRoleAssignment({ roleDefinitionId: roleDefinitionId(builtInRoles.reader) });
    expect(ask(check, { roleAssignments: [reader], roleDefinitions: notKnown('403') }).status).toBe('fail');
    const { roleDefinitions } = withRole(['*']);
    expect(ask(check, { roleAssignments: [reader], roleDefinitions }).status).toBe('fail');
  });
});
