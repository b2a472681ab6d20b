import type { ArmResource } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { asRecords, type Properties, propertiesOf, sameText, textOf } from './change-estate.ts';
import { withProperties } from './network-writes.ts';

export function poolsOf(cluster: ArmResource): readonly Properties[] {
  return asRecords(propertiesOf(cluster)['agentPoolProfiles']);
}

export function withPools(cluster: ArmResource, change: (pool: Properties, index: number) => Properties): ArmResource {
  return withProperties(cluster, { agentPoolProfiles: poolsOf(cluster).map(change) });
}

/** The cluster, and each of its pools as the resource of its own that ARM shows as well. */
export function withPoolResources(cluster: ArmResource, state: SimulationState): Map<string, ArmResource | null> {
  const changes = new Map<string, ArmResource | null>([[cluster.id, cluster]]);
  const known = state.index.list('Microsoft.ContainerService/managedClusters/agentPools', cluster.id);
  for (const pool of known) {
    const profile = poolsOf(cluster).find(({ name }) => sameText(name, pool.name));
    if (profile === undefined) continue;
    const { name: _, ...properties } = profile;
    changes.set(pool.id, { ...pool, properties });
  }
  return changes;
}

/** The most nodes that the pool may have. */
export function mostNodes(pool: Properties): number {
  return Number((pool['enableAutoScaling'] === true ? pool['maxCount'] : pool['count']) ?? 0);
}

/** Nodes that an upgrade of the pool adds. */
export function surgeNodes(pool: Properties): number {
  const count = Number(pool['count'] ?? 0);
  if (sameText(pool['scaleSetPriority'], 'Spot')) return 0;
  const settings = pool['upgradeSettings'];
  const given = typeof settings === 'object' && settings !== null && 'maxSurge' in settings ? settings.maxSurge : '10%';
  const surge = textOf(given) || '10%';
  return surge.endsWith('%') ? Math.ceil((count * Number.parseInt(surge, 10)) / 100) : Math.min(count, Number(surge));
}
