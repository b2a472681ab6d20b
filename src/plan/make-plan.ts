import type { PlanSettings } from '../model/plan-settings.ts';
import type { ClusterReport, ReportStream } from '../model/report.ts';
import type { Schedule } from '../model/schedule.ts';
import { addressPlan } from './address-plan.ts';
import { addressText } from './address-text.ts';
import { makeSchedule } from './make-schedule.ts';
import { outlinePlan, type PlannedRow } from './outline-plan.ts';
import { failingChecks, type PlanCluster, planCluster } from './plan-cluster.ts';
import type { PlanDocument } from './plan-document.ts';

/** Walks the clusters once. */
export async function scheduleReport(
  report: ReportStream,
  settings: PlanSettings,
  previous?: Schedule | undefined,
): Promise<Schedule> {
  const clusters: PlanCluster[] = [];
  for await (const cluster of report.clusters()) {
    clusters.push(planCluster(cluster, failingChecks(cluster), settings.tags));
  }
  const { asOf, overlay, other } = report.head;
  return makeSchedule({ clusters, left: [...overlay, ...other], asOf, settings, previous });
}

/** Everything that can be said about a schedule. Walks the clusters once; those that the schedule does not know have no wave. */
export async function makePlan(report: ReportStream, schedule: Schedule): Promise<PlanDocument> {
  const rows = new Map<string, PlannedRow>();
  const titles = new Map<string, string>();
  const addresses: PlanDocument['addresses'] = [];
  for await (const cluster of report.clusters()) {
    rows.set(cluster.key, plannedRow(cluster, schedule.settings));
    addresses.push(addressEntry(cluster, schedule.settings));
    for (const { code, status, title } of cluster.checks) if (status === 'fail') titles.set(code, title);
  }
  return { ...outlinePlan(schedule, rows, titles, report.head.asOf), addresses };
}

export function plannedRow(cluster: ClusterReport, settings: PlanSettings): PlannedRow {
  const { key, network, headroom } = cluster;
  return {
    cluster: planCluster(cluster, failingChecks(cluster), settings.tags),
    nodes: headroom.nodesNow,
    ranges: { key, podCidrs: network.podCidrs, routeTableIds: network.routeTableIds },
  };
}

function addressEntry(cluster: ClusterReport, settings: PlanSettings): PlanDocument['addresses'][number] {
  const { key, id, name } = cluster;
  const address = addressPlan(cluster, settings.onPremises);
  const text = addressText(address);
  return { key, id, name, text, ...address, conflicts: [...address.conflicts], unknown: [...address.unknown] };
}
