import { fleetCount } from '../../audit/fleet-history.ts';
import { reportHead } from '../../audit/report-head.ts';
import { countRun, type RunCount } from '../../audit/run-count.ts';
import type { ReportHead } from '../../model/report.ts';
import type { Schedule } from '../../model/schedule.ts';
import { timestamp } from '../../model/timestamp.ts';
import { noWaivers } from '../../model/waiver.ts';
import type { FleetCount } from '../../scoring/comparable-points.ts';
import { StoredValueError } from '../../store/errors.ts';
import type { IndexEntry } from '../../store/index-rows.ts';
import { newAttempt, type UnitId } from '../../store/keys.ts';
import type { UnitDigest } from '../../store/result-rows.ts';
import type { PlannedRun } from '../../store/run-record.ts';
import { defaultAppPlanSettings } from '../read-plan-settings.ts';
import { passOver } from './damaged-history.ts';
import { recordUnit } from './record-unit.ts';
import type { WorkLog, WorkServices } from './work-services.ts';

/** Longer than closing takes; of one that died, the sweep closes the run after this. */
const closingMs = 5 * 60 * 1000;

/** Closes the run if no unit is open and nobody else closes it. The first to change the run's row has closed it. */
export async function closeIfDone(
  services: WorkServices,
  run: PlannedRun,
  log: WorkLog,
  justDone?: UnitId,
): Promise<void> {
  const { store, now } = services;
  if (await store.hasOpenUnit(run, justDone)) return;
  const attempt = newAttempt();
  const at = now();
  if (!(await store.claimClosing(run.id, attempt, at, new Date(at.getTime() + closingMs)))) return;
  try {
    await close(services, run, attempt, log);
  } catch (error) {
    // Whoever tries next need not wait.
    await store.claimClosing(run.id, attempt, now(), at);
    throw error;
  }
}

async function close(services: WorkServices, run: PlannedRun, attempt: string, log: WorkLog): Promise<void> {
  const { store, now } = services;
  const head = await writeReport(services, run, attempt, log);
  const { clusters, kubenet, liveProblems } = head.summary;
  const { status, scopes, verdicts } = fleetCount(head);
  const counts = { clusters, kubenet, verdicts, liveProblems, scopes };
  await store.writeFleetHistory({ runId: run.id, asOf: run.createdAt, status, ...counts });
  const closed = await store.changeRun(run.id, ['running'], {
    status,
    closedAt: timestamp(now()),
    headAttempt: attempt,
    index: 'packed',
    summary: head.summary,
  });
  if (closed?.headAttempt !== attempt) return;
  log.log(`Run ${run.id} closed: ${status}, ${kubenet} kubenet clusters.`);
  await services.alerts?.runClosed(run.id, log);
}

/** What the head of the report needs of all units. */
interface Counted {
  readonly count: RunCount;
  readonly outcomes: UnitDigest['outcome'][];
}

/** The clusters in the order of the report, which units and their clusters follow; each is counted and let go of. */
async function* countEach(found: ReturnType<typeof digests>, { count, outcomes }: Counted): AsyncGenerator<IndexEntry> {
  for await (const { at, digest } of found) {
    outcomes.push(digest.outcome);
    for (const { summary } of digest.clusters) {
      count.add(
        summary,
        summary.failing.filter(({ waived }) => waived !== true),
      );
      yield { summary, at };
    }
  }
}

/** Index and head, in one walk over what the units found. */
async function writeReport(
  services: WorkServices,
  run: PlannedRun,
  attempt: string,
  log: WorkLog,
): Promise<ReportHead> {
  const { store } = services;
  const { settings, problems } = services.planSettings ?? defaultAppPlanSettings;
  const count = countRun(settings);
  const outcomes: UnitDigest['outcome'][] = [];
  await store.writeIndex(run.id, attempt, countEach(digests(services, run, log), { count, outcomes }));
  const plan = await services.readPlan(run);
  const head = reportHead({
    id: run.id,
    asOf: run.createdAt,
    startedAt: run.createdAt,
    finishedAt: timestamp(services.now()),
    plan,
    count,
    troubles: outcomes.flatMap(({ troubles }) => troubles),
    requests: outcomes.map(({ requests }) => requests),
    estateChecks: outcomes.flatMap(({ checks }) => checks),
    waivers: services.waivers ?? noWaivers,
    migrations: outcomes.flatMap(({ migrations }) => migrations ?? []),
    before: await runsBefore(services, run, log),
    planning: { settings, problems, previous: await scheduleBefore(services, run, log) },
    noticeTrouble: (await services.alerts?.undelivered(log))?.sentence,
  });
  await store.writeHead(run.id, attempt, head);
  return head;
}

/** What the winners of all units found; what the history lacks of it, since a worker died, is added. */
async function* digests(
  services: WorkServices,
  run: PlannedRun,
  log: WorkLog,
): ReturnType<WorkServices['store']['listDigests']> {
  const winners = new Map<UnitId, string>();
  const unrecorded = new Set<UnitId>();
  for await (const { unit, winner, isRecorded } of services.store.listUnits(run)) {
    if (winner === undefined) throw new Error(`Unit ${unit} of run ${run.id} is done, but no attempt has won it.`);
    winners.set(unit, winner);
    if (!isRecorded) unrecorded.add(unit);
  }
  for await (const found of services.store.listDigests(run, winners)) {
    const { clusters } = found.digest;
    if (clusters.length > 0 && unrecorded.has(found.at.unit))
      await recordUnit(services, run, found.at.unit, clusters, log);
    yield found;
  }
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

async function runsBefore({ store }: WorkServices, run: PlannedRun, log: WorkLog): Promise<FleetCount[]> {
  const counts: FleetCount[] = [];
  for await (const { asOf, kubenet, verdicts, status, scopes, invented } of store.listFleetHistory(
    run.id,
    passOver(log),
  )) {
    counts.push({ asOf, kubenet, verdicts, status, scopes, invented });
    if (counts.length === runsLookedBack) break;
  }
  return counts;
}
