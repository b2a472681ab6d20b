import type { PlanSettings } from '../model/plan-settings.ts';
import { compareResourceIds } from '../model/resource-id.ts';
import type { Verdict } from '../model/verdict.ts';
import type { PlanCluster } from './plan-cluster.ts';

/** What has least to do first. */
const byWork: readonly Verdict[] = ['ready', 'unverified', 'needsWork', 'blocked'];

/** The place of a cluster's environment in the settings; after all of them where it is not listed. */
export function environmentRank({ environment }: PlanCluster, { environments }: PlanSettings): number {
  const wanted = environment?.toLowerCase();
  const at = environments.findIndex((each) => each.toLowerCase() === wanted);
  return at < 0 ? environments.length : at;
}

/**
 * In the order in which they would migrate if nothing else decided: by environment, by what is left to do, those that the same causes
 * stop beside each other, the smaller ones first (by order of magnitude: a lost node counts for less there), by owner, by size, by id.
 */
export function orderClusters(clusters: readonly PlanCluster[], settings: PlanSettings): PlanCluster[] {
  const ranked = clusters.map((cluster) => ({
    cluster,
    rank: environmentRank(cluster, settings),
    work: byWork.indexOf(cluster.verdict),
    cause: cluster.stops.join(),
    magnitude: Math.floor(Math.log10(Math.max(1, cluster.nodes))),
    owner: cluster.owner?.toLowerCase() ?? '\uFFFF',
  }));
  ranked.sort(
    (a, b) =>
      a.rank - b.rank ||
      a.work - b.work ||
      compareTexts(a.cause, b.cause) ||
      a.magnitude - b.magnitude ||
      compareTexts(a.owner, b.owner) ||
      a.cluster.nodes - b.cluster.nodes ||
      compareResourceIds(a.cluster.id, b.cluster.id),
  );
  return ranked.map(({ cluster }) => cluster);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether more is left to do than before. */
export function isWorse(now: Verdict, before: Verdict): boolean {
  return byWork.indexOf(now) > byWork.indexOf(before);
}
