import { deleteHistory } from './history-rows.ts';
import { monthOf, runIdAt, runPrefix } from './keys.ts';
import { deleteMonthsBefore } from './month-rows.ts';
import { deleteRows, listPartitions } from './rows.ts';
import { isClosed, type RunRecord } from './run-record.ts';
import { deleteRun, listRuns, markForgotten } from './run-rows.ts';
import type { AuditTables } from './tables.ts';

export interface Retention {
  /** The newest scheduled runs of which the whole report stays, and as many of the others: nobody can push a scheduled one out. */
  readonly fullRuns: number;
  /** Age at which a run's history, and the run itself, is deleted. */
  readonly historyDays: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Deletes what is kept no longer. May be repeated after it died half-way, and run by several at once. */
export async function deleteExpired(
  tables: AuditTables,
  { fullRuns, historyDays }: Retention,
  now: Date,
): Promise<void> {
  const oldest = now.getTime() - historyDays * dayMs;
  const kept = { schedule: 0, manual: 0 };
  let hasExpired = false;
  for await (const run of listRuns(tables.runs)) {
    if (!isClosed(run)) continue;
    if (run.headAttempt !== undefined) kept[run.trigger] += 1;
    const isExpired = Date.parse(run.createdAt) < oldest;
    if (isExpired || (kept[run.trigger] > fullRuns && run.forgottenAt === undefined)) await forget(tables, run, now);
    if (!isExpired) continue;
    hasExpired = true;
    await deleteHistory(tables.history, run.id, run.index);
    await deleteRun(tables.runs, run.id);
  }
  // Of a month of which a day is kept, each cluster drops what is too old with its next point.
  if (hasExpired) await deleteMonthsBefore(tables.history, monthOf(runIdAt(new Date(oldest))));
}

/** The run is marked last, so that what died half-way is done again. */
async function forget(tables: AuditTables, run: RunRecord, now: Date): Promise<void> {
  await deleteRows(tables.results, listPartitions(tables.results, runPrefix(run.id)));
  await markForgotten(tables.runs, run, now);
}
