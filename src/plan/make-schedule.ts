import type { PlanSettings } from '../model/plan-settings.ts';
import type { Misfit, Schedule } from '../model/schedule.ts';
import type { Verdict } from '../model/verdict.ts';
import { type Board, type Candidate, createBoard } from './board.ts';
import { addDays, latest } from './calendar.ts';
import { createEnvironmentGates } from './environment-gates.ts';
import { keepPlaces } from './keep-places.ts';
import { orderClusters } from './order-clusters.ts';
import { type Period, periodOf } from './period.ts';
import type { PlanCluster } from './plan-cluster.ts';
import { type LeftCluster, type ResolvedSettings, resolveSettings } from './resolve-settings.ts';
import { type Unit, unitsOf } from './units.ts';

export interface ScheduleInput {
  readonly clusters: readonly PlanCluster[];
  /** Clusters that are not on kubenet. */
  readonly left: readonly LeftCluster[];
  /** ISO 8601 in UTC, of the audit. */
  readonly asOf: string;
  readonly settings: PlanSettings;
  /** What was wrong with the settings before they came here, in sentences. */
  readonly problems?: readonly string[];
  /** What was planned before: whoever can keep a place keeps it. */
  readonly previous?: Schedule | undefined;
}

/**
 * Gives every cluster a week and a day in it, or names it with the reason why it has none. The same input gives the same schedule. A
 * schedule before it is kept as far as it still holds: a cluster that has gone leaves its place empty, a new one takes a free one.
 */
export function makeSchedule(input: ScheduleInput): Schedule {
  const { clusters, left, asOf, settings, previous } = input;
  const resolved = resolveSettings(settings, clusters, left);
  const period = periodOf(asOf, settings);
  const ordered = orderClusters(clusters, settings);
  const units = unitsOf(ordered, resolved.groups);
  const attempt = (clustersPerWeek: number) => fill({ ordered, units, resolved, period, input, clustersPerWeek });
  const least = settings.clustersPerWeek ?? leastCapacity(ordered.length, period, resolved, previous);
  const asked = attempt(least);
  const more = lacksRoom(asked) ? fewestThatDo(least, ordered.length, attempt) : undefined;
  const isFree = settings.clustersPerWeek === undefined;
  const { clustersPerWeek, filled } = isFree && more !== undefined ? more : { clustersPerWeek: least, filled: asked };
  return {
    asOf,
    settings,
    clustersPerWeek,
    ...(isFree || more === undefined ? {} : { neededPerWeek: more.clustersPerWeek }),
    weeks: period.weeks.map(({ monday }) => monday),
    waves: filled.board.waves(),
    misfits: [...filled.misfits],
    problems: [...(input.problems ?? []), ...resolved.problems, ...period.problems],
  };
}

/** A quarter of the weeks stays in reserve, and what was promised before is not taken back. */
function leastCapacity(
  clusters: number,
  { weeks, start }: Period,
  { groups }: ResolvedSettings,
  previous: Schedule | undefined,
): number {
  const usable = weeks.filter(({ days }) => (days.at(-1) ?? '') >= start).length;
  const before = previous?.settings.clustersPerWeek === undefined ? (previous?.clustersPerWeek ?? 1) : 1;
  return Math.max(
    1,
    before,
    Math.ceil(clusters / Math.max(1, Math.floor(usable * 0.75))),
    ...groups.map((each) => each.length),
  );
}

/** The smallest capacity above `tooFew` for which no cluster lacks room; undefined where none helps. */
function fewestThatDo(tooFew: number, most: number, attempt: (capacity: number) => Filled) {
  let [below, enough] = [tooFew, Math.max(tooFew + 1, most)];
  let filled = attempt(enough);
  if (lacksRoom(filled)) return undefined;
  while (enough - below > 1) {
    const middle = Math.floor((below + enough) / 2);
    const tried = attempt(middle);
    if (lacksRoom(tried)) below = middle;
    else [enough, filled] = [middle, tried];
  }
  return { clustersPerWeek: enough, filled };
}

function lacksRoom({ misfits }: Filled): boolean {
  return misfits.some(({ reason }) => reason === 'room' || reason === 'group');
}

interface FillInput {
  readonly ordered: readonly PlanCluster[];
  readonly units: readonly Unit[];
  readonly resolved: ResolvedSettings;
  readonly period: Period;
  readonly input: ScheduleInput;
  readonly clustersPerWeek: number;
}

interface Filled {
  readonly board: Board;
  readonly misfits: readonly Misfit[];
}

function fill({ ordered, units, resolved, period, input, clustersPerWeek }: FillInput): Filled {
  const { settings, asOf, previous } = input;
  const { weeks, start } = period;
  const board = createBoard({ weeks, clustersPerWeek, days: settings.days, apart: resolved.apart });
  const today = asOf.slice(0, 10);
  const readyOn = (verdict: Verdict) => addDays(today, 7 * settings.leadWeeks[verdict]);
  const ownEarliest = ({ key }: PlanCluster) => latest([resolved.earliest.get(key) ?? '', settings.start ?? '']);
  const gates = createEnvironmentGates(board, weeks, settings);

  keepPlaces({ units, previous, board, weeks, readyOn, ownEarliest });
  for (const cluster of ordered) gates.open(cluster);

  const candidatesOf = (chunk: readonly PlanCluster[]) =>
    chunk
      .filter(({ key }) => board.weekOf(key) === undefined)
      .map((cluster): Candidate => {
        const days = [start, readyOn(cluster.verdict), ownEarliest(cluster), gates.first(cluster)];
        return { cluster, earliest: latest(days) };
      });
  const placeWaiting = () =>
    units.flatMap(({ chunks }) => {
      const waiting = chunks.map(candidatesOf).filter(({ length }) => length > 0);
      if (waiting.length === 0) return [];
      const kept = chunks.flat().flatMap(({ key }) => board.weekOf(key) ?? []);
      const misfits = placeUnit(board, waiting, kept);
      for (const { cluster } of waiting.flat()) gates.open(cluster);
      return misfits;
    });
  // Whoever found no place may find one behind a gate that opened later; then it would be the next plan that moves.
  let misfits = placeWaiting();
  for (let before = -1; misfits.length > 0 && misfits.length !== before; ) {
    before = misfits.length;
    misfits = placeWaiting();
  }
  return { board, misfits: misfits.sort((a, b) => (a.key < b.key ? -1 : 1)) };
}

/** All in one week where one takes them; else chunk after chunk, none before the one before it. */
function placeUnit(board: Board, chunks: readonly (readonly Candidate[])[], kept: readonly number[]): Misfit[] {
  const all = chunks.flat();
  if (kept.some((week) => board.place(all, week))) return [];
  if (kept.length === 0 && board.placeFirst(all, 0) !== undefined) return [];
  const misfits: Misfit[] = [];
  let from = 0;
  for (const chunk of chunks) {
    const week = board.placeFirst(chunk, from) ?? (from > 0 ? board.placeFirst(chunk, 0) : undefined);
    if (week !== undefined) from = week;
    else misfits.push(...chunk.map((each) => misfit(board, chunk, each)));
  }
  return misfits;
}

function misfit(board: Board, chunk: readonly Candidate[], candidate: Candidate): Misfit {
  const { cluster, earliest } = candidate;
  return { key: cluster.key, reason: board.reasonFor(chunk, candidate), earliest };
}
