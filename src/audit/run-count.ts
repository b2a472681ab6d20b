import type { PlanSettings } from '../model/plan-settings.ts';
import { type FailingCheck, type PlanCluster, type PlannableCluster, planCluster } from '../plan/plan-cluster.ts';
import { createSummaryTally, type SummaryTally } from '../scoring/summarise.ts';

/** What the head of a report needs of all clusters, taken of one at a time. */
export interface RunCount {
  readonly tally: SummaryTally;
  readonly planned: readonly PlanCluster[];
  /** @param failing those of its checks that nobody waived */
  add(cluster: PlannableCluster & Parameters<SummaryTally['add']>[0], failing: readonly FailingCheck[]): void;
}

export function countRun({ tags }: PlanSettings): RunCount {
  const tally = createSummaryTally();
  const planned: PlanCluster[] = [];
  return {
    tally,
    planned,
    add: (cluster, failing) => {
      tally.add(cluster);
      planned.push(planCluster(cluster, failing, tags));
    },
  };
}
