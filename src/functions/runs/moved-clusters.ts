import pLimit from 'p-limit';
import type { AuditPlan } from '../../model/audit.ts';
import type { MovedCluster } from '../../model/migration-proof.ts';
import type { AuditStore } from '../../store/audit-store.ts';
import type { OnDamaged } from '../../store/errors.ts';
import type { RunRecord } from '../../store/run-record.ts';

type History = Pick<AuditStore, 'listClusterHistory' | 'listFleetHistory'>;

/** Questions to the history that may be under way at once: each is one row of one cluster. */
const asksAtOnce = 32;

/** Clusters that are not on kubenet in this run and were in an earlier one, with what was remembered of them. */
export async function movedClusters(
  store: History,
  plan: AuditPlan,
  run: RunRecord,
  onDamaged: OnDamaged,
): Promise<readonly MovedCluster[]> {
  const elsewhere = [...plan.overlay, ...plan.other];
  const seen = await pLimit(asksAtOnce).map(elsewhere, async ({ id }) => {
    for await (const last of store.listClusterHistory(id, run.id, onDamaged, 1)) return last;
    return undefined;
  });
  const moved = seen.flatMap((last) => (last?.before === undefined ? [] : [{ ...last, before: last.before }]));
  if (moved.length === 0) return [];
  const runs = await Array.fromAsync(store.listFleetHistory(run.id, onDamaged));
  // A run with gaps may have missed the cluster for another reason.
  const complete = runs.filter(({ status }) => status === 'complete').map((each) => each.asOf);
  return moved.map(({ before, asOf }) => {
    const later = complete.filter((each) => each > asOf);
    return { before: { ...before, asOf }, seenMigrated: later.at(-1) ?? run.createdAt };
  });
}
