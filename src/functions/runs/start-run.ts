import { timestamp } from '../../model/timestamp.ts';
import { runIdAt } from '../../store/keys.ts';
import type { WorkLog, WorkServices } from './work-services.ts';

/** Starts the run of a schedule slot; of several timers at once, one does. */
export async function startScheduledRun(services: WorkServices, slot: Date, log: WorkLog): Promise<void> {
  const id = runIdAt(slot);
  if (await start(services, id, 'schedule')) log.log(`Run ${id} started.`);
  else log.log(`Run ${id} was started before: the schedule slot is taken.`);
}

/** Starts a run that somebody asked for, and gives its id. */
export async function startManualRun(services: WorkServices, log: WorkLog): Promise<string> {
  for (;;) {
    const id = runIdAt(services.now(), crypto.randomUUID().slice(0, 8));
    if (!(await start(services, id, 'manual'))) continue;
    log.log(`Run ${id} started.`);
    return id;
  }
}

/** When this dies between the two steps, the sweep sends the message. */
async function start({ store, queue, now }: WorkServices, id: string, trigger: 'schedule' | 'manual') {
  if (!(await store.createRun({ id, trigger, createdAt: timestamp(now()) }))) return false;
  await queue.send([{ kind: 'plan', run: id }]);
  return true;
}
