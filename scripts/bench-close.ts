import { subscribe } from 'node:diagnostics_channel';
import { startAzurite } from '../functions-host/azurite/start-azurite.ts';
import { closeIfDone } from '../src/functions/runs/close-run.ts';
import { createPlanReader, defaultLimits, type WorkServices } from '../src/functions/runs/work-services.ts';
import { createAuditStore } from '../src/store/audit-store.ts';
import { createTables, openTables } from '../src/store/tables.ts';
import { benchPlan, reportOf } from './bench-close/estate.ts';

/** Closes a run of so many clusters (20,000 where not said) over Azurite: seconds, requests to storage, peak memory, rows of history. */
const clusters = Number(process.argv[2] ?? 20_000);
const perUnit = 80;
const azurite = await startAzurite();
const tables = openTables({ connectionString: azurite.connectionString }, 'Bench');
await createTables(tables);
const store = createAuditStore(tables);
const log = { log: () => undefined, warn: () => undefined, error: () => undefined };
const plan = benchPlan(clusters, perUnit);
const now = () => new Date('2026-11-22T06:05:00Z');
const run = { id: '20261122T060000Z', trigger: 'schedule', createdAt: '2026-11-22T06:00:00Z' } as const;
await store.createRun(run);
await store.writePlan(run.id, 'p', plan, now());
await store.changeRun(run.id, ['planning'], { status: 'running', planAttempt: 'p', source: plan.source });
const record = await store.readRun(run.id);
if (record === undefined) throw new Error('The run is not there.');
const planned = { ...record, planAttempt: 'p' };
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
const requests = { total: 1, throttled: 0, retried: 0, failed: 0 };
for (const [unit, { clusterIds }] of plan.units.entries()) {
  const found = clusterIds.map((id) => ({ report: reportOf(id), staleRoutes: [] }));
  await store.writeResult('p', { runId: run.id, unit, attempt: 'w' }, found, { troubles: [], requests, checks: [] });
  await store.completeUnit(planned, unit, 'w', now());
  await store.markRecorded(planned, unit);
}
await store.writeResult('p', { runId: run.id, unit: 'estate', attempt: 'w' }, [], {
  troubles: [],
  requests,
  checks: [],
});
await store.completeUnit(planned, 'estate', 'w', now());

let sent = 0;
subscribe('http.client.request.start', () => {
  sent += 1;
});
const began = performance.now();
await closeIfDone(services, planned, log);
const seconds = (performance.now() - began) / 1000;
const closed = await store.readRun(run.id);
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(
  `${clusters} clusters closed (${closed?.status}): ${seconds.toFixed(1)} s, ${sent} requests, ${peakMb} MB with the emulator in the process\n`,
);
await azurite.stop();
