import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startAzurite } from '../functions-host/azurite/start-azurite.ts';
import { closeIfDone } from '../src/functions/runs/close-run.ts';
import type { ClusterReport } from '../src/model/report.ts';
import { formats } from '../src/report/formats.ts';
import { openTables } from '../src/store/tables.ts';
import { writeBenchmarkSection } from './bench/benchmark-section.ts';
import { fleetReport } from './bench-report/fleet.ts';
import { benchPlan } from './bench-store/estate.ts';
import { quietLog, seedRun } from './bench-store/seed-run.ts';

/** `GET /api/report` of so many clusters (2,000 where not said) with all their findings, each format from a fresh process of the app. */
const clusters = Number(process.argv[2] ?? 2000);
const servedSchema = z.object({ url: z.string(), key: z.string() });
const peakSchema = z.object({ peakMegabytes: z.number() });

const azurite = await startAzurite();
const reports = new Map<string, ClusterReport>();
for (const cluster of (await fleetReport(clusters)).clusters) reports.set(cluster.id.toLowerCase(), cluster);
const plan = benchPlan([...reports.keys()], 250);
const reportOf = (id: string) => {
  const report = reports.get(id);
  if (report === undefined) throw new Error(`${id} is no cluster of this fleet.`);
  return report;
};
const { services, run } = await seedRun(
  openTables({ connectionString: azurite.connectionString }),
  plan,
  reportOf,
  new Date(),
);
await closeIfDone(services, run, quietLog);

const rows: string[] = [];
for (const { name } of formats.filter(({ isDocument }) => isDocument)) rows.push(await measure(name));
await azurite.stop();
console.log(rows.join('\n'));
writeBenchmarkSection('served', section());

async function measure(format: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-served-'));
  const app = fork(join(import.meta.dirname, 'bench-served', 'serve.ts'), [azurite.connectionString, folder]);
  const told = async () => (await once(app, 'message'))[0];
  const peak = async () => {
    const answer = told();
    app.send('peak');
    return peakSchema.parse(await answer).peakMegabytes;
  };
  try {
    const { url, key } = servedSchema.parse(await told());
    // What any first request costs is not the report's.
    await (await fetch(`${url}/api/runs?code=${key}`)).text();
    const before = await peak();
    const start = performance.now();
    const response = await fetch(`${url}/api/report?format=${format}&code=${key}`);
    if (response.status !== 200 || response.body === null) throw new Error(`${format}: ${response.status}`);
    let [bytes, first] = [0, 0];
    for await (const chunk of response.body) {
      if (bytes === 0) first = performance.now() - start;
      bytes += chunk.length;
    }
    const seconds = (performance.now() - start) / 1000;
    const after = await peak();
    const columns = [
      (bytes / 1e6).toFixed(1),
      Math.round(first),
      seconds.toFixed(1),
      Math.round(before),
      Math.round(after - before),
    ];
    return `| ${format} | ${columns.join(' | ')} |`;
  } finally {
    app.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function section(): string {
  return `## The report over HTTP

\`GET /api/report\` of ${clusters.toLocaleString('en')} kubenet clusters with all their findings, read from the storage emulator; the app in a fresh process for each format, on
${cpus().length} × ${cpus()[0]?.model ?? 'unknown'} with a load of ${(loadavg()[0] ?? 0).toFixed(1)} at the end. Memory: the most the process held before the request, and what it added. Run
\`npm run bench:served\` to measure again.

| Format | Size, MB | First byte, ms | Whole, s | Memory before, MB | Added, MB |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}`;
}
