import type { SlimCluster } from '../../store/cluster-summary.ts';
import type { UnitId } from '../../store/keys.ts';
import type { PlannedRun } from '../../store/run-record.ts';
import { passOver } from './damaged-history.ts';
import type { WorkLog, WorkServices } from './work-services.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Puts what the winner of a unit saw of its clusters into the history. May be repeated. */
export async function recordUnit(
  { store, limits, now }: WorkServices,
  run: PlannedRun,
  unit: UnitId,
  clusters: readonly SlimCluster[],
  log: WorkLog,
): Promise<void> {
  const keptSince = new Date(now().getTime() - limits.retention.historyDays * dayMs);
  await store.writeClusterHistory(run, clusters, keptSince, passOver(log));
  await store.markRecorded(run, unit);
}
