import { isKubenet } from '../build/cluster-spec.ts';
import type { ClusterDraft, PoolDraft } from '../build/draft.ts';
import type { ArmResource } from '../estate.ts';
import { withoutUndefined } from './without-undefined.ts';

/** `properties` of the agent pool, which is also the pool's entry in `agentPoolProfiles` but for the name. */
export function agentPoolProperties(cluster: ClusterDraft, pool: PoolDraft): Readonly<Record<string, unknown>> {
  const { spec } = pool;
  const version = cluster.spec.kubernetesVersion;
  const maxSurge = spec.maxSurge === undefined ? '10%' : spec.maxSurge;

  return withoutUndefined({
    count: spec.count,
    vmSize: spec.vmSize ?? 'Standard_D4s_v5',
    osDiskSizeGB: 128,
    osDiskType: 'Managed',
    kubeletDiskType: 'OS',
    ...(spec.subnet && { vnetSubnetID: spec.subnetIdAsWritten ?? spec.subnet.id }),
    maxPods: isKubenet(cluster.spec) ? 110 : 250,
    type: spec.type ?? 'VirtualMachineScaleSets',
    ...autoscaling(pool),
    provisioningState: spec.provisioningState ?? 'Succeeded',
    powerState: { code: spec.powerState ?? cluster.spec.powerState ?? 'Running' },
    orchestratorVersion: version,
    currentOrchestratorVersion: version,
    enableNodePublicIP: false,
    mode: spec.mode ?? 'User',
    enableEncryptionAtHost: false,
    enableUltraSSD: false,
    osType: 'Linux',
    osSKU: spec.osSku ?? 'Ubuntu2404',
    nodeImageVersion: spec.nodeImageVersion ?? cluster.calendar.currentNodeImage,
    ...(spec.spot && { scaleSetPriority: 'Spot', scaleSetEvictionPolicy: 'Delete', spotMaxPrice: -1 }),
    upgradeSettings: maxSurge === null ? null : { maxSurge, maxUnavailable: '0' },
    enableFIPS: false,
    ...spec.properties,
  });
}

/** Pools without the autoscaler answer `enableAutoScaling: false` and no counts. */
function autoscaling({ spec }: PoolDraft): Readonly<Record<string, unknown>> {
  return spec.maxCount === undefined
    ? { enableAutoScaling: false }
    : { enableAutoScaling: true, minCount: spec.minCount ?? Math.min(spec.count, 3), maxCount: spec.maxCount };
}

/** The agent pool as a resource of its own, below the cluster's id as the cluster spells it. */
export function agentPool(cluster: ClusterDraft, pool: PoolDraft, clusterId: string): ArmResource {
  return {
    id: `${clusterId}/agentPools/${pool.spec.name}`,
    name: pool.spec.name,
    type: 'Microsoft.ContainerService/managedClusters/agentPools',
    properties: agentPoolProperties(cluster, pool),
  };
}
