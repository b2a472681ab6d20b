import { isEnum, type ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { ClusterFacts } from '../../model/cluster-facts.ts';
import { isManagedNetwork, isManagedTable, ownedNodeSubnetIds } from '../../network/ownership.ts';
import { withGaps } from '../assess-each.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { updateToOverlay } from '../sources.ts';

const dispute =
  'Whether a managed network needs it is disputed: the documentation has asked for it since March 2026, while recorded migrations of such clusters succeeded with a system-assigned identity in November 2023 and, without a visible error, in March 2026.';

export default defineCheck({
  code: 'MIG-008',
  category: 'migration',
  title: 'The cluster has a user-assigned identity',
  failureTitle: 'The cluster has no user-assigned identity',
  severities: ['blocker', 'high'],
  condition:
    "Fails when identity.type is anything but UserAssigned (absent or None means a service principal): blocker when the node subnet or the route table is the owner's, high and disputed when AKS manages the network; where whose it is was not read, high with that said.",
  why: `The documentation says that a migration removes the route table with the cluster's identity, and that this identity has to be user-assigned. ${dispute}`,
  fix: {
    text: 'Create a user-assigned identity, grant it its roles, and assign it. The control plane may use the old token for hours; plan the change days before the migration. It cannot be changed back to a service principal.',
    commands: [
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --enable-managed-identity --assign-identity {identityId}',
      'az role assignment create --subscription {networkSubscription} --assignee {principalId} --role "Network Contributor" --scope {subnetId}',
    ],
  },
  sources: [
    updateToOverlay,
    {
      title: 'User-assigned managed identity in AKS',
      url: 'https://learn.microsoft.com/azure/aks/user-assigned-managed-identity',
      sure: 'documented',
    },
    {
      title: 'Recorded migration of a system-assigned cluster',
      url: 'https://github.com/Azure/azure-cli-extensions',
      sure: 'reported',
    },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }, _context, { routeTables, nodeSubnets }) {
    const { id, name, identity } = managedCluster;
    const subnetIds = ownedNodeSubnetIds(managedCluster);
    const tables = routeTables.known ? routeTables.value : [];
    const isOwned = subnetIds.length > 0 || tables.some((table) => isManagedTable(table.id, managedCluster) === false);
    const open = isOwned ? undefined : whyOwnerIsOpen(managedCluster, nodeSubnets);
    const network = isOwned ? 'owned' : open === undefined ? 'managed' : null;
    const evidence = { identityType: identity?.type ?? null, network };
    if (isEnum(identity?.type, 'UserAssigned')) {
      return assessed([pass(id, `${name} has a user-assigned identity.`, { evidence })]);
    }
    if (identity?.type === undefined && !hasServicePrincipal(managedCluster)) {
      return unknown(`${name} states neither an identity nor a service principal.`);
    }
    const has = `${name} has ${identityInWords(identity?.type)}.`;
    const [subnetId, ...others] = subnetIds;
    const parameters: Record<string, string> = subnetId !== undefined && others.length === 0 ? { subnetId } : {};
    const failure = isOwned
      ? fail(id, has, { severity: 'blocker', evidence, parameters })
      : fail(id, `${has} ${dispute}`, { severity: 'high', confidence: 'disputed', evidence });
    return withGaps(assessed([failure]), open === undefined ? [] : [open]);
  },
});

/** Pools without a subnet stand in a network of AKS's, unless their nodes stand elsewhere: that has to have been read. */
function whyOwnerIsOpen(cluster: ManagedCluster, nodeSubnets: ClusterFacts['nodeSubnets']): string | undefined {
  const saying = "Whether the network is the owner's, which would make it a blocker, is not known";
  if (isManagedNetwork(cluster) === undefined) return `${saying}: ${cluster.name} lists no node pool.`;
  return nodeSubnets.known ? undefined : `${saying}: ${nodeSubnets.reason}`;
}

/** A cluster with a managed identity says `msi` here. */
function hasServicePrincipal({ servicePrincipalProfile }: ManagedCluster): boolean {
  return servicePrincipalProfile?.clientId !== undefined && !isEnum(servicePrincipalProfile.clientId, 'msi');
}

function identityInWords(type: string | undefined): string {
  return type === undefined || isEnum(type, 'None') ? 'a service principal' : `an identity of type ${type}`;
}
