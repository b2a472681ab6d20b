import {
  createPlanReader,
  defaultLimits,
  type WorkLog,
  type WorkServices,
} from '../../src/functions/runs/work-services.ts';
import type { AuditPlan } from '../../src/model/audit.ts';
import type { ClusterReport } from '../../src/model/report.ts';
import { createAuditStore } from '../../src/store/audit-store.ts';
import { runIdAt } from '../../src/store/keys.ts';
import type { PlannedRun } from '../../src/store/run-record.ts';
import { type AuditTables, createTables } from '../../src/store/tables.ts';

export interface SeededRun {
  readonly services: WorkServices;
  readonly run: PlannedRun;
}

/** Of what is measured nobody reads the log. */
export const quietLog: WorkLog = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** A run whose units are all done, as workers leave it: what is missing is that somebody closes it. */
export async function seedRun(
  tables: AuditTables,
  plan: AuditPlan,
  reportOf: (clusterId: string) => ClusterReport,
  at: Date,
): Promise<SeededRun> {
  await createTables(tables);
  const store = createAuditStore(tables);
  const now = () => at;
  const created = { id: runIdAt(at), trigger: 'schedule', createdAt: at.toISOString() } as const;
  await store.createRun(created);
  await store.writePlan(created.id, 'p', plan, at);
  await store.changeRun(created.id, ['planning'], { status: 'running', planAttempt: 'p', source: plan.source });
  const record = await store.readRun(created.id);
  if (record === undefined) throw new Error('The run is not there.');
  const run = { ...record, planAttempt: 'p' };
  const outcome = () => ({ troubles: [], requests: { total: 1, throttled: 0, retried: 0, failed: 0 }, checks: [] });
  for (const [unit, { clusterIds }] of plan.units.entries()) {
    const clusters = clusterIds.map((id) => ({ report: reportOf(id), staleRoutes: [] }));
    await store.writeResult('p', { runId: run.id, unit, attempt: 'w' }, { clusters, outcome });
    await store.completeUnit(run, unit, 'w', at);
    await store.markRecorded(run, unit);
  }
  await store.writeResult('p', { runId: run.id, unit: 'estate', attempt: 'w' }, { clusters: [], outcome });
  await store.completeUnit(run, 'estate', 'w', at);
  const services: WorkServices = {
    ...{ store, now, limits: defaultLimits, readPlan: createPlanReader(store) },
    scope: { managementGroups: [], subscriptionIds: [], clusters: [], tags: {} },
    queue: { send: async () => undefined },
    engine: {
      plan: async () => plan,
      auditUnit: () => Promise.reject(new Error('Nothing is audited here.')),
      auditEstate: () => Promise.reject(new Error('Nothing is audited here.')),
    },
  };
  return { services, run };
}
