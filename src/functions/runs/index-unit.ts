import type { EstateResult } from '../../model/audit.ts';
import type { ClusterSummary } from '../../store/cluster-summary.ts';
import type { PlannedRun } from '../../store/run-record.ts';
import type { UnitRecord } from '../../store/unit-rows.ts';
import type { WorkServices } from './work-services.ts';

/** Puts the clusters of a unit that is done into the run's index, the history and `take`, and gives what else it found. */
export async function indexUnit(
  { store }: WorkServices,
  run: PlannedRun,
  { unit, winner }: UnitRecord,
  take: (summary: ClusterSummary) => void,
): Promise<EstateResult> {
  if (winner === undefined) throw new Error(`Unit ${unit} of run ${run.id} is done, but no attempt has won it.`);
  const at = { runId: run.id, unit, attempt: winner };
  const clusters = await Array.fromAsync(store.listSlimClusters(at));
  for (const { summary } of clusters) take(summary);
  await store.writeIndex(clusters.map(({ summary }) => ({ summary, at })));
  await store.writeClusterHistory(run, clusters);
  return store.readOutcome(at);
}
