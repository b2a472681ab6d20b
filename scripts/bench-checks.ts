import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { writeBenchmarkSection } from './bench/benchmark-section.ts';
import { type MeasuredChecks, measuredChecksSchema } from './bench-checks/measured-checks.ts';

/**
 * Measures how many clusters a second the checks judge, facts in hand, and writes the section of `docs/benchmarks.md` that says so. Each
 * estate is a process of its own, held to one thread; the processor's time counts, which other work on the machine lengthens less. A
 * benchmark, not a gate: it fails on nothing.
 */
const passes = { large: 40, sample: 100 };

const rows = [
  ...rowsOf('large estate', measure('large')),
  ...rowsOf('sample estate, each with a problem of its own', measure('sample')),
];
writeBenchmarkSection('checks', section());
console.log(rows.join('\n'));

function measure(estate: keyof typeof passes): MeasuredChecks {
  const script = join(import.meta.dirname, 'measure-checks.ts');
  const output = execFileSync(process.execPath, ['--single-threaded', script, estate, String(passes[estate])], {
    encoding: 'utf8',
  });
  return measuredChecksSchema.parse(JSON.parse(output));
}

function rowsOf(estate: string, { clusters, nodes, checks, speeds }: MeasuredChecks): readonly string[] {
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  const row = (work: string, { first, median, best }: MeasuredChecks['speeds']['checks']) =>
    `| ${whole(clusters)} of the ${estate} | ${(nodes / clusters).toFixed(0)} | ${work} | ${whole(first)} | ${whole(median)} | **${whole(best)}** |`;
  return [row(`the ${checks} checks`, speeds.checks), row('the whole judgement', speeds.judge)];
}

function section(): string {
  return `## The checks alone

Clusters a second of the processor's time on one thread, with all facts read beforehand (through ARM's lists of a simulated Azure): the checks
as an audit runs them, and \`judgeCluster\`, which makes the report of a cluster of them: verdict, scores, headroom, picture, waivers. The large estate repeats in
elevens: a node without a route, a stale route, Calico, and seven that are healthy. Of ${passes.large} and ${passes.sample} passes over all clusters the first, in which the code is cold, and median
and best of the others, on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'} with a load of ${(loadavg()[0] ?? 0).toFixed(1)} at the end. Run \`npm run bench:checks\` to measure again.

| Clusters | Nodes each | Work | First pass | Median | Best |
| --- | ---: | --- | ---: | ---: | ---: |
${rows.join('\n')}`;
}
