import { isClosed, isRunning } from '../../store/run-record.ts';
import { closeIfDone } from './close-run.ts';
import { failUnit } from './fail-unit.ts';
import { workMessageSchema } from './messages.ts';
import { postponePlanning } from './postpone-planning.ts';
import type { WorkLog, WorkServices } from './work-services.ts';

/** Says in the report what a message stood for that failed `attempts` times. */
export async function handlePoison(
  services: WorkServices,
  content: unknown,
  attempts: number,
  log: WorkLog,
): Promise<void> {
  const parsed = workMessageSchema.safeParse(content);
  if (!parsed.success) {
    log.error(`A message that cannot be understood was dropped: ${parsed.error.issues[0]?.message}.`);
    return;
  }
  const message = parsed.data;
  const run = await services.store.readRun(message.run);
  if (run === undefined || isClosed(run)) {
    log.log(`Run ${message.run} is ${run?.status ?? 'not known'}: its failed ${message.kind} message is dropped.`);
  } else if (message.kind === 'plan') {
    await postponePlanning(services, run, attempts, log);
  } else if (isRunning(run) && run.planAttempt === message.plan) {
    await failUnit(services, run, message.unit, `did not finish after ${attempts} attempts`, log);
    await closeIfDone(services, run, log, message.unit);
  }
}
