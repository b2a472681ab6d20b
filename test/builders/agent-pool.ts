import type { AgentPool } from '../../src/model/azure/managed-cluster.ts';
import { nodeSubnetId } from './resource-ids.ts';

/** A running Linux pool of three nodes on a scale set, without autoscaler. */
export function anAgentPool(overrides: Partial<AgentPool> = {}): AgentPool {
  return {
    name: 'system',
    type: 'VirtualMachineScaleSets',
    mode: 'System',
    count: 3,
    enableAutoScaling: false,
    maxPods: 110,
    vmSize: 'Standard_D4s_v5',
    vnetSubnetID: nodeSubnetId,
    osType: 'Linux',
    osSKU: 'Ubuntu',
    nodeImageVersion: 'AKSUbuntu-2404gen2containerd-202611.08.0',
    orchestratorVersion: '1.35',
    currentOrchestratorVersion: '1.35.2',
    provisioningState: 'Succeeded',
    powerState: { code: 'Running' },
    scaleSetPriority: 'Regular',
    scaleDownMode: 'Delete',
    upgradeSettings: { maxSurge: '10%', maxUnavailable: '0' },
    virtualMachineNodesStatus: [],
    ...overrides,
  };
}
