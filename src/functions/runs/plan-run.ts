import { newAttempt } from '../../store/keys.ts';
import { isRunning, type PlannedRun, type RunRecord } from '../../store/run-record.ts';
import type { WorkMessage } from './messages.ts';
import type { WorkLog, WorkServices } from './work-services.ts';

/** Plans the run unless that is done, and sends for its open units. */
export async function planRun(services: WorkServices, run: RunRecord, log: WorkLog): Promise<void> {
  const planned = run.status === 'planning' ? await commitPlan(services, run, log) : run;
  if (planned !== undefined && isRunning(planned)) await services.queue.send(openUnits(services, planned));
}

/** Of several plans for one run, the first to be named by the run is the plan. */
async function commitPlan(
  { store, engine, scope, now }: WorkServices,
  { id }: RunRecord,
  log: WorkLog,
): Promise<RunRecord | undefined> {
  const plan = await engine.plan(scope);
  const attempt = newAttempt();
  await store.writePlan(id, attempt, plan, now());
  const run = await store.changeRun(id, ['planning'], {
    status: 'running',
    planAttempt: attempt,
    source: plan.source,
    units: plan.units.length + 1,
    touchedAt: now().toISOString(),
  });
  if (run?.planAttempt === attempt) log.log(`Run ${id} planned: ${plan.units.length} units and the estate.`);
  else log.log(`Run ${id} was planned by somebody else at the same time.`);
  return run;
}

async function* openUnits({ store }: WorkServices, run: PlannedRun): AsyncGenerator<WorkMessage> {
  for await (const { unit } of store.listOpenUnits(run)) {
    yield { kind: 'unit', run: run.id, plan: run.planAttempt, unit };
  }
}
