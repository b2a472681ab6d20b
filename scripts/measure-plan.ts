import { readFileSync } from 'node:fs';
import { planSettingsSchema } from '../src/model/plan-settings.ts';
import type { ClusterReport, ReportStream } from '../src/model/report.ts';
import { makePlan, scheduleReport } from '../src/plan/make-plan.ts';
import { parseReport } from '../src/report/parse-report.ts';

/** One measurement, as JSON on standard output: the plan of so many clusters, made of those in a saved report, in this process. */
const [, , file = '', size] = process.argv;
const count = Number(size);
const { clusters, ...head } = parseReport(readFileSync(file, 'utf8'));
const report: ReportStream = {
  head,
  async *clusters() {
    for (let index = 0; index < count; index += 1) yield renamed(clusters[index % clusters.length], index);
  },
};
const nameOf = (index: number) => renamed(clusters[index % clusters.length], index).id;
const settings = planSettingsSchema.parse({
  pairs: Array.from({ length: 20 }, (_, index) => [nameOf(index), nameOf(index + 20)]),
  groups: Array.from({ length: 5 }, (_, index) => [nameOf(index + 40), nameOf(index + 45)]),
  freezes: [
    { from: '2026-12-14', to: '2027-01-10' },
    { from: '2027-11-22', to: '2028-01-07' },
  ],
});

const [began, used] = [performance.now(), process.cpuUsage()];
const plan = await makePlan(report, await scheduleReport(report, settings));
const { user, system } = process.cpuUsage(used);
console.log(
  JSON.stringify({
    ms: (user + system) / 1000,
    wallMs: performance.now() - began,
    mebibytes: process.resourceUsage().maxRSS / 1024,
    placed: plan.waves.reduce((sum, wave) => sum + wave.clusters.length, 0),
  }),
);

/** Another cluster of the same make, in a network of its own; what does not tell them apart is shared, so that it costs nothing here. */
function renamed(cluster: ClusterReport | undefined, index: number): ClusterReport {
  if (cluster === undefined) throw new Error('The sample estate has no kubenet cluster.');
  const number = String(index).padStart(4, '0');
  const again = (ids: readonly string[] | null) => ids?.map((id) => `${id}-${number}`) ?? null;
  const { routeTableIds, nodeSubnetIds, gatewayIds } = cluster.network;
  return {
    ...cluster,
    key: number,
    id: `${cluster.id}-${number}`,
    name: `${cluster.name}-${number}`,
    network: {
      ...cluster.network,
      routeTableIds: again(routeTableIds),
      nodeSubnetIds: again(nodeSubnetIds),
      gatewayIds: again(gatewayIds ?? []) ?? [],
    },
  };
}
