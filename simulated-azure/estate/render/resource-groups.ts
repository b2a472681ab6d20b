import { resourceGroupId, resourceGroupOf, subscriptionIdOf } from '../arm-ids.ts';
import type { ClusterDraft } from '../build/draft.ts';
import type { ArmResource } from '../estate.ts';

/** The groups that hold `resources`, each once; node resource groups say which cluster manages them. */
export function* resourceGroups(
  resources: readonly ArmResource[],
  clusters: readonly ClusterDraft[],
): Generator<ArmResource> {
  const managers = new Map(
    clusters.map((cluster) => [resourceGroupId(cluster.subscriptionId, cluster.nodeResourceGroup), cluster.id]),
  );
  const seen = new Set<string>();
  for (const { id, location } of resources) {
    const group = resourceGroupOf(id);
    const groupId = resourceGroupId(subscriptionIdOf(id), group);
    if (group === '' || location === undefined || seen.has(groupId.toLowerCase())) {
      continue;
    }
    seen.add(groupId.toLowerCase());
    const managedBy = managers.get(groupId);
    yield {
      id: groupId,
      name: group,
      type: 'Microsoft.Resources/resourceGroups',
      location,
      ...(managedBy !== undefined && { managedBy }),
      properties: { provisioningState: 'Succeeded' },
    };
  }
}
