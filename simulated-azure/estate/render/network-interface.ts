import type { ClusterDraft, NodeDraft, PoolDraft } from '../build/draft.ts';
import { machineId, nicConfigurationIds } from '../build/node-nic-ids.ts';

/** `properties` of a node's network interface; the IPv6 address of a dual-stack node is a second configuration. */
export function networkInterfaceProperties(
  cluster: ClusterDraft,
  pool: PoolDraft,
  node: NodeDraft,
): Readonly<Record<string, unknown>> {
  const groupId = pool.spec.subnet === undefined ? pool.subnet.networkSecurityGroupId : undefined;

  return {
    provisioningState: 'Succeeded',
    primary: true,
    enableAcceleratedNetworking: true,
    enableIPForwarding: node.enableIpForwarding,
    ...(groupId !== undefined && { networkSecurityGroup: { id: groupId } }),
    virtualMachine: { id: machineId(pool, node) },
    dnsSettings: {
      dnsServers: [],
      appliedDnsServers: [],
      internalDomainNameSuffix: `${cluster.digits}.internal.cloudapp.net`,
    },
    ipConfigurations: ipConfigurations(pool, node),
  };
}

function ipConfigurations(pool: PoolDraft, node: NodeDraft): readonly unknown[] {
  const addresses = [node.privateIpAddress, node.privateIpv6Address];
  return nicConfigurationIds(pool, node).map((id, index) => ({
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    properties: {
      provisioningState: 'Succeeded',
      privateIPAddress: addresses[index],
      privateIPAllocationMethod: 'Dynamic',
      privateIPAddressVersion: index === 0 ? 'IPv4' : 'IPv6',
      primary: index === 0,
      subnet: { id: pool.subnet.id },
    },
  }));
}
