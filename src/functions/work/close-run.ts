import pLimit from 'p-limit';
import { reportHead } from '../../audit/report-head.ts';
import type { ReportHead } from '../../model/report.ts';
import { timestamp } from '../../model/timestamp.ts';
import { type KubenetCount, paceWeeks } from '../../scoring/forecast.ts';
import { createSummaryTally } from '../../scoring/summarise.ts';
import { newAttempt, type UnitId } from '../../store/keys.ts';
import type { PlannedRun } from '../../store/run-record.ts';
import { indexUnit } from './index-unit.ts';
import type { WorkLog, WorkServices } from './work-services.ts';

/**
 * Closes the run if no unit is open. Whoever comes here does all of it; the first to change the run's row has closed it, and the
 * others' work says the same and changes nothing.
 */
export async function closeIfDone(
  services: WorkServices,
  run: PlannedRun,
  log: WorkLog,
  justDone?: UnitId,
): Promise<void> {
  const { store, now } = services;
  if (await store.hasOpenUnit(run, justDone)) return;
  const head = await makeHead(services, run);
  const attempt = newAttempt();
  await store.writeHead(run.id, attempt, head);
  const { status } = head.run;
  const { clusters, kubenet, verdicts, liveProblems } = head.summary;
  const counts = { clusters, kubenet, verdicts, liveProblems };
  await store.writeFleetHistory({ runId: run.id, asOf: run.createdAt, status, ...counts });
  const closed = await store.changeRun(run.id, ['running'], {
    status,
    closedAt: timestamp(now()),
    headAttempt: attempt,
    summary: head.summary,
  });
  if (closed?.headAttempt === attempt) log.log(`Run ${run.id} closed: ${status}, ${kubenet} kubenet clusters.`);
}

const unitsAtOnce = 4;

async function makeHead(services: WorkServices, run: PlannedRun): Promise<ReportHead> {
  const tally = createSummaryTally();
  const units = await Array.fromAsync(services.store.listUnits(run));
  const outcomes = await pLimit(unitsAtOnce).map(units, (unit) => indexUnit(services, run, unit, tally));
  return reportHead({
    id: run.id,
    asOf: run.createdAt,
    startedAt: run.createdAt,
    finishedAt: timestamp(services.now()),
    plan: await services.readPlan(run),
    tally,
    troubles: outcomes.flatMap(({ troubles }) => troubles),
    requests: outcomes.map(({ requests }) => requests),
    estateChecks: outcomes.flatMap(({ checks }) => checks),
    countsBefore: await countsBefore(services, run),
  });
}

async function countsBefore({ store }: WorkServices, run: PlannedRun): Promise<KubenetCount[]> {
  const oldest = Date.parse(run.createdAt) - paceWeeks * 7 * 24 * 60 * 60 * 1000;
  const counts: KubenetCount[] = [];
  for await (const { asOf, kubenet, status } of store.listFleetHistory(run.id)) {
    if (Date.parse(asOf) < oldest) break;
    if (status === 'complete') counts.push({ asOf, kubenet });
  }
  return counts;
}
