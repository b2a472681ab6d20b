import { countOf } from '../../model/count-of.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { WorkLog, WorkServices } from './work-services.ts';

/**
 * Leaves a run whose planning message failed for the last time to the sweep: what keeps Azure from being listed often passes within
 * the hours that a run may take.
 */
export async function postponePlanning(
  { store, limits, now }: WorkServices,
  run: RunRecord,
  attempts: number,
  log: WorkLog,
): Promise<void> {
  await store.changeRun(run.id, ['planning'], { touchedAt: now().toISOString() });
  const [wait, limit] = [limits.resendAfterMs / 60_000, limits.runLimitMs / 3_600_000];
  log.error(
    `Planning of run ${run.id} failed ${countOf(attempts, 'time')}: tried again in ${countOf(wait, 'minute')}, until the run is ${limit} hours old.`,
  );
}
