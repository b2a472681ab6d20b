import { resourceId } from '../arm-ids.ts';
import { addressAt, ipv6AddressAt, nodePodCidr } from '../ip-address.ts';
import { createRandom } from '../random.ts';
import { isKubenet, type PoolSpec, podCidrsOf } from './cluster-spec.ts';
import { type ClusterDraft, type EstateDraft, type NodeDraft, nodesOf, type PoolDraft } from './draft.ts';
import type { SubnetDraft } from './network-draft.ts';
import { nicConfigurationIds } from './node-nic-ids.ts';

const dayMs = 86_400_000;

/** Adds a pool and its nodes; each node takes the next free address of the subnet and the next /24 of the pod range. */
export function addPool(draft: EstateDraft, cluster: ClusterDraft, spec: PoolSpec, subnet: SubnetDraft): PoolDraft {
  const isAvailabilitySet = spec.type === 'AvailabilitySet';
  const pool: PoolDraft = {
    spec,
    subnet,
    machinesId: resourceId(
      cluster.subscriptionId,
      cluster.nodeResourceGroup,
      isAvailabilitySet ? 'Microsoft.Compute/availabilitySets' : 'Microsoft.Compute/virtualMachineScaleSets',
      isAvailabilitySet ? `${spec.name}-availabilitySet-${cluster.digits}` : `aks-${spec.name}-${cluster.digits}-vmss`,
    ),
    nodes: [],
  };
  cluster.pools.push(pool);
  for (let index = 0; index < spec.count; index++) {
    const node = buildNode(draft, cluster, pool, index);
    pool.nodes.push(node);
    subnet.ipConfigurationIds.push(...nicConfigurationIds(pool, node));
  }
  return pool;
}

function buildNode(draft: EstateDraft, cluster: ClusterDraft, pool: PoolDraft, index: number): NodeDraft {
  const instanceId = (pool.spec.firstInstance ?? 0) + index;
  const block = nodesOf(cluster).length;
  const [ipv4Prefix = '', ipv6Prefix] = pool.subnet.addressPrefixes;
  // Azure keeps the first four addresses of a subnet for itself.
  const host = 4 + ipv4Count(pool.subnet);

  return {
    name: nodeName(cluster, pool, instanceId),
    instanceId,
    privateIpAddress: addressAt(ipv4Prefix, host),
    privateIpv6Address: ipv6Prefix?.includes(':') ? ipv6AddressAt(ipv6Prefix, host) : undefined,
    podCidrs: isKubenet(cluster.spec) ? podCidrsOf(cluster.spec).map((cidr) => nodePodCidr(cidr, block)) : [],
    createdAt: bootedAt(draft, cluster, pool.spec.name, index),
    powerState: cluster.spec.powerState === 'Stopped' ? 'deallocated' : 'running',
    enableIpForwarding: isKubenet(cluster.spec),
  };
}

function ipv4Count(subnet: SubnetDraft): number {
  return subnet.ipConfigurationIds.filter((id) => !id.endsWith('ipconfig1v6')).length;
}

/** Node names of scale sets end in the instance id in base 36, six places wide. */
function nodeName(cluster: ClusterDraft, pool: PoolDraft, instanceId: number): string {
  return pool.spec.type === 'AvailabilitySet'
    ? `aks-${pool.spec.name}-${cluster.digits}-${instanceId}`
    : `aks-${pool.spec.name}-${cluster.digits}-vmss${instanceId.toString(36).padStart(6, '0')}`;
}

/** A moment between 2 and 30 days before `asOf`: nodes are younger than their cluster, because images are renewed. */
function bootedAt(draft: EstateDraft, cluster: ClusterDraft, poolName: string, index: number): string {
  const random = createRandom(`${draft.seed}/node/${cluster.spec.name}/${poolName}/${index}`);
  return new Date(Date.parse(draft.asOf) - 2 * dayMs - random.int(28 * dayMs)).toISOString();
}
