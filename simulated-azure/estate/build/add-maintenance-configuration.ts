import type { ClusterDraft, EstateDraft } from './draft.ts';

/** `name` is one of AKS's three: default, aksManagedAutoUpgradeSchedule, aksManagedNodeOSUpgradeSchedule. */
export function addMaintenanceConfiguration(
  draft: EstateDraft,
  cluster: ClusterDraft,
  name: string,
  properties: Readonly<Record<string, unknown>>,
): void {
  draft.others.push({
    id: `${cluster.id}/maintenanceConfigurations/${name}`,
    name,
    type: 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations',
    properties,
  });
}
