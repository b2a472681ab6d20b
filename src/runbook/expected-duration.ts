import type { MovePool } from '../model/move-facts.ts';
import type { ExpectedDuration } from './runbook.ts';

/**
 * What one recorded migration took for its only node, from the request to the end of the operation: 9 min 17 s.
 * @see https://github.com/Azure/azure-cli-extensions/tree/main/src/aks-preview test_aks_azure_cni_overlay_migration_from_kubenet
 */
const minutesForOneNode = 9 + 17 / 60;

/** AKS's own, where a pool sets none. */
const defaultDrainMinutes = 30;

/**
 * How long the update may take. Pools are reimaged side by side, the nodes of a pool in batches of its surge: low is every batch as
 * fast as the one that was measured, high is every drain taking all the time it is given.
 * @param passes how often every node is reimaged until the cluster is where it shall be
 */
export function expectedDuration(pools: readonly MovePool[], passes: number): ExpectedDuration {
  const each = pools.flatMap(({ name, nodes, surge, isSpot, drainTimeoutMinutes }) => {
    if (nodes === null || surge === null || nodes === 0) return [];
    const batches = Math.ceil(nodes / Math.max(1, surge));
    const drain = isSpot ? 0 : (drainTimeoutMinutes ?? defaultDrainMinutes);
    return [{ name, batches, drain, high: batches * (minutesForOneNode + drain) }];
  });
  const unsized = pools.filter(({ nodes }) => nodes === null).map(({ name }) => name);
  const leftOut = unsized.length === 0 ? '' : ` Left out, since their size is not known: ${unsized.join(', ')}.`;
  const slowest = each.toSorted((a, b) => b.high - a.high)[0] ?? { name: 'none', batches: 0, drain: 0, high: 0 };
  const most = Math.max(0, ...each.map(({ batches }) => batches));
  return {
    lowMinutes: Math.ceil(most * minutesForOneNode),
    highMinutes: Math.ceil(slowest.high),
    pool: slowest.name,
    batches: slowest.batches,
    passes,
    basis: `One recorded migration of one node took 9 min 17 s. Low: every batch takes as long. High: every node also drains for all of its time-out (${slowest.drain} min in pool ${slowest.name}). No migration of this size was measured.${leftOut}`,
  };
}
