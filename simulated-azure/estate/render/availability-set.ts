import { lastSegment } from '../arm-ids.ts';
import type { ClusterDraft, NodeDraft, PoolDraft } from '../build/draft.ts';
import { machineId, nicId } from '../build/node-nic-ids.ts';
import type { ArmResource } from '../estate.ts';
import { armTime, instanceView } from './instance-view.ts';
import { networkInterfaceProperties } from './network-interface.ts';

/** The availability set of a pool of the old kind, its virtual machines and their network interfaces. */
export function* availabilitySetResources(cluster: ClusterDraft, pool: PoolDraft): Generator<ArmResource> {
  yield {
    id: pool.machinesId,
    name: lastSegment(pool.machinesId),
    type: 'Microsoft.Compute/availabilitySets',
    location: cluster.location,
    sku: { name: 'Aligned' },
    properties: {
      platformUpdateDomainCount: 5,
      platformFaultDomainCount: 3,
      virtualMachines: pool.nodes.map((node) => ({ id: machineId(pool, node) })),
    },
  };
  for (const node of pool.nodes) {
    yield virtualMachine(cluster, pool, node);
    yield {
      id: nicId(pool, node),
      name: lastSegment(nicId(pool, node)),
      type: 'Microsoft.Network/networkInterfaces',
      location: cluster.location,
      properties: networkInterfaceProperties(cluster, pool, node),
    };
  }
}

function virtualMachine(cluster: ClusterDraft, pool: PoolDraft, node: NodeDraft): ArmResource {
  return {
    id: machineId(pool, node),
    name: node.name,
    type: 'Microsoft.Compute/virtualMachines',
    location: cluster.location,
    tags: { 'aks-managed-poolName': pool.spec.name, poolName: pool.spec.name },
    properties: {
      provisioningState: 'Succeeded',
      availabilitySet: { id: pool.machinesId },
      hardwareProfile: { vmSize: pool.spec.vmSize ?? 'Standard_D4s_v5' },
      osProfile: { computerName: node.name, adminUsername: 'azureuser' },
      networkProfile: { networkInterfaces: [{ id: nicId(pool, node), properties: { primary: true } }] },
      timeCreated: armTime(node.createdAt),
      instanceView: instanceView(node),
    },
  };
}
