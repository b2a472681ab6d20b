import { daysLeft, kubenetDeadline } from '../model/deadline.ts';
import type { PlanSettings } from '../model/plan-settings.ts';
import type { ClusterReport, ReportStream } from '../model/report.ts';
import type { Misfit, Schedule } from '../model/schedule.ts';
import { addressPlan } from './address-plan.ts';
import { addressText } from './address-text.ts';
import { makeSchedule } from './make-schedule.ts';
import { misfitText } from './misfit-text.ts';
import { milestones, waveOutlooks } from './outlook.ts';
import { failingChecks, type PlanCluster, planCluster } from './plan-cluster.ts';
import type { PlanDocument, PlannedCluster, PlannedWave } from './plan-document.ts';
import { type RangeUser, sharedRanges } from './shared-ranges.ts';

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

interface PlanRow {
  readonly cluster: PlanCluster;
  readonly nodes: number | null;
  readonly address: PlanDocument['addresses'][number];
  readonly ranges: RangeUser;
}

/** Everything that can be said about a schedule. Walks the clusters once; those that the schedule does not know have no wave. */
export async function makePlan(report: ReportStream, schedule: Schedule): Promise<PlanDocument> {
  const rows = new Map<string, PlanRow>();
  const titles = new Map<string, string>();
  for await (const cluster of report.clusters()) {
    const row = planRow(cluster, schedule.settings);
    rows.set(cluster.key, row);
    for (const { code, status, title } of cluster.checks) if (status === 'fail') titles.set(code, title);
  }
  const waves = plannedWaves(schedule, rows);
  return {
    schemaVersion: '1.0',
    asOf: report.head.asOf,
    deadline: { date: kubenetDeadline, daysLeft: daysLeft(new Date(report.head.asOf)) },
    schedule,
    waves,
    misfits: schedule.misfits.flatMap((misfit) => {
      const row = rows.get(misfit.key);
      return row === undefined ? [] : [misfitEntry(misfit, row.cluster, schedule)];
    }),
    milestones: milestones(schedule),
    preparation: preparation(waves, titles),
    addresses: [...rows.values()].map(({ address }) => address),
    sharedRanges: sharedRanges([...rows.values()].map(({ ranges }) => ranges)).map(copyOf),
  };
}

function planRow(cluster: ClusterReport, settings: PlanSettings): PlanRow {
  const { key, id, name, network, headroom } = cluster;
  const address = addressPlan(cluster, settings.onPremises);
  return {
    cluster: planCluster(cluster, failingChecks(cluster), settings.tags),
    nodes: headroom.nodesNow,
    address: {
      key,
      id,
      name,
      text: addressText(address),
      ...address,
      conflicts: [...address.conflicts],
      unknown: [...address.unknown],
    },
    ranges: { key, podCidrs: network.podCidrs, routeTableIds: network.routeTableIds },
  };
}

function plannedWaves(schedule: Schedule, rows: ReadonlyMap<string, PlanRow>): PlannedWave[] {
  const outlooks = waveOutlooks(schedule);
  return schedule.waves.map(({ week, clusters }, index) => {
    const { latestWeek = week, slackWeeks = 0, slip = { weeks: [], clusters: 0, late: 0 } } = outlooks[index] ?? {};
    return {
      number: index + 1,
      week,
      clusters: clusters.flatMap(({ key, date }) => {
        const row = rows.get(key);
        return row === undefined ? [] : [plannedCluster(row, date)];
      }),
      latestWeek,
      slackWeeks,
      slip: { ...slip, weeks: [...slip.weeks] },
    };
  });
}

function plannedCluster({ cluster, nodes }: PlanRow, date: string): PlannedCluster {
  const { key, id, name, verdict, owner = null, environment = null, stops, maintenanceWindows } = cluster;
  const maintenance = maintenanceWindows.map(({ text }) => text);
  return { key, id, name, date, verdict, owner, environment, nodes, stops: [...stops], maintenance };
}

function misfitEntry(misfit: Misfit, { key, id, name, verdict }: PlanCluster, schedule: Schedule) {
  return {
    key,
    id,
    name,
    verdict,
    reason: misfit.reason,
    text: misfitText(misfit, schedule),
    earliest: misfit.earliest,
  };
}

/** By day, then by code. */
function preparation(waves: readonly PlannedWave[], titles: ReadonlyMap<string, string>): PlanDocument['preparation'] {
  const byCode = new Map<string, { by: string; clusters: string[] }>();
  for (const { key, date, stops } of waves.flatMap(({ clusters }) => clusters)) {
    for (const code of stops) {
      const known = byCode.get(code) ?? { by: date, clusters: [] };
      byCode.set(code, { by: known.by < date ? known.by : date, clusters: known.clusters });
      known.clusters.push(key);
    }
  }
  return [...byCode]
    .map(([code, { by, clusters }]) => ({ code, title: titles.get(code) ?? code, by, clusters }))
    .sort((a, b) => (a.by === b.by ? (a.code < b.code ? -1 : 1) : a.by < b.by ? -1 : 1));
}

function copyOf({ podCidrs, clusters, onOneTable }: ReturnType<typeof sharedRanges>[number]) {
  return {
    podCidrs: [...podCidrs],
    clusters: [...clusters],
    onOneTable: onOneTable.map(({ routeTableId, clusters: users }) => ({ routeTableId, clusters: [...users] })),
  };
}
