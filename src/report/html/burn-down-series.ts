import type { FleetPoint, ReportHead } from '../../model/report.ts';

/** A moment (milliseconds) and a number of kubenet clusters. */
export interface Place {
  readonly time: number;
  readonly kubenet: number;
}

/** Everything the burn-down draws, in time and clusters. */
export interface BurnDownSeries {
  readonly points: readonly FleetPoint[];
  readonly measured: readonly Place[];
  readonly now: Place;
  /** When clusters were first seen elsewhere, each moment once. */
  readonly left: readonly Place[];
  readonly deadline: number;
  readonly start: number;
  readonly end: number;
  readonly most: number;
  /** Where the recent pace leads; undefined without one. */
  readonly forecast: Place | undefined;
  /** The corners of what the counts allow, beside `now`. */
  readonly range: readonly [Place, Place] | undefined;
}

const dayMs = 24 * 60 * 60 * 1000;
const weekMs = 7 * dayMs;

/** A finish further than this after the deadline leaves the picture, so that the next two years stay readable. */
const longestAfterMs = 365 * dayMs;

export function burnDownSeries({ asOf, deadline, summary, history = [], migrations = [] }: ReportHead): BurnDownSeries {
  const points = [...history, { asOf, kubenet: summary.kubenet, verdicts: summary.verdicts }];
  const measured = points.map((point) => ({ time: Date.parse(point.asOf), kubenet: point.kubenet }));
  const now = { time: Date.parse(asOf), kubenet: summary.kubenet };
  const due = Date.parse(deadline.date);
  const { perWeekLately: pace, projectedFinish, finishRange } = summary.forecast;
  const finish = projectedFinish === null ? now.time : Date.parse(projectedFinish);
  const last = Math.min(Math.max(due, finish, now.time + 30 * dayMs), Math.max(due, now.time) + longestAfterMs);
  const start = measured[0]?.time ?? now.time;
  const end = last + (last - start) * 0.03;
  const towards = (day: string | null) => placeTowards(now, day === null ? undefined : Date.parse(day), end);
  const forecast =
    pace === null ? undefined : projectedFinish === null ? drift(now, pace, end) : towards(projectedFinish);
  return {
    points,
    measured,
    now,
    left: leftPlaces(migrations, measured),
    deadline: due,
    start,
    end,
    most: roundUp(Math.max(1, forecast?.kubenet ?? 0, ...measured.map(({ kubenet }) => kubenet))),
    forecast,
    // Of what never ends no end can be early or late.
    range:
      finishRange === undefined || projectedFinish === null
        ? undefined
        : [towards(finishRange.earliest), towards(finishRange.latest)],
  };
}

function leftPlaces(migrations: NonNullable<ReportHead['migrations']>, measured: readonly Place[]): Place[] {
  const times = new Set(migrations.map(({ seenMigrated }) => Date.parse(seenMigrated)));
  return [...times].flatMap((time) => {
    const place = measured.findLast((each) => each.time <= time);
    return place === undefined ? [] : [{ time, kubenet: place.kubenet }];
  });
}

/** On the straight line from `now` to nothing left at `finish`, as far as the picture goes; level where there is no finish. */
function placeTowards(now: Place, finish: number | undefined, end: number): Place {
  if (finish === undefined) return { time: end, kubenet: now.kubenet };
  if (finish <= end) return { time: finish, kubenet: 0 };
  return { time: end, kubenet: now.kubenet * (1 - (end - now.time) / (finish - now.time)) };
}

/** A pace that never ends: level, or growing. */
function drift(now: Place, pace: number, end: number): Place {
  return { time: end, kubenet: Math.min(now.kubenet * 1.5, now.kubenet - (pace * (end - now.time)) / weekMs) };
}

/** The next of 2, 4, 6, 8, 10, 20, 40 …: half of it is a whole number too. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [2, 4, 6, 8, 10].find((each) => each * power >= value) ?? 10;
  return Math.max(2, step * power);
}
