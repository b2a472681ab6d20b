import type { RoleAssignment } from '../model/azure/authorization.ts';
import type { ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { ClusterFacts, NodeSubnet } from '../model/cluster-facts.ts';
import { allKnown, type Fact, notKnown, partOf, unread } from '../model/fact.ts';
import { distinctResourceIds, subscriptionIdOf } from '../model/resource-id.ts';
import { clusterPrincipalId } from '../network/cluster-principal.ts';
import { isManagedNetwork, ownedNetworkResources, ownedNodeSubnetIds } from '../network/ownership.ts';
import { holdsAt, isHeldBy, needsDefinition } from '../network/role-rights.ts';
import { type AzureSource, factAbout } from './azure-source.ts';
import { readList } from './read-many.ts';

/** Who holds which role on the owner's network. Definitions are read only of roles that do not say themselves what they allow. */
export async function readRoles(
  source: AzureSource,
  cluster: ManagedCluster,
  subnets: Fact<readonly NodeSubnet[]>,
): Promise<Pick<ClusterFacts, 'roleAssignments' | 'roleDefinitions'>> {
  if (isManagedNetwork(cluster) === undefined) {
    const unstated = notKnown(`${cluster.name} states no node pools, and so not whose network it uses.`);
    return { roleAssignments: unstated, roleDefinitions: unstated };
  }
  const roleAssignments = await readList(source, 'roleAssignments', networkSubscriptions(cluster));
  if (!roleAssignments.known) return { roleAssignments, roleDefinitions: unread(roleAssignments) };
  const resources = ownedNetworkResources(cluster, partOf(subnets) ?? []);
  const principalId = clusterPrincipalId(cluster);
  const ids = distinctResourceIds(
    roleAssignments.value
      .filter((each) => isHeldBy(each, principalId) && needsDefinition(each))
      .filter((each: RoleAssignment) => resources.some((id) => holdsAt(each, id)))
      .map(({ roleDefinitionId }) => roleDefinitionId),
  );
  const definitions = await source.roleDefinitions(ids);
  return { roleAssignments, roleDefinitions: allKnown(ids.map((id) => factAbout(definitions, id))) };
}

/** Of the owner's network; none where AKS manages it. */
export function networkSubscriptions(cluster: ManagedCluster): readonly string[] {
  return distinctResourceIds(ownedNodeSubnetIds(cluster).map((id) => `/subscriptions/${subscriptionIdOf(id)}`));
}
