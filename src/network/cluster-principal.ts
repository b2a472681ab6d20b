import { isEnum, type ManagedCluster } from '../model/azure/managed-cluster.ts';

/**
 * The object id of the identity that the control plane changes the network with; undefined where the cluster does not tell, as with a
 * service principal, of which only the client id is known.
 */
export function clusterPrincipalId({ identity }: ManagedCluster): string | undefined {
  if (isEnum(identity?.type, 'SystemAssigned')) return identity?.principalId;
  return Object.values(identity?.userAssignedIdentities ?? {})[0]?.principalId;
}
