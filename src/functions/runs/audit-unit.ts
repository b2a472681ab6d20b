import type { AuditedCluster, EstateResult } from '../../model/audit.ts';
import { seenLive } from '../../model/live-since.ts';
import { resourceKey } from '../../model/resource-id.ts';
import { wholeAnswer } from '../../model/whole-answer.ts';
import { withLiveSince } from '../../scoring/live-since.ts';
import { slimCluster } from '../../store/cluster-summary.ts';
import { historyPoints, livePoints, previousAudits } from '../../store/history-rows.ts';
import { estateUnit, newAttempt, type UnitId } from '../../store/keys.ts';
import type { PlannedRun } from '../../store/run-record.ts';
import { closeIfDone } from './close-run.ts';
import { passOver } from './damaged-history.ts';
import { movedClusters } from './moved-clusters.ts';
import { recordUnit } from './record-unit.ts';
import type { WorkLog, WorkServices } from './work-services.ts';

/** Audits a unit that is open. Its result counts if no other attempt was first. */
export async function auditUnit(services: WorkServices, run: PlannedRun, unit: UnitId, log: WorkLog): Promise<void> {
  const { store, now } = services;
  const record = await store.readUnit(run, unit);
  if (record === undefined) {
    log.error(`Run ${run.id} has no unit ${unit}: the message is dropped.`);
    return;
  }
  if (record.status === 'done') {
    // Whoever completed it may have died before the history had it; closing sees to that.
    log.log(`Unit ${unit} of run ${run.id} is done: the message is dropped.`);
  } else {
    await store.touchUnit(run, unit, now());
    const { clusters, outcome } = await findOut(services, run, unit, log);
    const attempt = newAttempt();
    await store.writeResult(run.planAttempt, { runId: run.id, unit, attempt }, clusters, outcome);
    const won = await store.completeUnit(run, unit, attempt, now());
    if (won) await recordUnit(services, run, unit, clusters.map(slimCluster), log);
    log.log(`Unit ${unit} of run ${run.id} is done${won ? '' : ', by another attempt that was first'}.`);
  }
  await closeIfDone(services, run, log, unit);
}

interface Found {
  readonly clusters: readonly AuditedCluster[];
  readonly outcome: EstateResult;
}

async function findOut(
  { store, engine, readPlan }: WorkServices,
  run: PlannedRun,
  unit: UnitId,
  log: WorkLog,
): Promise<Found> {
  const plan = await readPlan(run);
  const asOf = new Date(run.createdAt);
  if (unit === estateUnit) {
    const moved = await movedClusters(store, plan, run, passOver(log));
    return { clusters: [], outcome: await engine.auditEstate(plan, asOf, moved) };
  }
  const asked = plan.units[unit];
  if (asked === undefined) throw new Error(`The plan of run ${run.id} has no unit ${unit}.`);
  const histories = await store.clusterHistories(asked.clusterIds, run.id, passOver(log));
  const context = { asOf, source: plan.source, index: plan.index, previousAudits: previousAudits(histories) };
  const result = await engine.auditUnit(asked, context);
  const troubles = wholeAnswer(asked, result);
  const { requests } = result;
  const clusters = result.clusters.map(({ report, ...rest }) => {
    const seen = histories.get(resourceKey(report.id)) ?? [];
    const since = withLiveSince({ asOf: run.createdAt, live: seenLive(report) }, livePoints(seen));
    return { ...rest, report: { ...report, history: historyPoints(seen), ...since } };
  });
  return { clusters, outcome: { requests, troubles, checks: [] } };
}
