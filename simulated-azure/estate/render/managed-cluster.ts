import { resourceId } from '../arm-ids.ts';
import { podCidrsOf } from '../build/cluster-spec.ts';
import type { ClusterDraft } from '../build/draft.ts';
import type { ArmResource } from '../estate.ts';
import { contosoTenantId, fabrikamTenantId } from '../principals.ts';
import { createRandom } from '../random.ts';
import { agentPoolProperties } from './agent-pool.ts';
import { withoutUndefined } from './without-undefined.ts';

type Json = Readonly<Record<string, unknown>>;

/** The id as AKS answers it: `resourcegroups` in lower case, which about one in three clusters here spells as others do. */
export function clusterIdAsAnswered(seed: string, cluster: ClusterDraft): string {
  const asOthers = createRandom(`${seed}/id/${cluster.spec.name}`).int(3) === 0;
  return asOthers ? cluster.id : cluster.id.replace('/resourceGroups/', '/resourcegroups/');
}

/** Id of the user-assigned identity, beside the cluster. */
export function userAssignedIdentityId(cluster: ClusterDraft): string {
  return cluster.id.replace(
    /Microsoft\.ContainerService\/managedClusters\/.*$/,
    `Microsoft.ManagedIdentity/userAssignedIdentities/id-${cluster.spec.name}`,
  );
}

/** The cluster as `GET managedClusters` answers it, with the warts that real answers have. */
export function managedCluster(seed: string, cluster: ClusterDraft): ArmResource {
  const { spec } = cluster;
  const properties = withoutUndefined({ ...clusterProperties(seed, cluster), ...spec.properties });
  for (const name of spec.absentProperties ?? []) {
    delete properties[name];
  }

  return {
    id: clusterIdAsAnswered(seed, cluster),
    location: cluster.location,
    name: spec.name,
    type: 'Microsoft.ContainerService/ManagedClusters',
    ...tags(cluster),
    properties,
    identity: identity(seed, cluster),
    sku: { name: 'Base', tier: 'Standard' },
    systemData: {
      createdAt: spec.createdAt ?? '2023-06-14T08:12:37.5102245Z',
      createdBy: 'platform-deploy@contoso.example',
      createdByType: 'User',
    },
    ...spec.resource,
  };
}

function tags({ spec }: ClusterDraft): Json {
  return spec.tags === null ? {} : { tags: spec.tags ?? { env: 'prod', owner: `team-${spec.subscription}` } };
}

function clusterProperties(seed: string, cluster: ClusterDraft): Json {
  const { spec } = cluster;
  const random = createRandom(`${seed}/properties/${spec.name}`);
  const dnsPrefix = `${spec.name}-dns-${random.hex(8)}`;
  const host = `${cluster.location}.azmk8s.io`;

  return {
    provisioningState: spec.provisioningState ?? 'Succeeded',
    powerState: { code: spec.powerState ?? 'Running' },
    kubernetesVersion: spec.kubernetesVersion,
    currentKubernetesVersion: spec.kubernetesVersion,
    dnsPrefix,
    fqdn: `${dnsPrefix}.hcp.${host}`,
    azurePortalFQDN: `${dnsPrefix}.portal.hcp.${host}`,
    agentPoolProfiles: cluster.pools.map((pool) => ({ name: pool.spec.name, ...agentPoolProperties(cluster, pool) })),
    servicePrincipalProfile: { clientId: 'msi' },
    identityProfile: { kubeletidentity: kubeletIdentity(seed, cluster) },
    nodeResourceGroup: cluster.nodeResourceGroup,
    enableRBAC: true,
    supportPlan: 'KubernetesOfficial',
    networkProfile: networkProfile(cluster),
    maxAgentPools: 100,
    autoUpgradeProfile: { upgradeChannel: 'none', nodeOSUpgradeChannel: 'None' },
    disableLocalAccounts: false,
    securityProfile: {},
    storageProfile: { diskCSIDriver: { enabled: true }, fileCSIDriver: { enabled: true } },
    oidcIssuerProfile: { enabled: false },
    workloadAutoScalerProfile: {},
    resourceUID: random.hex(24),
    nodeProvisioningProfile: { mode: 'Manual' },
  };
}

function networkProfile({ spec }: ClusterDraft): Json {
  const podCidrs = podCidrsOf(spec);
  const serviceCidrs = spec.serviceCidrs ?? ['10.0.0.0/16'];

  return withoutUndefined({
    networkPlugin: spec.networkPlugin ?? 'kubenet',
    networkPolicy: 'none',
    loadBalancerSku: 'standard',
    loadBalancerProfile: { managedOutboundIPs: { count: 1 }, backendPoolType: 'nodeIPConfiguration' },
    podCidr: podCidrs[0],
    serviceCidr: serviceCidrs[0],
    dnsServiceIP: serviceCidrs[0]?.replace(/0\/\d+$/, '10'),
    outboundType: 'loadBalancer',
    podCidrs,
    serviceCidrs,
    ipFamilies: podCidrs.map((cidr) => (cidr.includes(':') ? 'IPv6' : 'IPv4')),
    ...spec.networkProfile,
  });
}

function identity(seed: string, cluster: ClusterDraft): Json {
  if (cluster.spec.identity === 'SystemAssigned') {
    const tenantId = cluster.spec.subscription === 'fabrikam' ? fabrikamTenantId : contosoTenantId;
    return { type: 'SystemAssigned', principalId: cluster.principalId, tenantId };
  }
  return {
    type: 'UserAssigned',
    userAssignedIdentities: {
      [userAssignedIdentityId(cluster)]: {
        principalId: cluster.principalId,
        clientId: identityClientId(seed, cluster),
      },
    },
  };
}

/** Client id of the cluster's own identity; its object id is the cluster's `principalId`. */
export function identityClientId(seed: string, cluster: ClusterDraft): string {
  return createRandom(`${seed}/identity/${cluster.spec.name}`).guid();
}

/** The identity the nodes pull images with, which AKS makes in the node resource group. */
export function kubeletIdentity(
  seed: string,
  cluster: ClusterDraft,
): { readonly resourceId: string; readonly clientId: string; readonly objectId: string } {
  const random = createRandom(`${seed}/kubelet/${cluster.spec.name}`);
  return {
    resourceId: resourceId(
      cluster.subscriptionId,
      cluster.nodeResourceGroup,
      'Microsoft.ManagedIdentity/userAssignedIdentities',
      `${cluster.spec.name}-agentpool`,
    ),
    clientId: random.guid(),
    objectId: random.guid(),
  };
}
