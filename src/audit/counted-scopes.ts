import type { AuditPlan } from '../model/audit.ts';
import type { ScopeCounts } from '../model/report.ts';
import { subscriptionIdOf } from '../model/resource-id.ts';
import { noClusters, type SummaryTally } from '../scoring/summarise.ts';

/**
 * The subscriptions whose kubenet clusters were all listed and all judged, with their counts: one without a kubenet cluster is among
 * them, one of which only something else could not be read too.
 */
export function countedScopes(
  { scopes, units, unreadable }: Pick<AuditPlan, 'scopes' | 'units' | 'unreadable'>,
  { bySubscription }: Pick<SummaryTally, 'bySubscription'>,
): ScopeCounts {
  const planned = Map.groupBy(
    units.flatMap(({ clusterIds }) => clusterIds),
    subscriptionOf,
  );
  const untold = new Set(unreadable.map(({ id }) => subscriptionOf(id)));
  const counted: ScopeCounts = {};
  for (const { subscriptionId, status } of scopes) {
    const id = subscriptionId.toLowerCase();
    const counts = bySubscription[id] ?? noClusters();
    const judged = Object.values(counts).reduce((sum, each) => sum + each, 0);
    const isWhole = status === 'read' && !untold.has(id) && judged === (planned.get(id)?.length ?? 0);
    if (isWhole) counted[id] = counts;
  }
  return counted;
}

function subscriptionOf(id: string): string {
  return subscriptionIdOf(id)?.toLowerCase() ?? '';
}
