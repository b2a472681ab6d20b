import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startAzurite } from '../functions-host/azurite/start-azurite.ts';
import { startAzure } from './bench/azure-process.ts';
import { writeBenchmarkSection } from './bench/benchmark-section.ts';
import { type MeasuredApp, startMeasuredApp } from './bench-served/measured-app.ts';

/**
 * One audit through Resource Graph by the built app, alone, of simulated estates: `bench-app.ts 500/2000 5000/20000`, subscriptions and
 * clusters. With `--app FOLDER` of an app that is built already.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { app: { type: 'string' } } });
const sizes = positionals.length > 0 ? positionals : ['500/2000'];

const startedSchema = z.object({ id: z.string() });
const runSchema = z.object({ status: z.string() });
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'bench-app-'));
const rows: string[] = [];
try {
  const appDirectory = values.app ?? build();
  for (const size of sizes) rows.push(await measureSize(size, appDirectory));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (values.app === undefined) writeBenchmarkSection('app', section());

function build(): string {
  execFileSync(process.execPath, ['scripts/build.ts', '--only', 'app', '--into', folder], { cwd: root });
  return join(folder, 'app');
}

async function measureSize(size: string, appDirectory: string): Promise<string> {
  const [subscriptions = 1, clusters = 1] = size.split('/').map(Number);
  const azure = await startAzure({ subscriptions, clusters, nodes: 4 }, join(folder, 'ca.pem'));
  const azurite = await startAzurite();
  const app = await startMeasuredApp(appDirectory, azurite.connectionString, {
    ...azure.environment,
    KUBENET_AUDIT_SOURCE: 'graph',
    // Never while this runs.
    KUBENET_AUDIT_SCHEDULE: '0 0 0 29 2 *',
  });
  try {
    const idle = await app.usage();
    await azure.asked();
    const start = performance.now();
    const { status, peakMegabytes, cpuSeconds } = await audit(app);
    const { arm, graph, refused } = await azure.asked();
    const columns = [
      ...[status, arm, graph, refused, (cpuSeconds - idle.cpuSeconds).toFixed(1)],
      ...[Math.round(idle.peakMegabytes), Math.round(peakMegabytes), Math.round((performance.now() - start) / 1000)],
    ];
    const row = `| ${size} | ${columns.join(' | ')} |`;
    console.log(row);
    return row;
  } finally {
    app.stop();
    await azurite.stop();
    azure.stop();
  }
}

/** Asks for an audit and follows it to its end. */
async function audit({ url, key, usage }: MeasuredApp) {
  const started = await fetch(`${url}/api/runs?code=${key}`, { method: 'POST' });
  const { id } = startedSchema.parse(await started.json());
  let status = 'planning';
  while (['planning', 'running'].includes(status)) {
    await pause(2000);
    ({ status } = runSchema.parse(await (await fetch(`${url}/api/runs/${id}?code=${key}`)).json()));
  }
  return { status, ...(await usage()) };
}

function section(): string {
  return `## An audit by the app

One audit through Resource Graph by one instance of the built app, of simulated estates (subscriptions/clusters, ten in eleven on kubenet, 4
nodes each) with Azure's published limits and 60 ms to every answer; storage is the emulator, in another process. Memory is the most that the
process held (\`VmHWM\`), the local host in it, which Azure's instances do not have; on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'} with a load of ${(loadavg()[0] ?? 0).toFixed(1)} at
the end. Run \`npm run bench:app\` to measure again.

| Estate | Ended | ARM requests | Graph queries | Refused (429) | CPU, s | Idle, MB | Peak, MB | Wall, s |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}`;
}
