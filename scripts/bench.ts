import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startAzure } from './bench/azure-process.ts';
import { checkOut, removeCheckout } from './bench/base-checkout.ts';
import { writeBenchmarkSection } from './bench/benchmark-section.ts';
import { type Measured, measureScan } from './bench/measure-scan.ts';

/**
 * Measures `scan` over large simulated estates, today's code and an earlier commit's in turns in the same run, and writes the section
 * of `docs/benchmarks.md` that says so. A benchmark, not a gate: it fails on nothing.
 */
const usage = `Usage: npm run bench -- [--base COMMIT] [--runs N] [--source graph|arm] [SUBSCRIPTIONS/CLUSTERS ...]`;
/** The last commit before the work that this benchmark is about. */
const firstBase = '64b56b7^';
const columns = ['arm', 'graph', 'refused', 'cpuSeconds', 'peakMegabytes', 'wallSeconds'] as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    base: { type: 'string', default: firstBase },
    runs: { type: 'string', default: '3' },
    source: { type: 'string', default: 'graph' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(usage);
else await bench();

async function bench(): Promise<void> {
  const root = join(import.meta.dirname, '..');
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const base = checkOut(root, values.base, join(folder, 'base'));
  const commands = [base, root].map((each) => join(each, 'src/cli/bin.ts'));
  const names = [values.base, 'today', 'today, packed'];
  const packed = pack(root, join(folder, 'packed'));
  const source = values.source === 'arm' ? 'arm' : 'graph';
  const rows: string[] = [];
  try {
    for (const size of positionals.length > 0 ? positionals : ['100/400', '500/2000']) {
      const [subscriptions = 1, clusters = 1] = size.split('/').map(Number);
      const azure = await startAzure({ subscriptions, clusters, nodes: 4 }, join(folder, 'ca.pem'));
      const runs = names.map((): Measured[] => []);
      for (let run = 0; run < Number(values.runs); run += 1) {
        for (const [index, command] of [...commands, packed].entries()) {
          const measured = await measureScan(azure, command, source, folder);
          runs[index]?.push(measured);
          console.error(size, names[index], JSON.stringify(measured));
        }
      }
      azure.stop();
      const [before = [], after = []] = runs;
      rows.push(...names.map((name, index) => row(name, size, runs[index] ?? [])), ratios(size, before, after));
    }
  } finally {
    removeCheckout(root, base);
    rmSync(folder, { recursive: true, force: true });
  }
  writeBenchmarkSection('scan', section(source, rows));
  console.log(rows.join('\n'));
}

/** The command as users have it. That of an earlier commit may need packages which are no longer here. */
function pack(root: string, folder: string): string {
  execFileSync(process.execPath, ['scripts/build.ts', '--only', 'cli', '--into', folder], { cwd: root });
  return join(folder, 'cli', 'kubenet-audit.mjs');
}

function row(name: string, size: string, runs: readonly Measured[]): string {
  return `| ${size} | ${name} | ${columns.map((column) => spread(runs.map((run) => run[column]))).join(' | ')} |`;
}

function ratios(size: string, before: readonly Measured[], after: readonly Measured[]): string {
  const ratio = (column: (typeof columns)[number]) => {
    const base = median(before.map((run) => run[column]));
    return base === 0 ? '' : (median(after.map((run) => run[column])) / base).toFixed(2);
  };
  return `| ${size} | ratio, from sources | ${columns.map(ratio).join(' | ')} |`;
}

/** `median (least–most)`, or the one number that all have. */
function spread(numbers: readonly number[]): string {
  const text = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(1));
  const [least, most] = [text(Math.min(...numbers)), text(Math.max(...numbers))];
  return least === most ? least : `${text(median(numbers))} (${least}–${most})`;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function section(source: string, rows: readonly string[]): string {
  return `## Scanning large estates

\`scan --source ${source}\` of simulated estates (subscriptions/clusters, ten in eleven on kubenet, 4 nodes each) with Azure's published limits and
60 ms to every answer; an earlier commit and today's code in turns, each scan a process of its own: from the sources, and today's as the packed command too. Median, least and most of
${values.runs} runs on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, with a load of ${(loadavg()[0] ?? 0).toFixed(1)} at the end. Requests are exact; times hold the machine's other work. Run \`npm run bench\` to
measure again.

| Estate | Code | ARM requests | Graph queries | Refused (429) | CPU, s | Peak memory, MB | Wall, s |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}`;
}
