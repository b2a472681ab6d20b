import type { Schedule } from '../model/schedule.ts';
import { addDays } from './calendar.ts';

/** What hangs on one wave. */
export interface WaveOutlook {
  readonly week: string;
  /** The Monday by which it must begin: after it, what is left no longer fits into the weeks that are left. */
  readonly latestWeek: string;
  /** Open weeks until then. */
  readonly slackWeeks: number;
  /** What happens if it takes place a week later. */
  readonly slip: {
    /** Weeks whose clusters move as well, in order. */
    readonly weeks: readonly string[];
    /** Clusters that move, its own among them. */
    readonly clusters: number;
    /** Those that then find no week before the last. */
    readonly late: number;
  };
}

/** For each wave, how late it may be and whom it takes with it. */
export function waveOutlooks(schedule: Pick<Schedule, 'weeks' | 'waves' | 'clustersPerWeek'>): WaveOutlook[] {
  const { weeks, waves, clustersPerWeek } = schedule;
  const sizes = new Map(waves.map(({ week, clusters }) => [week, clusters.length]));
  const perWeek = weeks.map((week) => sizes.get(week) ?? 0);
  let left = 0;
  return waves
    .toReversed()
    .map(({ week, clusters }) => {
      left += clusters.length;
      const index = weeks.indexOf(week);
      const latest = Math.max(index, weeks.length - Math.ceil(left / clustersPerWeek));
      return {
        week,
        latestWeek: weeks[latest] ?? week,
        slackWeeks: latest - index,
        slip: slipOf(index, perWeek, weeks, clustersPerWeek),
      };
    })
    .toReversed();
}

/** Its clusters take the places of the next week's, and so on until a week has room. */
function slipOf(
  from: number,
  perWeek: readonly number[],
  weeks: readonly string[],
  clustersPerWeek: number,
): WaveOutlook['slip'] {
  let carried = perWeek[from] ?? 0;
  let clusters = carried;
  const moved: string[] = [];
  for (let index = from + 1; index < weeks.length && carried > 0; index += 1) {
    carried = Math.max(0, carried + (perWeek[index] ?? 0) - clustersPerWeek);
    clusters += carried;
    if (carried > 0) moved.push(weeks[index] ?? '');
  }
  return { weeks: moved, clusters, late: carried };
}

/** How many clusters are on kubenet at the end of a day: by the plan, and at most if the deadline is to hold. */
export interface Milestone {
  readonly date: string;
  readonly planned: number;
  readonly atMost: number;
}

/** At the end of each quarter up to the last week. */
export function milestones({ asOf, weeks, waves, misfits, clustersPerWeek }: Schedule): Milestone[] {
  const total = waves.reduce((sum, { clusters }) => sum + clusters.length, misfits.length);
  const dates = waves.flatMap(({ clusters }) => clusters.map(({ date }) => date)).sort();
  return quarterEnds(asOf.slice(0, 10), addDays(weeks.at(-1) ?? asOf.slice(0, 10), 6)).map((date) => {
    const done = dates.findIndex((each) => each > date);
    const weeksAfter = weeks.filter((monday) => monday > date).length;
    return {
      date,
      planned: total - (done < 0 ? dates.length : done),
      atMost: Math.min(total, weeksAfter * clustersPerWeek),
    };
  });
}

function quarterEnds(from: string, to: string): string[] {
  const ends: string[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    ends.push(...['03-31', '06-30', '09-30', '12-31'].map((end) => `${year}-${end}`));
  }
  return ends.filter((end) => end >= from && end <= to);
}
