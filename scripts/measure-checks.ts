import { buildLargeEstate, materialise } from '../simulated-azure/estate/large.ts';
import { buildSampleEstate } from '../simulated-azure/estate/sample.ts';
import { judgeCluster } from '../src/audit/judge-cluster.ts';
import { clusterParameters } from '../src/checks/cluster-parameters.ts';
import { checks } from '../src/checks/index.ts';
import { runCheck } from '../src/checks/run-check.ts';
import { valueIfKnown } from '../src/model/fact.ts';
import type { AllFacts } from '../src/network/derived-facts.ts';
import type { MeasuredChecks } from './bench-checks/measured-checks.ts';
import { readFacts } from './bench-checks/read-facts.ts';

/** One measurement, as JSON on standard output: clusters of an estate judged from facts that were read before, again and again. */
const [, , kind = '', passes = ''] = process.argv;
const seed = { asOf: '2026-11-22T06:00:00.000Z', seed: 'bench' };
const context = { asOf: new Date(seed.asOf), routeLimit: 400 };
const facts = await readFacts(kind === 'sample' ? buildSampleEstate(seed) : largeEstate());
const measured: MeasuredChecks = {
  clusters: facts.length,
  nodes: facts.reduce((sum, { nodes }) => sum + (valueIfKnown(nodes)?.length ?? 0), 0),
  checks: checks.length,
  speeds: { checks: speedOf(runChecks), judge: speedOf((each) => judgeCluster(each, context)) },
};
console.log(JSON.stringify(measured));

function largeEstate() {
  return materialise(buildLargeEstate({ ...seed, subscriptions: 10, clusters: 330, nodesPerCluster: 40 }));
}

function runChecks(each: AllFacts) {
  const parameters = clusterParameters(each);
  return checks.map((check) => runCheck(check, each, context, parameters));
}

function speedOf(work: (each: AllFacts) => unknown) {
  const [first = 0, ...later] = Array.from({ length: Number(passes) }, () => facts.length / secondsOf(work));
  const sorted = later.sort((a, b) => a - b);
  return { first, median: sorted[Math.floor(sorted.length / 2)] ?? 0, best: sorted.at(-1) ?? 0 };
}

function secondsOf(work: (each: AllFacts) => unknown): number {
  const before = process.cpuUsage();
  for (const each of facts) work(each);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
