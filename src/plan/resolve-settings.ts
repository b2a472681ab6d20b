import type { PlanSettings } from '../model/plan-settings.ts';
import { resourceKey } from '../model/resource-id.ts';
import { latest } from './calendar.ts';
import type { PlanCluster } from './plan-cluster.ts';

/** The settings with keys for names. */
export interface ResolvedSettings {
  /** By key, the clusters it must not share a week with. */
  readonly apart: ReadonlyMap<string, ReadonlySet<string>>;
  /** Groups of keys, with at least two each. */
  readonly groups: readonly (readonly string[])[];
  /** By key, the first day it may migrate on. */
  readonly earliest: ReadonlyMap<string, string>;
  /** What cannot be followed, in sentences. */
  readonly problems: readonly string[];
}

/** A cluster that is not on kubenet: a name in the settings may be its own, and then means nothing any more. */
export interface LeftCluster {
  readonly id: string;
  readonly name: string;
}

/** What a list of names in the settings means: its keys, and what is wrong with it. */
type KeysOf = (names: readonly string[], what: string) => string[];

export function resolveSettings(
  settings: PlanSettings,
  clusters: readonly PlanCluster[],
  left: readonly LeftCluster[],
): ResolvedSettings {
  const problems: string[] = [];
  const keysOf = keyFinder(clusters, left, problems);
  const apart = pairsOf(settings, keysOf, problems);
  const earliest = new Map<string, string>();
  for (const [index, { clusters: names, date }] of settings.earliest.entries()) {
    for (const key of keysOf(names, `earliest[${index}]`)) {
      earliest.set(key, latest([date, earliest.get(key) ?? '']));
    }
  }
  const groups = settings.groups.map((names, index) => [...new Set(keysOf(names, `groups[${index}]`))]);
  problems.push(...groups.flatMap((group, index) => groupProblems(group, `groups[${index}]`, apart, settings)));
  return { apart, groups: groups.filter(({ length }) => length > 1), earliest, problems };
}

function pairsOf({ pairs }: PlanSettings, keysOf: KeysOf, problems: string[]): Map<string, Set<string>> {
  const apart = new Map<string, Set<string>>();
  for (const [index, pair] of pairs.entries()) {
    const [one, other] = keysOf(pair, `pairs[${index}]`);
    if (one === undefined || other === undefined) continue;
    if (one === other) {
      problems.push(`pairs[${index}] names one cluster twice: ${pair[0]}.`);
    } else {
      addTo(apart, one, other);
      addTo(apart, other, one);
    }
  }
  return apart;
}

function groupProblems(
  group: readonly string[],
  what: string,
  apart: ResolvedSettings['apart'],
  { clustersPerWeek = Number.POSITIVE_INFINITY }: PlanSettings,
): string[] {
  const isTorn = group.some((key) => group.some((other) => apart.get(key)?.has(other)));
  return [
    ...(isTorn ? [`${what} holds both clusters of a pair: they cannot migrate in one week.`] : []),
    ...(group.length > clustersPerWeek
      ? [`${what} has ${group.length} clusters, and clustersPerWeek allows ${clustersPerWeek}.`]
      : []),
  ];
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key) ?? new Set();
  set.add(value);
  sets.set(key, set);
}

/** Finds keys by name, id or key, in any letter case; a name of none, or of several, is a problem. */
function keyFinder(clusters: readonly PlanCluster[], left: readonly LeftCluster[], problems: string[]): KeysOf {
  const byText = new Map<string, Set<string>>();
  for (const { key, id, name } of clusters) {
    for (const text of [key, id, name]) addTo(byText, resourceKey(text), key);
  }
  const gone = new Set<string>(left.flatMap(({ id, name }) => [resourceKey(id), resourceKey(name)]));
  return (names, what) =>
    names.flatMap((name) => {
      const found = [...(byText.get(resourceKey(name)) ?? [])];
      if (found.length === 1 || (found.length === 0 && gone.has(resourceKey(name)))) return found;
      problems.push(
        found.length === 0
          ? `${what} names no cluster: ${name}. Check its spelling, or remove it.`
          : `${what} names ${found.length} clusters that are called ${name}: give the resource id of one.`,
      );
      return [];
    });
}
