import type { PlanSettings } from '../model/plan-settings.ts';
import type { Board } from './board.ts';
import { addDays, latest, type Week } from './calendar.ts';
import { environmentRank } from './order-clusters.ts';
import type { PlanCluster } from './plan-cluster.ts';

/** From when each environment may begin: some weeks after the first cluster of every one before it. */
export function createEnvironmentGates(board: Board, weeks: readonly Week[], settings: PlanSettings) {
  const firstOf = new Map<number, string>();
  return {
    open(cluster: PlanCluster): void {
      const week = board.weekOf(cluster.key);
      const monday = week === undefined ? undefined : weeks[week]?.monday;
      const rank = environmentRank(cluster, settings);
      if (monday !== undefined && monday < (firstOf.get(rank) ?? '~')) firstOf.set(rank, monday);
    },
    first(cluster: PlanCluster): string {
      if (settings.soakWeeks === 0) return '';
      const rank = environmentRank(cluster, settings);
      const before = [...firstOf]
        .filter(([each]) => each < rank)
        .map(([, monday]) => addDays(monday, 7 * settings.soakWeeks));
      return latest(before);
    },
  };
}
