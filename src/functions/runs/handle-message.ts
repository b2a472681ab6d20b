import { isClosed, isRunning } from '../../store/run-record.ts';
import { auditUnit } from './audit-unit.ts';
import { type WorkMessage, workMessageSchema } from './messages.ts';
import { planRun } from './plan-run.ts';
import type { WorkLog, WorkServices } from './work-services.ts';

/** Does what a message of the work queue asks for. It may come twice, late, and after its run has closed. */
export async function handleMessage(services: WorkServices, content: unknown, log: WorkLog): Promise<void> {
  const message = parseMessage(content);
  const run = await services.store.readRun(message.run);
  if (run === undefined || isClosed(run)) {
    log.log(`Run ${message.run} is ${run?.status ?? 'not known'}: its ${message.kind} message is dropped.`);
  } else if (message.kind === 'plan') {
    await planRun(services, run, log);
  } else if (isRunning(run) && run.planAttempt === message.plan) {
    await auditUnit(services, run, message.unit, log);
  } else {
    log.warn(`Unit ${message.unit} is of a plan that run ${run.id} does not follow: its message is dropped.`);
  }
}

/** Throws, so that a message that cannot be understood ends in the poison queue and its log. */
function parseMessage(content: unknown): WorkMessage {
  const parsed = workMessageSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Error(`A message of the work queue cannot be understood: ${parsed.error.issues[0]?.message}.`);
}
