import type { Place, Schedule } from '../model/schedule.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Board, Candidate } from './board.ts';
import { latest, mondayOf, type Week } from './calendar.ts';
import { isWorse } from './order-clusters.ts';
import type { PlanCluster } from './plan-cluster.ts';
import type { Unit } from './units.ts';

interface KeepInput {
  readonly units: readonly Unit[];
  readonly previous: Schedule | undefined;
  readonly board: Board;
  readonly weeks: readonly Week[];
  readonly readyOn: (verdict: Verdict) => string;
  readonly ownEarliest: (cluster: PlanCluster) => string;
}

/** A place is kept while its week has not passed, the settings allow it, and the cluster is no worse than when it got the place. */
export function keepPlaces({ units, previous, board, weeks, readyOn, ownEarliest }: KeepInput): void {
  const before = new Map<string, Place>(
    previous?.waves.flatMap(({ clusters }) => clusters).map((each) => [each.key, each]),
  );
  const weekFrom = new Map(weeks.map(({ monday }, index) => [monday, index]));
  const weekOfDay = (day: string) => weekFrom.get(mondayOf(day));
  const chunks = units
    .flatMap((unit) => unit.chunks)
    .map((chunk) => ({ chunk, date: before.get(chunk[0]?.key ?? '')?.date }));
  chunks.sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : (a.date ?? '') > (b.date ?? '') ? 1 : 0));
  for (const { chunk, date } of chunks) {
    const week = date === undefined ? undefined : weekOfDay(date);
    if (week === undefined) continue;
    const candidates = chunk.flatMap((cluster): Candidate[] => {
      const place = before.get(cluster.key);
      if (place === undefined || weekOfDay(place.date) !== week) return [];
      const lead = isWorse(cluster.verdict, place.verdict) ? readyOn(cluster.verdict) : '';
      return [{ cluster, earliest: latest([ownEarliest(cluster), lead]), preferred: place.date }];
    });
    if (candidates.length === chunk.length) board.place(candidates, week);
  }
}
