import type { AuditUnit, ScopeTrouble } from './audit.ts';
import { resourceKey, resourceNameOf, subscriptionIdOf } from './resource-id.ts';

interface UnitAnswer {
  readonly clusterIds: readonly string[];
  readonly troubles: readonly ScopeTrouble[];
}

/**
 * The troubles of a unit's answer, and one more for each cluster that is in neither list: what is not in the report must be named by
 * its scope, whatever happened to it.
 * @throws where a cluster was not asked for, or comes twice: it would be in the report twice
 */
export function wholeAnswer(unit: AuditUnit, { clusterIds, troubles }: UnitAnswer): readonly ScopeTrouble[] {
  const open = new Set(unit.clusterIds.map(resourceKey));
  for (const id of clusterIds) {
    if (!open.delete(resourceKey(id))) {
      throw new Error(`The audit of a unit gave cluster ${id} twice, or without being asked for it.`);
    }
  }
  const named = new Set(troubles.map(({ subscriptionId }) => subscriptionId.toLowerCase()));
  const unanswered = unit.clusterIds
    .filter((id) => open.has(resourceKey(id)) && !named.has(subscriptionIdOf(id) ?? ''))
    .map((id) => ({
      subscriptionId: subscriptionIdOf(id) ?? '',
      reason: `Cluster ${resourceNameOf(id)} was listed, but the audit gave no answer for it.`,
    }));
  return [...troubles, ...unanswered];
}
