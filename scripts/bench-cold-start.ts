import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Measures how long the app takes to load, in fresh processes: the built package against the sources, in turns, so that whatever else
 * the machine does meets both. Writes the section of docs/benchmarks.md. Build first.
 */
const root = dirname(import.meta.dirname);
const page = join(root, 'docs/benchmarks.md');
const runs = 9;

const ways = {
  entry: `require(${JSON.stringify(join(root, 'dist/app/functions.cjs'))})`,
  worker: `require(${JSON.stringify(join(root, 'dist/app/worker.cjs'))})`,
  sources: `await import(${JSON.stringify(join(root, 'src/functions/main.ts'))})`,
};
type Way = keyof typeof ways;

const measured: Record<Way, { ms: number; mebibytes: number }[]> = { entry: [], worker: [], sources: [] };
for (let run = 0; run < runs; run += 1) {
  for (const way of ['entry', 'worker', 'sources'] as const) measured[way].push(await load(ways[way]));
}

async function load(statement: string): Promise<{ ms: number; mebibytes: number }> {
  const program = `
    const { createRequire } = await import('node:module');
    const require = createRequire(${JSON.stringify(join(root, 'package.json'))});
    const start = performance.now();
    ${statement};
    const ms = performance.now() - start;
    console.log(JSON.stringify({ ms, mebibytes: process.memoryUsage().rss / 2 ** 20 }));`;
  const env = { PATH: process.env['PATH'], AzureWebJobsStorage: 'UseDevelopmentStorage=true' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { env });
  return JSON.parse(stdout);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function kibibytes(file: string): Promise<number> {
  return Math.round((await stat(join(root, 'dist/app', file))).size / 1024);
}

const ms = (way: Way) => median(measured[way].map((each) => each.ms));
const row = (way: Way, what: string, size: string) => {
  const times = measured[way].map((each) => each.ms);
  const spread = `${Math.round(Math.min(...times))} / **${Math.round(ms(way))}** / ${Math.round(Math.max(...times))}`;
  return `| ${what} | ${size} | ${spread} | ${Math.round(median(measured[way].map((each) => each.mebibytes)))} |`;
};

const section = `<!-- cold start: written by scripts/bench-cold-start.ts -->
## Cold start

Loading the app in a fresh process, ${runs} runs of each in turns, on ${cpus().length} × ${cpus()[0]?.model.trim()}, Node.js ${process.versions.node}.
Other work ran on the machine: read the ratio, not the milliseconds.

| What is loaded | Size, KiB | min / median / max, ms | Memory after it, MiB |
| --- | --- | --- | --- |
${row('entry', 'the entry, `functions.cjs`: every cold start', String(await kibibytes('functions.cjs')))}
${row('worker', 'the scanner, `worker.cjs`: the first audit of an instance', String(await kibibytes('worker.cjs')))}
${row('sources', 'the same app from sources and node_modules', '')}

The entry takes ${Math.round((ms('entry') / ms('sources')) * 100)} % of the time that the sources take. Flex Consumption allows an app 30 seconds to start.
<!-- end -->
`;

const before = await readFile(page, 'utf8').catch(() => '# Benchmarks\n\n');
const place = /<!-- cold start:[\s\S]*?<!-- end -->\n/;
await writeFile(page, place.test(before) ? before.replace(place, () => section) : `${before.trimEnd()}\n\n${section}`);
console.log(section);
