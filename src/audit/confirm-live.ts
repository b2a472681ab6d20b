import type { AzureSource } from '../gather/azure-source.ts';
import { type GatherContext, gatherClusters } from '../gather/gather-clusters.ts';
import type { ClusterFacts, FactName } from '../model/cluster-facts.ts';
import { resourceKey } from '../model/resource-id.ts';

/** The facts that live checks rest on. */
const liveFacts = [
  'managedCluster',
  'nodeSubnets',
  'routeTables',
  'nodes',
  'nodeInterfaces',
] as const satisfies readonly FactName[];

/**
 * The same cluster's facts, read again from a source that is never behind. Not confirmed when one that live checks rest on, and
 * that was known before, was refused this time.
 */
export async function confirmedFacts(
  fresh: AzureSource,
  before: ClusterFacts,
  context: GatherContext,
): Promise<{ readonly confirmed: boolean; readonly facts: ClusterFacts }> {
  if (!before.managedCluster.known) return { confirmed: false, facts: before };
  const { id } = before.managedCluster.value;
  const again = (await gatherClusters(fresh, [id], context)).get(resourceKey(id));
  if (again === undefined) return { confirmed: false, facts: before };
  const confirmed = liveFacts.every((name) => again[name].known || !before[name].known);
  return { confirmed, facts: again };
}
