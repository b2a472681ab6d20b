import type { AuditedCluster, UnitResult } from '../../model/audit.ts';
import { seenLive } from '../../model/live-since.ts';
import { type ResourceKey, resourceKey } from '../../model/resource-id.ts';
import { wholeAnswer } from '../../model/whole-answer.ts';
import { withLiveSince } from '../../scoring/live-since.ts';
import type { ClusterHistory } from '../../store/cluster-history.ts';
import { historyPoints, livePoints, previousAudits } from '../../store/history-rows.ts';
import { estateUnit, newAttempt, type UnitId } from '../../store/keys.ts';
import type { UnitFindings } from '../../store/result-rows.ts';
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
    const found = await findOut(services, run, unit, log);
    const attempt = newAttempt();
    const clusters = await store.writeResult(run.planAttempt, { runId: run.id, unit, attempt }, found);
    const won = await store.completeUnit(run, unit, attempt, now());
    if (won) await recordUnit(services, run, unit, clusters, log);
    log.log(`Unit ${unit} of run ${run.id} is done${won ? '' : ', by another attempt that was first'}.`);
  }
  await closeIfDone(services, run, log, unit);
}

async function findOut(
  { store, engine, readPlan }: WorkServices,
  run: PlannedRun,
  unit: UnitId,
  log: WorkLog,
): Promise<UnitFindings> {
  const plan = await readPlan(run);
  const asOf = new Date(run.createdAt);
  if (unit === estateUnit) {
    const moved = await movedClusters(store, plan, run, passOver(log));
    const estate = await engine.auditEstate(plan, asOf, moved);
    return { clusters: [], outcome: () => estate };
  }
  const asked = plan.units[unit];
  if (asked === undefined) throw new Error(`The plan of run ${run.id} has no unit ${unit}.`);
  const histories = await store.clusterHistories(asked.clusterIds, run.id, passOver(log));
  const context = { asOf, source: plan.source, index: plan.index, previousAudits: previousAudits(histories) };
  const result = await engine.auditUnit(asked, context);
  return {
    clusters: withHistory(result.clusters, histories, run.createdAt),
    outcome: (clusters) => {
      const clusterIds = clusters.map(({ summary }) => summary.id);
      const troubles = wholeAnswer(asked, { clusterIds, troubles: result.troubles });
      return { requests: result.requests, troubles, checks: [] };
    },
  };
}

async function* withHistory(
  clusters: UnitResult['clusters'],
  histories: ReadonlyMap<ResourceKey, readonly ClusterHistory[]>,
  asOf: string,
): AsyncGenerator<AuditedCluster> {
  for await (const { report, ...rest } of clusters) {
    const seen = histories.get(resourceKey(report.id)) ?? [];
    const since = withLiveSince({ asOf, live: seenLive(report) }, livePoints(seen));
    yield { ...rest, report: { ...report, history: historyPoints(seen), ...since } };
  }
}
