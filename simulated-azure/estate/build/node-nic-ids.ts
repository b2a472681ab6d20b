import { lastSegment } from '../arm-ids.ts';
import type { NodeDraft, PoolDraft } from './draft.ts';

/** Id of the virtual machine behind a node, in a scale set or on its own. */
export function machineId(pool: PoolDraft, node: NodeDraft): string {
  return pool.spec.type === 'AvailabilitySet'
    ? pool.machinesId.replace(/availabilitySets\/.*$/, `virtualMachines/${node.name}`)
    : `${pool.machinesId}/virtualMachines/${node.instanceId}`;
}

/** Id of the node's one network interface. */
export function nicId(pool: PoolDraft, node: NodeDraft): string {
  return pool.spec.type === 'AvailabilitySet'
    ? pool.machinesId.replace(
        /Microsoft\.Compute\/availabilitySets\/.*$/,
        `Microsoft.Network/networkInterfaces/${node.name.replace(/-(\d+)$/, '-nic-$1')}`,
      )
    : `${machineId(pool, node)}/networkInterfaces/${lastSegment(pool.machinesId)}`;
}

/** Ids of the interface's IP configurations, one for each IP family. */
export function nicConfigurationIds(pool: PoolDraft, node: NodeDraft): readonly string[] {
  const names = node.privateIpv6Address === undefined ? ['ipconfig1'] : ['ipconfig1', 'ipconfig1v6'];
  return names.map((name) => `${nicId(pool, node)}/ipConfigurations/${name}`);
}
