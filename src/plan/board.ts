import { type PlanSettings, weekdays } from '../model/plan-settings.ts';
import type { Misfit, Place } from '../model/schedule.ts';
import { isMaintenanceDay } from '../network/maintenance-days.ts';
import { type Week, weekdayIndex } from './calendar.ts';
import type { PlanCluster } from './plan-cluster.ts';

/** A cluster that looks for a place. */
export interface Candidate {
  readonly cluster: PlanCluster;
  /** The first day it may migrate on. */
  readonly earliest: string;
  /** The day it would rather have than another of the same week. */
  readonly preferred?: string;
}

export interface BoardOptions {
  readonly weeks: readonly Week[];
  readonly clustersPerWeek: number;
  readonly days: PlanSettings['days'];
  readonly apart: ReadonlyMap<string, ReadonlySet<string>>;
}

export type Board = ReturnType<typeof createBoard>;

/** The weeks, and who has which day of them. */
export function createBoard({ weeks, clustersPerWeek, days, apart }: BoardOptions) {
  const daysIn = createDayFinder(weeks, days);
  const placed = weeks.map((): Place[] => []);
  const weekOf = new Map<string, number>();
  const onDay = new Map<string, number>();

  const isApart = (candidates: readonly Candidate[], week: number): boolean =>
    candidates.every(({ cluster }, index) => {
      const others = apart.get(cluster.key);
      if (others === undefined) return true;
      if (candidates.some((each, at) => at !== index && others.has(each.cluster.key))) return false;
      return [...others].every((other) => weekOf.get(other) !== week);
    });

  const openDays = ({ cluster, earliest }: Candidate, week: number): readonly string[] =>
    daysIn(cluster, week).filter((day) => day >= earliest);

  /** After those placed with it where that can be, and where the fewest are. */
  const dayFor = (candidate: Candidate, week: number, others: readonly Place[]): string | undefined => {
    const open = openDays(candidate, week);
    const later = open.filter((day) => day >= (others.at(-1)?.date ?? ''));
    const choice = later.length > 0 ? later : open;
    const { preferred } = candidate;
    if (preferred !== undefined && choice.includes(preferred)) return preferred;
    const load = (day: string) => (onDay.get(day) ?? 0) + others.filter(({ date }) => date === day).length;
    return choice.reduce<string | undefined>((best, day) => {
      return best === undefined || load(day) < load(best) ? day : best;
    }, undefined);
  };

  return {
    weekOf: (key: string): number | undefined => weekOf.get(key),
    /** Gives all of them a day of the week, in their order, or none of them. */
    place(candidates: readonly Candidate[], week: number): boolean {
      const places = placed[week];
      if (places === undefined || places.length + candidates.length > clustersPerWeek) return false;
      if (!isApart(candidates, week)) return false;
      const given: Place[] = [];
      for (const candidate of candidates) {
        const date = dayFor(candidate, week, given);
        if (date === undefined) return false;
        given.push({ key: candidate.cluster.key, date, verdict: candidate.cluster.verdict });
      }
      for (const place of given) {
        places.push(place);
        weekOf.set(place.key, week);
        onDay.set(place.date, (onDay.get(place.date) ?? 0) + 1);
      }
      return true;
    },
    /** Places them together in the first week from `from` on that takes them all; the week, or undefined. */
    placeFirst(candidates: readonly Candidate[], from: number): number | undefined {
      for (let week = from; week < weeks.length; week += 1) if (this.place(candidates, week)) return week;
      return undefined;
    },
    /** Why a cluster that found no place, alone or with those it must share a week with, found none. */
    reasonFor(candidates: readonly Candidate[], candidate: Candidate): Misfit['reason'] {
      const weeksLeft = [...weeks.keys()].filter((week) => (weeks[week]?.days.at(-1) ?? '') >= candidate.earliest);
      if (weeksLeft.length === 0) return 'late';
      const withDay = weeksLeft.filter((week) => openDays(candidate, week).length > 0);
      if (withDay.length === 0) return 'days';
      const withRoom = withDay.filter((week) => (placed[week]?.length ?? 0) < clustersPerWeek);
      if (withRoom.length === 0) return 'room';
      return withRoom.some((week) => isApart([candidate], week)) && candidates.length > 1 ? 'group' : 'pair';
    },
    waves: () =>
      weeks
        .map(({ monday }, index) => ({ week: monday, clusters: (placed[index] ?? []).toSorted(byDate) }))
        .filter(({ clusters }) => clusters.length > 0),
  };
}

function byDate(a: Place, b: Place): number {
  return a.date === b.date ? (a.key < b.key ? -1 : 1) : a.date < b.date ? -1 : 1;
}

/** Days of a week on which a cluster may migrate: those of its maintenance windows, or the settings'. Counted once for all alike. */
function createDayFinder(weeks: readonly Week[], days: PlanSettings['days']) {
  const wanted = new Set(days.map((each) => weekdays.indexOf(each)));
  const known = new Map<string, readonly (readonly string[])[]>();
  return ({ maintenanceWindows }: PlanCluster, week: number): readonly string[] => {
    const like = maintenanceWindows.length === 0 ? '' : JSON.stringify(maintenanceWindows);
    let found = known.get(like);
    if (found === undefined) {
      const isOpen = (day: string) =>
        like === ''
          ? wanted.has(weekdayIndex(day))
          : maintenanceWindows.some((window) => isMaintenanceDay(window, day));
      found = weeks.map((each) => each.days.filter(isOpen));
      known.set(like, found);
    }
    return found[week] ?? [];
  };
}
