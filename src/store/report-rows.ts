import { type ReportHead, type ReportStream, reportHeadSchema } from '../model/report.ts';
import { StoredValueError } from './errors.ts';
import { mapInOrder } from './in-order.ts';
import { listIndex } from './index-rows.ts';
import { headPartition, headRow } from './keys.ts';
import { packedRows, readPacked } from './packed-value.ts';
import { readClusterReport } from './result-rows.ts';
import { writeRows } from './rows.ts';
import { hasReport, type RunRecord } from './run-record.ts';
import { latestRun } from './run-rows.ts';
import type { AuditTables } from './tables.ts';

/** Cluster reports that are read ahead of the one being used: a report is seldom above 1 MiB. */
const readAhead = 16;

export async function writeHead(
  { results }: AuditTables,
  runId: string,
  attempt: string,
  head: ReportHead,
): Promise<void> {
  await writeRows(results, await packedRows(headPartition(runId, attempt), headRow, head));
}

/** The newest run that saw at least a part of the estate; failing that, the newest that says why it saw nothing. */
export async function latestReportedRun({ runs }: AuditTables): Promise<RunRecord | undefined> {
  const seen = await latestRun(runs, (run) => hasReport(run) && run.status !== 'failed');
  return seen ?? latestRun(runs, hasReport);
}

/** Undefined where the run has no report: still open, failed before it had one, or forgotten. */
export async function openReport(tables: AuditTables, run: RunRecord): Promise<ReportStream | undefined> {
  if (!hasReport(run) || run.headAttempt === undefined) return undefined;
  const partition = headPartition(run.id, run.headAttempt);
  const head = await readPacked(tables.results, partition, headRow, reportHeadSchema);
  if (head === undefined) {
    throw new StoredValueError(tables.results.tableName, partition, headRow, 'The head of the report is not there.');
  }
  return {
    head,
    clusters: () =>
      mapInOrder(listIndex(tables, run), readAhead, ({ summary, at }) =>
        readClusterReport(tables.results, at, summary.id),
      ),
  };
}
