import { daysLeft, kubenetDeadline } from '../model/deadline.ts';
import type { Misfit, Schedule } from '../model/schedule.ts';
import { misfitText } from './misfit-text.ts';
import { milestones, waveOutlooks } from './outlook.ts';
import type { PlanCluster } from './plan-cluster.ts';
import type { PlanDocument, PlannedCluster, PlannedWave } from './plan-document.ts';
import { type RangeUser, sharedRanges } from './shared-ranges.ts';

/** What an outline keeps of a cluster. */
export interface PlannedRow {
  readonly cluster: PlanCluster;
  readonly nodes: number | null;
  readonly ranges: RangeUser;
}

/** A plan without the address plan of each cluster, which is most of it. */
export type PlanOutline = Omit<PlanDocument, 'addresses'>;

/**
 * What can be said about a schedule; clusters that the schedule does not know have no wave.
 * @param rows by key
 * @param titles of failing checks, by code
 */
export function outlinePlan(
  schedule: Schedule,
  rows: ReadonlyMap<string, PlannedRow>,
  titles: ReadonlyMap<string, string>,
  asOf: string,
): PlanOutline {
  const waves = plannedWaves(schedule, rows);
  return {
    schemaVersion: '1.0',
    asOf,
    deadline: { date: kubenetDeadline, daysLeft: daysLeft(new Date(asOf)) },
    schedule,
    waves,
    misfits: schedule.misfits.flatMap((misfit) => {
      const row = rows.get(misfit.key);
      return row === undefined ? [] : [misfitEntry(misfit, row.cluster, schedule)];
    }),
    milestones: milestones(schedule),
    preparation: preparation(waves, titles),
    sharedRanges: sharedRanges([...rows.values()].map(({ ranges }) => ranges)).map(copyOf),
  };
}

function plannedWaves(schedule: Schedule, rows: ReadonlyMap<string, PlannedRow>): PlannedWave[] {
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

function plannedCluster({ cluster, nodes }: PlannedRow, date: string): PlannedCluster {
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
