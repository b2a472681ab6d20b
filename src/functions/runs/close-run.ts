import pLimit from 'p-limit';
import { fleetCount } from '../../audit/fleet-history.ts';
import { reportHead } from '../../audit/report-head.ts';
import type { PlanSettings } from '../../model/plan-settings.ts';
import type { ReportHead } from '../../model/report.ts';
import type { Schedule } from '../../model/schedule.ts';
import { timestamp } from '../../model/timestamp.ts';
import { noWaivers } from '../../model/waiver.ts';
import { makeSchedule } from '../../plan/make-schedule.ts';
import { type PlanCluster, planCluster } from '../../plan/plan-cluster.ts';
import type { FleetCount } from '../../scoring/comparable-points.ts';
import { createSummaryTally } from '../../scoring/summarise.ts';
import type { ClusterSummary } from '../../store/cluster-summary.ts';
import { StoredValueError } from '../../store/errors.ts';
import { newAttempt, type UnitId } from '../../store/keys.ts';
import type { PlannedRun } from '../../store/run-record.ts';
import { defaultAppPlanSettings } from '../read-plan-settings.ts';
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
  const head = await makeHead(services, run, log);
  const attempt = newAttempt();
  await store.writeHead(run.id, attempt, head);
  const { clusters, kubenet, liveProblems } = head.summary;
  const { status, scopes, verdicts } = fleetCount(head);
  const counts = { clusters, kubenet, verdicts, liveProblems, scopes };
  await store.writeFleetHistory({ runId: run.id, asOf: run.createdAt, status, ...counts });
  const closed = await store.changeRun(run.id, ['running'], {
    status,
    closedAt: timestamp(now()),
    headAttempt: attempt,
    summary: head.summary,
  });
  if (closed?.headAttempt !== attempt) return;
  log.log(`Run ${run.id} closed: ${status}, ${kubenet} kubenet clusters.`);
  await services.alerts?.runClosed(run.id, log);
}

const unitsAtOnce = 4;

async function makeHead(services: WorkServices, run: PlannedRun, log: WorkLog): Promise<ReportHead> {
  const tally = createSummaryTally();
  const units = await Array.fromAsync(services.store.listUnits(run));
  const { settings, problems } = services.planSettings ?? defaultAppPlanSettings;
  const clusters: PlanCluster[] = [];
  const take = (summary: ClusterSummary) => {
    tally.add(summary);
    clusters.push(planClusterOf(summary, settings));
  };
  const outcomes = await pLimit(unitsAtOnce).map(units, (unit) => indexUnit(services, run, unit, take));
  const plan = await services.readPlan(run);
  return reportHead({
    id: run.id,
    asOf: run.createdAt,
    startedAt: run.createdAt,
    finishedAt: timestamp(services.now()),
    plan,
    tally,
    troubles: outcomes.flatMap(({ troubles }) => troubles),
    requests: outcomes.map(({ requests }) => requests),
    estateChecks: outcomes.flatMap(({ checks }) => checks),
    waivers: services.waivers ?? noWaivers,
    migrations: outcomes.flatMap(({ migrations }) => migrations ?? []),
    before: await runsBefore(services, run),
    schedule: makeSchedule({
      clusters,
      left: [...plan.overlay, ...plan.other],
      asOf: run.createdAt,
      settings,
      problems,
      previous: await scheduleBefore(services, run, log),
    }),
    noticeTrouble: (await services.alerts?.undelivered(log))?.sentence,
  });
}

function planClusterOf(summary: ClusterSummary, { tags }: PlanSettings): PlanCluster {
  return planCluster(
    summary,
    summary.failing.filter(({ waived }) => waived !== true),
    tags,
  );
}

/** Of the last complete or partial report before this run's: a run that saw nothing planned nothing. */
async function scheduleBefore({ store }: WorkServices, run: PlannedRun, log: WorkLog): Promise<Schedule | undefined> {
  const before = await store.latestReportedRun();
  if (before === undefined || before.id === run.id) return undefined;
  try {
    return (await store.openReport(before.id))?.head.schedule;
  } catch (error) {
    if (!(error instanceof StoredValueError)) throw error;
    log.error(`The plan is made anew, without the dates of run ${before.id}: ${error.message}`);
    return undefined;
  }
}

/** Far beyond what a report keeps of a daily audit; one that runs every hour is looked back on a month. */
const runsLookedBack = 800;

async function runsBefore({ store }: WorkServices, run: PlannedRun): Promise<FleetCount[]> {
  const counts: FleetCount[] = [];
  for await (const { asOf, kubenet, verdicts, status, scopes, invented } of store.listFleetHistory(run.id)) {
    counts.push({ asOf, kubenet, verdicts, status, scopes, invented });
    if (counts.length === runsLookedBack) break;
  }
  return counts;
}
