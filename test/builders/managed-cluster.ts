import type { ManagedCluster } from '../../src/model/azure/managed-cluster.ts';
import { anAgentPool } from './agent-pool.ts';
import { clusterId, identityId, nodeResourceGroup, principalId } from './resource-ids.ts';

type NetworkProfile = NonNullable<ManagedCluster['networkProfile']>;

/** `networkProfile` is laid over the healthy one; `undefined` removes it. */
export type ManagedClusterOverrides = Partial<Omit<ManagedCluster, 'networkProfile'>> & {
  readonly networkProfile?: Partial<NetworkProfile> | undefined;
};

/**
 * A running kubenet cluster in a network of its owner's: Kubernetes 1.35, a user-assigned identity, no policy engine, pod CIDR
 * 10.244.0.0/16, pools `system` with two nodes and `user` with one.
 */
export function aManagedCluster(overrides: ManagedClusterOverrides = {}): ManagedCluster {
  const { networkProfile, ...rest } = overrides;
  const withoutProfile = 'networkProfile' in overrides && networkProfile === undefined;
  return {
    id: clusterId,
    name: 'aks-shop',
    location: 'westeurope',
    tags: {},
    kubernetesVersion: '1.35',
    currentKubernetesVersion: '1.35.2',
    provisioningState: 'Succeeded',
    powerState: { code: 'Running' },
    nodeResourceGroup,
    agentPoolProfiles: [
      anAgentPool({ name: 'system', count: 2 }),
      anAgentPool({ name: 'user', mode: 'User', count: 1 }),
    ],
    identity: { type: 'UserAssigned', userAssignedIdentities: { [identityId]: { principalId } } },
    sku: { tier: 'Standard' },
    supportPlan: 'KubernetesOfficial',
    systemData: { createdAt: '2023-05-04T09:30:00Z' },
    ...rest,
    ...(withoutProfile ? {} : { networkProfile: { ...healthyNetworkProfile(), ...networkProfile } }),
  };
}

function healthyNetworkProfile(): NetworkProfile {
  return {
    networkPlugin: 'kubenet',
    networkPolicy: 'none',
    podCidr: '10.244.0.0/16',
    podCidrs: ['10.244.0.0/16'],
    serviceCidr: '10.0.0.0/16',
    serviceCidrs: ['10.0.0.0/16'],
    dnsServiceIP: '10.0.0.10',
    ipFamilies: ['IPv4'],
    outboundType: 'loadBalancer',
    loadBalancerSku: 'standard',
  };
}
