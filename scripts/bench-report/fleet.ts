import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSampleEstate } from '../../simulated-azure/estate/sample.ts';
import { runAudit } from '../../src/audit/run-audit.ts';
import { openFolder } from '../../src/audit/sources.ts';
import { defaultPlanSettings } from '../../src/model/plan-settings.ts';
import type { ClusterReport, Report } from '../../src/model/report.ts';
import { scheduleReport } from '../../src/plan/make-plan.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { createSummaryTally } from '../../src/scoring/summarise.ts';

const asOf = new Date('2026-11-22T06:00:00Z');

/** The report of the sample estate, audited from files: each of its clusters has a problem of its own. */
export async function sampleReport(): Promise<Report> {
  const { resources } = buildSampleEstate({ seed: 'contoso', asOf: asOf.toISOString() });
  const folder = await mkdtemp(join(tmpdir(), 'bench-report-'));
  try {
    await writeFile(join(folder, 'resources.json'), JSON.stringify(resources));
    const { head, clusters } = await runAudit(await openFolder(folder), {
      scope: { managementGroups: [], subscriptionIds: [], clusters: [], tags: {} },
      runId: 'bench',
      asOf,
      routeLimit: 400,
      now: () => asOf,
    });
    return { ...head, clusters: await Array.fromAsync(clusters()) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Fleet {
  readonly ids: readonly string[];
  /** Made anew each time: the reports of thousands would fill the memory. */
  reportOf(id: string): ClusterReport;
}

/** The clusters of `fleetReport`, one at a time. */
export async function openFleet(count: number): Promise<Fleet> {
  const { clusters } = await sampleReport();
  const original = (index: number) => clusterAt(clusters, index);
  const indexes = new Map(
    Array.from({ length: count }, (_, index) => [renamedText(original(index).id, original(index), index), index]),
  );
  return {
    ids: [...indexes.keys()],
    reportOf(id) {
      const index = indexes.get(id);
      if (index === undefined) throw new Error(`${id} is no cluster of this fleet.`);
      return renamed(original(index), index);
    },
  };
}

/** So many kubenet clusters with all their findings and two years of audits: the sample's, again and again under other names. */
export async function fleetReport(count: number): Promise<Report> {
  const sample = await sampleReport();
  const clusters = Array.from({ length: count }, (_, index) => renamed(clusterAt(sample.clusters, index), index));
  const tally = createSummaryTally();
  for (const cluster of clusters) tally.add(cluster);
  const others = { overlay: Math.round(count / 3), other: sample.other.length };
  const summary = tally.summary(others, { perWeekNeeded: count / 70.7, perWeekLately: null, projectedFinish: null });
  const report = { ...sample, summary, clusters, history: history(count) };
  return { ...report, schedule: await scheduleReport(toReportStream(report), defaultPlanSettings) };
}

function clusterAt(clusters: readonly ClusterReport[], index: number): ClusterReport {
  const cluster = clusters[index % clusters.length];
  if (cluster === undefined) throw new Error('The sample estate has no kubenet cluster.');
  return cluster;
}

function renamed(cluster: ClusterReport, index: number): ClusterReport {
  // The same cluster with other names in it.
  const copy = JSON.parse(renamedText(JSON.stringify(cluster), cluster, index)) as ClusterReport;
  const points = Array.from({ length: 12 }, (_, week) => ({
    asOf: new Date(asOf.getTime() - (12 - week) * 7 * 86_400_000).toISOString(),
    verdict: cluster.verdict,
    readiness: cluster.scores.readiness.value,
    nodesLeft: cluster.headroom.nodesLeft,
  }));
  return { ...copy, key: index.toString(16).padStart(16, '0'), history: points };
}

function renamedText(text: string, { name, subscriptionId }: ClusterReport, index: number): string {
  return text
    .replaceAll(name, `${name}-${String(index).padStart(4, '0')}`)
    .replaceAll(subscriptionId, `${String(index % 400).padStart(8, '0')}${subscriptionId.slice(8)}`);
}

function history(count: number): Report['history'] {
  return Array.from({ length: 104 }, (_, week) => {
    const kubenet = Math.round(count * (1.6 - (0.6 * week) / 104));
    return {
      asOf: new Date(asOf.getTime() - (104 - week) * 7 * 86_400_000).toISOString(),
      kubenet,
      verdicts: { ready: 0, needsWork: 0, blocked: kubenet, unverified: 0 },
    };
  });
}
