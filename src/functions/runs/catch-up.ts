import { lastSlot } from '../../config/schedule.ts';
import { runIdAt } from '../../store/keys.ts';
import { timerGraceMs } from './audit-trouble.ts';
import { startScheduledRun } from './start-run.ts';
import type { WorkLog, WorkServices } from './work-services.ts';

/** Looks whether the timer missed its last slot, and then starts that slot's run. Looks at most once a minute. */
export type CatchUp = (log: WorkLog) => Promise<void>;

const lookEveryMs = 60_000;

/**
 * Timers can stop for good while requests are still answered: the host's lease is lost, or its triggers were never synchronised.
 * Before the first run of all there is nothing to miss: that one waits for its time, or for somebody who asks for it.
 */
export function createCatchUp(services: Pick<WorkServices, 'store' | 'queue' | 'now'>, schedule: string): CatchUp {
  let lookedAt = Number.NEGATIVE_INFINITY;
  return async (log) => {
    const time = services.now().getTime();
    if (time - lookedAt < lookEveryMs) return;
    lookedAt = time;
    const slot = lastSlot(schedule, new Date(time - timerGraceMs));
    if (!(await isMissed(services, runIdAt(slot)))) return;
    log.warn(`The timer did not start the run of ${slot.toISOString()}: a request does.`);
    await startScheduledRun(services, slot, log);
  };
}

/** Run ids begin with their time, and the list is newest first. */
async function isMissed({ store }: Pick<WorkServices, 'store'>, slotId: string): Promise<boolean> {
  for await (const { id, trigger } of store.listRuns()) {
    if (id < slotId) return true;
    if (trigger === 'schedule') return false;
  }
  return false;
}
