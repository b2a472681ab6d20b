import type { AuditStore } from '../../store/audit-store.ts';
import type { RunRecord } from '../../store/run-record.ts';
import { keptForAMinute } from './kept-for-a-minute.ts';

/** The runs that health tells of; either may be missing. */
export interface Health {
  /** The newest that has a report of at least a part of the scope. */
  readonly lastRun: RunRecord | undefined;
  /** The newest that could read all of the scope. */
  readonly lastCompleteRun: RunRecord | undefined;
  /** The newest, whatever became of it. */
  readonly newestRun: RunRecord | undefined;
}

type HealthStore = Pick<AuditStore, 'latestReportedRun' | 'latestCompleteRun' | 'latestRun'>;

/** Reads what health tells, at most once a minute. */
export type HealthReader = () => Promise<Health>;

export function createHealthReader(store: HealthStore, now: () => Date): HealthReader {
  return keptForAMinute(() => readHealth(store), now);
}

/** What health tells, read now. */
export async function readHealth(store: HealthStore): Promise<Health> {
  const [last, lastCompleteRun, newestRun] = await Promise.all([
    store.latestReportedRun(),
    store.latestCompleteRun(),
    store.latestRun(),
  ]);
  return { lastRun: last?.status === 'failed' ? undefined : last, lastCompleteRun, newestRun };
}
