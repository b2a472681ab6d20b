import { isRunning, type PlannedRun, type RunRecord } from '../../store/run-record.ts';
import { closeIfDone } from './close-run.ts';
import { failPlanning } from './fail-planning.ts';
import { failUnit } from './fail-unit.ts';
import type { WorkLog, WorkServices } from './work-services.ts';

/** Moves on what lost its message or its worker, closes runs that take too long, and deletes what is kept no longer. */
export async function sweep(services: WorkServices, log: WorkLog): Promise<void> {
  const { store, limits, now } = services;
  const problems: unknown[] = [];
  for await (const run of store.listOpenRuns()) {
    // One run that cannot be moved on must not keep the others.
    await sweepRun(services, run, log).catch((error: unknown) => problems.push(error));
  }
  await store.deleteExpired(limits.retention, now());
  if (problems.length > 0) throw new AggregateError(problems, problems.map(String).join(' '));
}

async function sweepRun(services: WorkServices, run: RunRecord, log: WorkLog): Promise<void> {
  const { limits, now } = services;
  const isLate = now().getTime() - Date.parse(run.createdAt) > limits.runLimitMs;
  const why = `did not finish within ${Math.round(limits.runLimitMs / 60_000)} minutes of the start of the run`;
  if (isRunning(run)) {
    if (isLate) return closeLate(services, run, why, log);
    await resendUnits(services, run, log);
    await closeIfDone(services, run, log);
  } else if (isLate) {
    await failPlanning(services, run.id, why, log);
  } else if (isUntouched(services, run.touchedAt)) {
    await resendPlan(services, run, log);
  }
}

/** What is stored of the run may be what keeps it from closing: then it fails rather than staying open for ever. */
async function closeLate(services: WorkServices, run: PlannedRun, why: string, log: WorkLog): Promise<void> {
  const { store, now, alerts } = services;
  try {
    await failOpenUnits(services, run, why, log);
    await closeIfDone(services, run, log);
  } catch (error) {
    const failure = `The run ${why}, and could not be closed: ${error instanceof Error ? error.message : String(error)}`;
    const change = { status: 'failed', failure, closedAt: now().toISOString() } as const;
    const failed = await store.changeRun(run.id, ['running'], change);
    if (failed?.failure === failure) await alerts?.runClosed(run.id, log);
    throw error;
  }
}

async function failOpenUnits(services: WorkServices, run: PlannedRun, why: string, log: WorkLog): Promise<void> {
  for await (const { unit } of services.store.listOpenUnits(run)) await failUnit(services, run, unit, why, log);
}

async function resendUnits(services: WorkServices, run: PlannedRun, log: WorkLog): Promise<void> {
  const { store, queue, now } = services;
  for await (const { unit, touchedAt } of store.listOpenUnits(run)) {
    if (!isUntouched(services, touchedAt)) continue;
    log.warn(`Unit ${unit} of run ${run.id} is untouched since ${touchedAt}: sent for again.`);
    await queue.send([{ kind: 'unit', run: run.id, plan: run.planAttempt, unit }]);
    await store.touchUnit(run, unit, now());
  }
}

async function resendPlan({ store, queue, now }: WorkServices, run: RunRecord, log: WorkLog): Promise<void> {
  log.warn(`Run ${run.id} is still not planned: sent for again.`);
  await queue.send([{ kind: 'plan', run: run.id }]);
  await store.changeRun(run.id, ['planning'], { touchedAt: now().toISOString() });
}

function isUntouched({ limits, now }: WorkServices, touchedAt: string): boolean {
  return now().getTime() - Date.parse(touchedAt) > limits.resendAfterMs;
}
