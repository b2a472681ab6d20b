import { availableParallelism, loadavg } from 'node:os';
import { renderHtml } from '../src/report/html.ts';
import { toReportStream } from '../src/report/parse-report.ts';
import { findChromium } from '../test/browser/chromium.ts';
import { writeBenchmarkSection } from './bench/benchmark-section.ts';
import { fleetReport } from './bench-report/fleet.ts';
import { measurePage } from './bench-report/measure-page.ts';

/**
 * Measures the HTML report of 2,000 clusters against its budgets and writes the section of `docs/benchmarks.md` that says so:
 * `node scripts/bench-report.ts [clusters]`. A benchmark, not a gate: it fails on nothing.
 */
const clusters = Number(process.argv[2] ?? 2000);

interface Measured {
  readonly what: string;
  readonly value: number;
  /** The same unit as the value. */
  readonly budget: number | undefined;
  readonly unit: string;
}

const report = await fleetReport(clusters);
const began = performance.now();
const html = (await Array.fromAsync(renderHtml(toReportStream(report)))).join('');
const rendered = performance.now() - began;
const chromium = findChromium();
const times = chromium === undefined ? undefined : await measurePage(html, chromium);
const measured: Measured[] = [
  { what: 'Size of the file', value: Buffer.byteLength(html) / 1e6, budget: 12, unit: 'MB' },
  { what: 'Time to make it', value: rendered, budget: undefined, unit: 'ms' },
  ...(times === undefined
    ? []
    : [
        { what: 'Opens', value: times.open, budget: 3000, unit: 'ms' },
        { what: 'Filters (the slowest of five searches)', value: times.filter, budget: 100, unit: 'ms' },
        { what: 'Sorts', value: times.sort, budget: undefined, unit: 'ms' },
        { what: 'Opens the page of a packed cluster', value: times.cluster, budget: undefined, unit: 'ms' },
      ]),
];
const section = sectionText();
writeBenchmarkSection('report', section);
console.log(section);
if (chromium === undefined) console.log('No Chromium: set CHROMIUM or install one to measure the page in a browser.');

function sectionText(): string {
  const rows = measured.map(({ what, value, budget, unit }) => {
    const digits = unit === 'MB' ? 1 : 0;
    const share = budget === undefined ? '' : `${Math.round((value / budget) * 100)} %`;
    return `| ${what} | ${value.toFixed(digits)} ${unit} | ${budget === undefined ? '' : `${budget} ${unit}`} | ${share} |`;
  });
  return `## The HTML report

The report of ${clusters.toLocaleString('en-US')} kubenet clusters with all their findings, pictures and two years of audits, opened in Chromium at 1280 × 800. The clusters are those of the
simulated sample estate, again and again under other names. Run \`node scripts/bench-report.ts\` to measure again.

| | Measured | Budget | Of the budget |
| --- | ---: | ---: | ---: |
${rows.join('\n')}

Measured on ${availableParallelism()} cores with a load of ${(loadavg()[0] ?? 0).toFixed(1)} from other work beside it: the size is exact, the times are upper bounds.`;
}
