import type { AuditPlan, ScopeTrouble } from '../../model/audit.ts';
import { resourceNameOf, subscriptionIdOf } from '../../model/resource-id.ts';
import { estateUnit, newAttempt, type UnitId } from '../../store/keys.ts';
import type { PlannedRun } from '../../store/run-record.ts';
import type { WorkLog, WorkServices } from './work-services.ts';

/** Gives up a unit that is open: the scopes of its clusters say so, with the clusters' names. `why`: "did not …". */
export async function failUnit(
  services: WorkServices,
  run: PlannedRun,
  unit: UnitId,
  why: string,
  log: WorkLog,
): Promise<void> {
  const { store, readPlan, now } = services;
  const attempt = newAttempt();
  const troubles =
    unit === estateUnit ? estateTroubles(await readPlan(run), why) : unitTroubles(await readPlan(run), unit, why);
  const requests = { total: 0, throttled: 0, retried: 0, failed: 0 };
  const outcome = () => ({ troubles, requests, checks: [] });
  await store.writeResult(run.planAttempt, { runId: run.id, unit, attempt }, { clusters: [], outcome });
  if (await store.completeUnit(run, unit, attempt, now())) log.error(`Unit ${unit} of run ${run.id} ${why}: given up.`);
}

function estateTroubles({ scopes }: AuditPlan, why: string): ScopeTrouble[] {
  const reason = `The search for resources that belong to no cluster ${why}.`;
  return scopes.map(({ subscriptionId }) => ({ subscriptionId, reason }));
}

function unitTroubles({ units }: AuditPlan, unit: number, why: string): ScopeTrouble[] {
  const bySubscription = Map.groupBy(units[unit]?.clusterIds ?? [], (id) => subscriptionIdOf(id) ?? '');
  return [...bySubscription].map(([subscriptionId, ids]) => ({
    subscriptionId,
    reason: `The audit of ${ids.map(resourceNameOf).sort().join(', ')} ${why}.`,
  }));
}
