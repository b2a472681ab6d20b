import type { Limit, LimitName } from '../../model/report.ts';

/** What is known of one limit, in its own unit; null for what is not. */
export interface Amounts {
  readonly capacity: number | null;
  readonly used: number | null;
  readonly peak: number | null;
  /** What one more node takes, above 0. */
  readonly perNode: number | null;
}

/** A limit as the report shows it. Nothing in it is below 0, however far a limit is passed. */
export function limit(name: LimitName, resourceId: string, { capacity, used, peak, perNode }: Amounts): Limit {
  const left = capacity === null || used === null ? null : Math.max(0, capacity - used);
  const nodesLeft = left === null || perNode === null ? null : Math.floor(left / perNode);
  return { name, resourceId, capacity, used, peak: peak === null ? null : Math.max(0, peak), left, nodesLeft };
}
