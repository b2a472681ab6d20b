import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startAzurite } from '../functions-host/azurite/start-azurite.ts';
import { closeIfDone } from '../src/functions/runs/close-run.ts';
import { formats } from '../src/report/formats.ts';
import { openTables } from '../src/store/tables.ts';
import { checkOut, removeCheckout } from './bench/base-checkout.ts';
import { writeBenchmarkSection } from './bench/benchmark-section.ts';
import { openFleet } from './bench-report/fleet.ts';
import { measureFormat } from './bench-served/measure-format.ts';
import { benchPlan } from './bench-store/estate.ts';
import { quietLog, seedRun } from './bench-store/seed-run.ts';

/**
 * `GET /api/report` of so many clusters (2,000 where not said) with all their findings, each format from a fresh process of the built app;
 * with `--base COMMIT` from that commit's app too, in turns.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { base: { type: 'string' }, format: { type: 'string', multiple: true } },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [2000];
const names = formats.filter(({ isDocument }) => isDocument).map(({ name }) => name);
const asked = values.format ?? names;

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'bench-served-'));
const base = values.base === undefined ? undefined : checkOut(root, values.base, join(folder, 'base'));
const apps = [
  ...(base === undefined ? [] : [{ code: String(values.base), directory: build(base, 'base-app') }]),
  { code: 'today', directory: build(root, 'app') },
];
const rows: string[] = [];
try {
  for (const clusters of sizes) await measureSize(clusters);
} finally {
  if (base !== undefined) removeCheckout(root, base);
  rmSync(folder, { recursive: true, force: true });
}
writeBenchmarkSection('served', section());

function build(checkout: string, into: string): string {
  execFileSync(process.execPath, ['scripts/build.ts', '--only', 'app', '--into', join(folder, into)], {
    cwd: checkout,
  });
  return join(folder, into, 'app');
}

async function measureSize(clusters: number): Promise<void> {
  const azurite = await startAzurite();
  const fleet = await openFleet(clusters);
  const tables = openTables({ connectionString: azurite.connectionString });
  const { services, run } = await seedRun(tables, benchPlan(fleet.ids, 250), fleet.reportOf, new Date());
  await closeIfDone(services, run, quietLog);
  for (const format of asked) {
    for (const { code, directory } of apps) {
      const measured = await measureFormat(directory, azurite.connectionString, format);
      const columns = [
        measured.megabytes.toFixed(1),
        Math.round(measured.firstByteMs),
        measured.seconds.toFixed(1),
        measured.cpuSeconds.toFixed(1),
        Math.round(measured.idleMegabytes),
        Math.round(measured.addedMegabytes),
      ];
      rows.push(`| ${clusters.toLocaleString('en')} | ${format} | ${code} | ${columns.join(' | ')} |`);
      console.log(rows.at(-1));
    }
  }
  await azurite.stop();
}

function section(): string {
  return `## The report over HTTP

\`GET /api/report\` of so many kubenet clusters with all their findings, read from the storage emulator; the built app with the local host in a
fresh process for each row, on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'} with a load of ${(loadavg()[0] ?? 0).toFixed(1)} at the end. Memory: what the process held when it was idle, and the most
that the request added to it (\`VmHWM\`). Run \`npm run bench:served\` to measure again.

| Clusters | Format | Code | Size, MB | First byte, ms | Whole, s | CPU, s | Idle, MB | Added, MB |
| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}`;
}
