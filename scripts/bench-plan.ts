import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { writeBenchmarkSection } from './bench/benchmark-section.ts';
import { sampleReport } from './bench-report/fleet.ts';

/**
 * Measures the plan of 50 to 5,000 kubenet clusters and writes the section of `docs/benchmarks.md` that says so. Each size is a process
 * of its own, held to one thread (`--single-threaded`) and measured three times; the processor's time counts, which other work on the
 * machine does not lengthen. A benchmark, not a gate: it fails on nothing.
 */
const sizes = [50, 100, 200, 500, 1000, 2000, 5000];
const budget = { ms: 2000, mebibytes: 256 };

const measuredSchema = z.object({ ms: z.number(), wallMs: z.number(), mebibytes: z.number(), placed: z.number() });
type Measured = z.infer<typeof measuredSchema>;

const folder = mkdtempSync(join(tmpdir(), 'bench-plan-'));
const sample = join(folder, 'run.json');
writeFileSync(sample, JSON.stringify(await sampleReport()));

const rows = sizes.map((clusters) => {
  const runs = [1, 2, 3].map(() => measure(clusters));
  const [best = measure(clusters)] = runs.sort((a, b) => a.ms - b.ms);
  return { clusters, ...best, mebibytes: Math.max(...runs.map((each) => each.mebibytes)) };
});
rmSync(folder, { recursive: true });
const section = sectionText();
writeBenchmarkSection('plan', section);
console.log(section);

function measure(clusters: number): Measured {
  const script = join(import.meta.dirname, 'measure-plan.ts');
  const output = execFileSync(process.execPath, ['--single-threaded', script, sample, String(clusters)], {
    encoding: 'utf8',
  });
  return measuredSchema.parse(JSON.parse(output));
}

function sectionText(): string {
  const nLogN = (clusters: number) => clusters * Math.log2(clusters);
  const last = rows.at(-1);
  const lines = rows.map(({ clusters, ms, mebibytes, placed }) => {
    const perUnit = (ms * 1000) / nLogN(clusters);
    return `| ${clusters.toLocaleString('en-US')} | ${placed.toLocaleString('en-US')} | ${ms.toFixed(0)} ms | ${perUnit.toFixed(2)} µs | ${mebibytes.toFixed(0)} MiB |`;
  });
  return `## The plan

Schedule, address plan, outlook and document of a fleet: the kubenet clusters of the simulated sample estate, again and again under other
names, with 20 pairs, 5 groups and two freezes. One thread. Time: the processor's, from the first cluster read to the finished plan,
best of three. Memory: the most the whole process ever held, with Node.js and the sample itself. Run \`npm run bench:plan\` to measure again.

| Clusters | Placed | Time | Time by n·log₂ n | Memory |
| ---: | ---: | ---: | ---: | ---: |
${lines.join('\n')}

The budget for 5,000 is ${budget.ms} ms and ${budget.mebibytes} MiB: ${((100 * (last?.ms ?? 0)) / budget.ms).toFixed(0)} % and ${((100 * (last?.mebibytes ?? 0)) / budget.mebibytes).toFixed(0)} % of it. Where the fourth column does not rise, the plan takes no more than n·log n.`;
}
