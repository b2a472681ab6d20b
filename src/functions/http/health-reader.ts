import type { AuditStore } from '../../store/audit-store.ts';
import type { RunRecord } from '../../store/run-record.ts';

/** The runs that health tells of; either may be missing. */
export interface Health {
  /** The newest that has a report of at least a part of the scope. */
  readonly lastRun: RunRecord | undefined;
  /** The newest that could read all of the scope. */
  readonly lastCompleteRun: RunRecord | undefined;
}

/** Gives what was read less than a minute ago, so that nobody can make the app read storage by asking often. */
export type HealthReader = () => Promise<Health>;

const keepMs = 60_000;

export function createHealthReader(
  store: Pick<AuditStore, 'latestReportedRun' | 'latestCompleteRun'>,
  now: () => Date,
): HealthReader {
  let kept: { readonly at: number; readonly health: Promise<Health> } | undefined;
  return () => {
    const at = now().getTime();
    if (kept === undefined || at - kept.at >= keepMs) kept = { at, health: readHealth(store) };
    return kept.health;
  };
}

/** What health tells, read now. */
export async function readHealth(store: Pick<AuditStore, 'latestReportedRun' | 'latestCompleteRun'>): Promise<Health> {
  const [last, lastCompleteRun] = await Promise.all([store.latestReportedRun(), store.latestCompleteRun()]);
  return { lastRun: last?.status === 'failed' ? undefined : last, lastCompleteRun };
}
