import type { ClusterDraft } from '../build/draft.ts';
import type { ArmResource } from '../estate.ts';
import { contosoTenantId, fabrikamTenantId } from '../principals.ts';
import { identityClientId, kubeletIdentity, userAssignedIdentityId } from './managed-cluster.ts';

/** The managed identities that the cluster's answer refers to. */
export function* clusterIdentities(seed: string, cluster: ClusterDraft): Generator<ArmResource> {
  const kubelet = kubeletIdentity(seed, cluster);
  yield identityResource(cluster, kubelet.resourceId, kubelet.objectId, kubelet.clientId);

  if (cluster.spec.identity !== 'SystemAssigned') {
    yield identityResource(
      cluster,
      userAssignedIdentityId(cluster),
      cluster.principalId,
      identityClientId(seed, cluster),
    );
  }
}

function identityResource(cluster: ClusterDraft, id: string, principalId: string, clientId: string): ArmResource {
  const tenantId = cluster.spec.subscription === 'fabrikam' ? fabrikamTenantId : contosoTenantId;
  return {
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    location: cluster.location,
    properties: { tenantId, principalId, clientId },
  };
}
