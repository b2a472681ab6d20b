import { lastSegment } from '../arm-ids.ts';
import type { ClusterDraft, NodeDraft, PoolDraft } from '../build/draft.ts';
import { machineId, nicId } from '../build/node-nic-ids.ts';
import type { ArmResource } from '../estate.ts';
import { armTime, instanceView } from './instance-view.ts';
import { networkInterfaceProperties } from './network-interface.ts';

/** The pool's scale set, its instances and their network interfaces. */
export function* scaleSetResources(cluster: ClusterDraft, pool: PoolDraft): Generator<ArmResource> {
  yield scaleSet(cluster, pool);
  for (const node of pool.nodes) {
    yield instance(cluster, pool, node);
    yield {
      id: nicId(pool, node),
      name: lastSegment(nicId(pool, node)),
      type: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/networkInterfaces',
      properties: networkInterfaceProperties(cluster, pool, node),
    };
  }
}

function vmSizeOf(pool: PoolDraft): string {
  return pool.spec.vmSize ?? 'Standard_D4s_v5';
}

function poolTags(pool: PoolDraft): Readonly<Record<string, string>> {
  return { 'aks-managed-poolName': pool.spec.name, 'aks-managed-orchestrator': 'Kubernetes' };
}

function scaleSet(cluster: ClusterDraft, pool: PoolDraft): ArmResource {
  return {
    id: pool.machinesId,
    name: lastSegment(pool.machinesId),
    type: 'Microsoft.Compute/virtualMachineScaleSets',
    location: cluster.location,
    tags: poolTags(pool),
    sku: { name: vmSizeOf(pool), tier: 'Standard', capacity: pool.nodes.length },
    properties: {
      singlePlacementGroup: false,
      orchestrationMode: 'Uniform',
      upgradePolicy: { mode: 'Manual' },
      provisioningState: 'Succeeded',
      overprovision: false,
      platformFaultDomainCount: 1,
      ...virtualMachineProfile(cluster, pool),
    },
  };
}

/** The model new instances follow; forwarding is on in every kubenet pool, whatever became of a single interface. */
function virtualMachineProfile(cluster: ClusterDraft, pool: PoolDraft): Readonly<Record<string, unknown>> {
  const name = lastSegment(pool.machinesId);
  const forwards = pool.nodes.some((node) => node.enableIpForwarding);
  const ipConfiguration = { name: 'ipconfig1', properties: { primary: true, subnet: { id: pool.subnet.id } } };

  return {
    virtualMachineProfile: {
      osProfile: { computerNamePrefix: `aks-${pool.spec.name}-${cluster.digits}-vmss`, adminUsername: 'azureuser' },
      ...(pool.spec.spot && { priority: 'Spot', evictionPolicy: 'Delete', billingProfile: { maxPrice: -1 } }),
      networkProfile: {
        networkInterfaceConfigurations: [
          { name, properties: { primary: true, enableIPForwarding: forwards, ipConfigurations: [ipConfiguration] } },
        ],
      },
    },
  };
}

function instance(cluster: ClusterDraft, pool: PoolDraft, node: NodeDraft): ArmResource {
  return {
    id: machineId(pool, node),
    // A scale set's instance is called after the set and the number; the computer name is the node's.
    name: `${lastSegment(pool.machinesId)}_${node.instanceId}`,
    type: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines',
    location: cluster.location,
    instanceId: String(node.instanceId),
    tags: poolTags(pool),
    sku: { name: vmSizeOf(pool), tier: 'Standard' },
    properties: {
      latestModelApplied: true,
      provisioningState: 'Succeeded',
      hardwareProfile: {},
      osProfile: { computerName: node.name, adminUsername: 'azureuser' },
      networkProfile: { networkInterfaces: [{ id: nicId(pool, node), properties: { primary: true } }] },
      timeCreated: armTime(node.createdAt),
      instanceView: instanceView(node),
    },
  };
}
