import type { ClusterNode, NodeInterface } from '../../src/model/cluster-facts.ts';
import { instanceId, nodeName } from './resource-ids.ts';

/** A node that has run for three weeks. */
export function aNode(overrides: Partial<ClusterNode> = {}): ClusterNode {
  return {
    name: nodeName('system', 0),
    resourceId: instanceId('system', 0),
    poolName: 'system',
    powerState: 'running',
    createdAt: '2026-11-01T08:00:00Z',
    ...overrides,
  };
}

/** The primary network interface of `aNode()`. */
export function aNodeInterface(overrides: Partial<NodeInterface> = {}): NodeInterface {
  return {
    nodeName: nodeName('system', 0),
    resourceId: `${instanceId('system', 0)}/networkInterfaces/aks-system-12345678-vmss`,
    privateIpAddresses: ['10.10.1.4'],
    enableIPForwarding: true,
    ...overrides,
  };
}
