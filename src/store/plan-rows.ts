import type { TableClient } from '@azure/data-tables';
import { type AuditPlan, auditPlanSchema } from '../model/audit.ts';
import { resourceKey } from '../model/resource-id.ts';
import { StoredValueError } from './errors.ts';
import { estateUnit, planPartition, planRow, unitRowKey, unitsPartition } from './keys.ts';
import { packedRows, readPacked } from './packed-value.ts';
import { type Row, writeRows } from './rows.ts';
import type { PlannedRun } from './run-record.ts';

/** Writes a plan and its units under a name of its own; it is nobody's plan until the run names the attempt. */
export async function writePlan(
  results: TableClient,
  runId: string,
  attempt: string,
  plan: AuditPlan,
  now: Date,
): Promise<void> {
  refuseSharedClusters(plan);
  await writeRows(results, await packedRows(planPartition(runId, attempt), planRow, plan));
  await writeRows(results, unitRows(runId, attempt, plan, now));
}

export async function readPlan(results: TableClient, run: PlannedRun): Promise<AuditPlan> {
  const partition = planPartition(run.id, run.planAttempt);
  const plan = await readPacked(results, partition, planRow, auditPlanSchema);
  if (plan === undefined) throw new StoredValueError(results.tableName, partition, planRow, 'The plan is not there.');
  return plan;
}

function* unitRows(runId: string, attempt: string, plan: AuditPlan, now: Date): Generator<Row> {
  for (const unit of [...plan.units.keys(), estateUnit] as const) {
    yield {
      partitionKey: unitsPartition(runId, attempt),
      rowKey: unitRowKey(unit),
      status: 'open',
      touchedAt: now.toISOString(),
    };
  }
}

/** A cluster in two units would be in the report twice. */
function refuseSharedClusters({ units }: AuditPlan): void {
  const seen = new Set<string>();
  for (const id of units.flatMap((unit) => unit.clusterIds)) {
    if (seen.has(resourceKey(id))) throw new Error(`The plan has cluster ${id} in two units.`);
    seen.add(resourceKey(id));
  }
}
