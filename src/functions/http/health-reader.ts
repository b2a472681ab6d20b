import type { AuditStore } from '../../store/audit-store.ts';
import type { RunRecord } from '../../store/run-record.ts';

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

/** Gives what was read less than a minute ago, so that nobody can make the app read storage by asking often. */
export type HealthReader = () => Promise<Health>;

const keepMs = 60_000;

export function createHealthReader(store: HealthStore, now: () => Date): HealthReader {
  let kept: { readonly at: number; readonly health: Promise<Health> } | undefined;
  return () => {
    const at = now().getTime();
    if (kept !== undefined && at - kept.at < keepMs) return kept.health;
    const reading = { at, health: readHealth(store) };
    kept = reading;
    reading.health.catch(() => {
      // A failure is no answer to keep.
      if (kept === reading) kept = undefined;
    });
    return reading.health;
  };
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
