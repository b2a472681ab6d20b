import type { ClusterDraft, EstateDraft } from '../build/draft.ts';
import type { ArmResource } from '../estate.ts';
import { agentPool } from './agent-pool.ts';
import { availabilitySetResources } from './availability-set.ts';
import { clusterIdentities } from './identities.ts';
import { clusterIdAsAnswered, managedCluster } from './managed-cluster.ts';
import { resourceGroups } from './resource-groups.ts';
import { routeTable } from './route-table.ts';
import { scaleSetResources } from './scale-set.ts';
import { virtualNetwork } from './virtual-network.ts';

/** Every resource of the draft, in an order that depends on nothing but the draft. */
export function renderResources(draft: EstateDraft): readonly ArmResource[] {
  const resources = [
    ...draft.clusters.flatMap((cluster) => [...clusterResources(draft.seed, cluster)]),
    ...draft.virtualNetworks.map(virtualNetwork),
    ...routeTables(draft),
    ...draft.others,
  ];
  return [...resourceGroups(resources, draft.clusters), ...resources];
}

function* clusterResources(seed: string, cluster: ClusterDraft): Generator<ArmResource> {
  yield managedCluster(seed, cluster);
  yield* clusterIdentities(seed, cluster);
  for (const pool of cluster.pools) {
    yield agentPool(cluster, pool, clusterIdAsAnswered(seed, cluster));
    yield* pool.spec.type === 'AvailabilitySet'
      ? availabilitySetResources(cluster, pool)
      : scaleSetResources(cluster, pool);
  }
}

function* routeTables(draft: EstateDraft): Generator<ArmResource> {
  const subnets = draft.virtualNetworks.flatMap((network) => network.subnets);
  for (const table of draft.routeTables) {
    yield routeTable(
      table,
      subnets.filter((subnet) => subnet.routeTable === table).map(({ id }) => id),
    );
  }
}
