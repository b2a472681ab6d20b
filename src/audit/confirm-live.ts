import type { AzureSource } from '../gather/azure-source.ts';
import { type GatherContext, gatherClusters } from '../gather/gather-clusters.ts';
import type { ClusterFacts, FactName } from '../model/cluster-facts.ts';
import { resourceKey } from '../model/resource-id.ts';

/** The facts that live checks rest on. */
const liveFacts = [
  'managedCluster',
  'nodeSubnets',
  'routeTables',
  'otherRouteTables',
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
): Promise<Confirmation> {
  if (!before.managedCluster.known) return { confirmed: false, reasons: [] };
  const { id } = before.managedCluster.value;
  const again = (await gatherClusters(fresh, [id], context)).get(resourceKey(id));
  if (again === undefined) return { confirmed: false, reasons: [] };
  const reasons = liveFacts.flatMap((name) => {
    const fact = again[name];
    return fact.known || !before[name].known ? [] : [fact.reason];
  });
  return reasons.length === 0
    ? { confirmed: true, facts: again }
    : { confirmed: false, reasons: [...new Set(reasons)] };
}

type Confirmation =
  | { readonly confirmed: true; readonly facts: ClusterFacts }
  /** The reads that were refused. */
  | { readonly confirmed: false; readonly reasons: readonly string[] };
