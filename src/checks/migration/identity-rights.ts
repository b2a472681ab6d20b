import type { RoleAssignment, RoleDefinition } from '../../model/azure/authorization.ts';
import { isEnum } from '../../model/azure/managed-cluster.ts';
import { type Fact, known } from '../../model/fact.ts';
import { resourceNameOf, resourceTypeOf, subscriptionIdOf } from '../../model/resource-id.ts';
import { clusterPrincipalId } from '../../network/cluster-principal.ts';
import { ownedNetworkResources } from '../../network/ownership.ts';
import { allowsAction, grantsNetwork, holdsAt, isHeldBy, needsDefinition, roleKey } from '../../network/role-rights.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, notApplicable, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { configureKubenet, roleAssignments as roleSource } from '../sources.ts';

const tableActions = ['Microsoft.Network/routeTables/write'];
const subnetActions = [
  'Microsoft.Network/virtualNetworks/subnets/read',
  'Microsoft.Network/virtualNetworks/subnets/join/action',
  'Microsoft.Network/virtualNetworks/subnets/write',
];

export default defineCheck({
  code: 'MIG-009',
  category: 'migration',
  title: "The cluster's identity may change your subnets and route tables",
  failureTitle: "The cluster's identity lacks rights on a subnet or route table of yours",
  severities: ['high'],
  condition:
    "Fails for each node subnet and route table of the owner's on which the cluster's identity holds neither Network Contributor, Contributor or Owner nor a role of your own with routeTables/write, and subnets/read, join/action and write; there, or at a scope above. Where a group holds a role there and the identity does not, it is unknown: who is in the group is not read. Does not apply to a network that AKS manages.",
  why: "The migration changes route table and subnet with the cluster's identity. Without the rights it fails with CustomRouteTableMissingPermission or leaves the routes behind; without them today, new nodes get no route.",
  fix: {
    text: 'Grant Network Contributor, on the resource or on its resource group. It restarts nothing; a new grant takes up to 60 minutes to work.',
    commands: [
      'az role assignment create --subscription {scopeSubscription} --assignee {principalId} --role "Network Contributor" --scope {scope}',
    ],
  },
  sources: [
    configureKubenet,
    roleSource,
    {
      title: 'CustomRouteTableMissingPermission',
      url: 'https://github.com/Azure/AKS-Construction/issues/501',
      sure: 'reported',
    },
  ],
  needs: ['managedCluster', 'nodeSubnets', 'roleAssignments'],
  failsWithout: ['nodeSubnets'],

  evaluate({ managedCluster, nodeSubnets, roleAssignments }, _context, { roleDefinitions }) {
    const resources = ownedNetworkResources(managedCluster, nodeSubnets);
    if (resources.length === 0) return notApplicable('AKS manages the network, and has rights in its resource group.');
    const principalId = clusterPrincipalId(managedCluster);
    if (principalId === undefined) {
      return unknown(
        'The cluster does not tell the object id of its identity, so its role assignments cannot be found.',
      );
    }
    return assessEach(resources.map((id) => judge(id, principalId, roleAssignments, roleDefinitions)));
  },
});

function judge(
  id: string,
  principalId: string,
  assignments: readonly RoleAssignment[],
  definitions: Fact<readonly RoleDefinition[]>,
): Judgement | Gap {
  const here = assignments.filter((each) => holdsAt(each, id));
  const own = here.filter((each) => isHeldBy(each, principalId));
  const name = resourceNameOf(id);
  const evidence = { principalId, roles: own.map(({ roleDefinitionId, scope }) => ({ roleDefinitionId, scope })) };
  const direct = own.find(grantsNetwork);
  if (direct !== undefined) {
    return pass(id, `The identity holds a network role on ${name}, from ${direct.scope}.`, { evidence });
  }
  const custom = own.filter(needsDefinition);
  const roles = custom.length === 0 ? known([]) : definitions;
  if (!roles.known) return cannotTell(`What the identity's roles on ${name} allow is not known: ${roles.reason}`);
  const missing = missingActions(id, custom, roles.value);
  if (missing.length === 0) return pass(id, `The identity's own roles allow the changes of ${name}.`, { evidence });
  if (here.some((each) => isEnum(each.principalType, 'Group') && mayGrant(each))) {
    return cannotTell(`The identity has no role of its own on ${name}; a group that it may be in has one.`);
  }
  return fail(id, `The identity lacks ${missing.join(', ')} on ${name}.`, {
    evidence: { ...evidence, missing },
    parameters: { principalId, scope: id, scopeSubscription: subscriptionIdOf(id) ?? '' },
  });
}

/** A role that only reads grants nothing, whoever holds it. */
function mayGrant(assignment: RoleAssignment): boolean {
  return grantsNetwork(assignment) || needsDefinition(assignment);
}

function missingActions(
  id: string,
  held: readonly RoleAssignment[],
  definitions: readonly RoleDefinition[],
): readonly string[] {
  const keys = new Set(held.map(({ roleDefinitionId }) => roleKey(roleDefinitionId)));
  const roles = definitions.filter((each) => keys.has(roleKey(each.id)));
  const needed = resourceTypeOf(id) === 'microsoft.network/routetables' ? tableActions : subnetActions;
  return needed.filter((action) => !roles.some((role) => allowsAction(role, action)));
}
