import type { ManagedCluster } from '../../model/azure/managed-cluster.ts';
import { known } from '../../model/fact.ts';
import { resourceKey, subscriptionIdOf } from '../../model/resource-id.ts';
import { type AzureSource, type FactsById, factAbout } from '../azure-source.ts';

/**
 * Resource Graph need not tell when a resource was created. ARM's list does, and whether the cluster is still on kubenet; where the
 * preview is served, one list tells that and what only the preview has.
 */
export async function withCreation(
  clusters: FactsById<ManagedCluster>,
  arm: AzureSource,
): Promise<FactsById<ManagedCluster>> {
  const undated = [...clusters.values()].flatMap((fact) =>
    fact.known && fact.value.systemData === undefined ? [fact.value] : [],
  );
  const scopes = [...new Set(undated.map(({ id }) => `/subscriptions/${subscriptionIdOf(id)}`))];
  const previews = await arm.previewClusters(scopes);
  const listed = new Map(
    [...previews.values()].flatMap((fact) =>
      fact.known ? fact.value.map((each) => [resourceKey(each.id), each]) : [],
    ),
  );
  const rest = undated.filter(({ id }) => !listed.has(resourceKey(id)));
  const fromArm = await arm.managedClusters(rest.map(({ id }) => id));
  const dated = undated.map((cluster) => {
    const found = factAbout(fromArm, cluster.id);
    const again = listed.get(resourceKey(cluster.id)) ?? (found.known ? found.value : undefined);
    return [
      resourceKey(cluster.id),
      known({
        ...cluster,
        systemData: again?.systemData,
        networkProfile: again?.networkProfile ?? cluster.networkProfile,
      }),
    ] as const;
  });
  return new Map([...clusters, ...dated]);
}
