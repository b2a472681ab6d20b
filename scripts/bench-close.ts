import { subscribe } from 'node:diagnostics_channel';
import { startAzurite } from '../functions-host/azurite/start-azurite.ts';
import { closeIfDone } from '../src/functions/runs/close-run.ts';
import { openTables } from '../src/store/tables.ts';
import { benchIds, benchPlan, reportOf } from './bench-store/estate.ts';
import { quietLog, seedRun } from './bench-store/seed-run.ts';

/** Closes a run of so many clusters (20,000 where not said) over Azurite: seconds, requests to storage, peak memory, rows of history. */
const clusters = Number(process.argv[2] ?? 20_000);
const perUnit = 80;
const azurite = await startAzurite();
const tables = openTables({ connectionString: azurite.connectionString }, 'Bench');
const plan = benchPlan(benchIds(clusters), perUnit);
const { services, run } = await seedRun(tables, plan, reportOf, new Date('2026-11-22T06:00:00Z'));

let sent = 0;
subscribe('http.client.request.start', () => {
  sent += 1;
});
const began = performance.now();
await closeIfDone(services, run, quietLog);
const seconds = (performance.now() - began) / 1000;
const closed = await services.store.readRun(run.id);
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(
  `${clusters} clusters closed (${closed?.status}): ${seconds.toFixed(1)} s, ${sent} requests, ${peakMb} MB with the emulator in the process\n`,
);
await azurite.stop();
