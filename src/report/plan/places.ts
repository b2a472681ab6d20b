import type { Schedule } from '../../model/schedule.ts';
import { misfitText } from '../../plan/misfit-text.ts';

/** Where a cluster stands in the plan: a wave, its week and a day, or why it cannot make it. */
export interface PlannedPlace {
  readonly wave: number | null;
  /** Its Monday. */
  readonly week: string | null;
  readonly date: string | null;
  readonly misfit: string | null;
}

/** By cluster key; whom the plan does not know has no place. */
export function placesOf(schedule: Schedule | undefined): ReadonlyMap<string, PlannedPlace> {
  if (schedule === undefined) return new Map();
  return new Map<string, PlannedPlace>([
    ...schedule.misfits.map(
      (misfit) => [misfit.key, { wave: null, week: null, date: null, misfit: misfitText(misfit, schedule) }] as const,
    ),
    ...schedule.waves.flatMap(({ week, clusters }, index) =>
      clusters.map(({ key, date }) => [key, { wave: index + 1, week, date, misfit: null }] as const),
    ),
  ]);
}
