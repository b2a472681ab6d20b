import { timestamp } from '../../model/timestamp.ts';
import { runIdAt } from '../../store/keys.ts';
import { isClosed } from '../../store/run-record.ts';
import type { WorkLog, WorkServices } from './work-services.ts';

/** Starts the run of a schedule slot; of several timers at once, one does. */
export async function startScheduledRun(
  services: Pick<WorkServices, 'store' | 'queue' | 'now'>,
  slot: Date,
  log: WorkLog,
): Promise<void> {
  const id = runIdAt(slot);
  if (await start(services, id, 'schedule')) log.log(`Run ${id} started.`);
  else log.log(`Run ${id} was started before: the schedule slot is taken.`);
}

/** A manual run that began, or why it did not: another is under way, or the last began too short a time ago. */
export type StartedRun =
  | { readonly id: string }
  | { readonly underWay: string }
  | { readonly tooSoon: { readonly last: string; readonly waitSeconds: number } };

/** Starts a run that somebody asked for, where none of these is under way and the last began long enough ago. */
export async function startManualRun(services: WorkServices, log: WorkLog): Promise<StartedRun> {
  const { store, limits, now } = services;
  const at = now();
  const id = runIdAt(at, crypto.randomUUID().slice(0, 8));
  const claim = await store.claimManualRun({ run: id, at: at.toISOString() }, async (last) => {
    const run = await store.readRun(last.run);
    if (run !== undefined && !isClosed(run)) return { underWay: last.run };
    const waitMs = Date.parse(last.at) + limits.startIntervalMs - at.getTime();
    return waitMs > 0 ? { tooSoon: { last: last.run, waitSeconds: Math.ceil(waitMs / 1000) } } : undefined;
  });
  if ('refusal' in claim) return claim.refusal;
  if (!(await start(services, id, 'manual'))) throw new Error(`There is a run ${id} already.`);
  log.log(`Run ${id} started.`);
  return { id };
}

/** When this dies between the two steps, the sweep sends the message. */
async function start(
  { store, queue, now }: Pick<WorkServices, 'store' | 'queue' | 'now'>,
  id: string,
  trigger: 'schedule' | 'manual',
) {
  if (!(await store.createRun({ id, trigger, createdAt: timestamp(now()) }))) return false;
  await queue.send([{ kind: 'plan', run: id }]);
  return true;
}
