import { isEnum, type ManagedCluster } from '../model/azure/managed-cluster.ts';

/** A channel by which AKS upgrades without being asked, and the maintenance configuration that says when it may. */
export interface ActiveChannel {
  readonly property: 'upgradeChannel' | 'nodeOSUpgradeChannel';
  readonly value: string;
  readonly maintenanceConfiguration: 'aksManagedAutoUpgradeSchedule' | 'aksManagedNodeOSUpgradeSchedule';
}

/**
 * The channels that reimage nodes. `Unmanaged` leaves it to the operating system, which does not.
 * @see https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image
 */
export function activeChannels({ autoUpgradeProfile }: ManagedCluster): readonly ActiveChannel[] {
  const { upgradeChannel, nodeOSUpgradeChannel } = autoUpgradeProfile ?? {};
  const channels: ActiveChannel[] = [];
  if (upgradeChannel !== undefined && !isEnum(upgradeChannel, 'none')) {
    const maintenanceConfiguration = 'aksManagedAutoUpgradeSchedule';
    channels.push({ property: 'upgradeChannel', value: upgradeChannel, maintenanceConfiguration });
  }
  if (nodeOSUpgradeChannel !== undefined && isEnum(nodeOSUpgradeChannel, 'NodeImage', 'SecurityPatch')) {
    const maintenanceConfiguration = 'aksManagedNodeOSUpgradeSchedule';
    channels.push({ property: 'nodeOSUpgradeChannel', value: nodeOSUpgradeChannel, maintenanceConfiguration });
  }
  return channels;
}

export function upgradesByItself(cluster: ManagedCluster): boolean {
  return activeChannels(cluster).length > 0;
}
