import type { TableClient } from '@azure/data-tables';
import { clusterJson } from '../model/cluster-json.ts';
import { mapInOrder } from '../model/in-order.ts';
import {
  type ClusterStream,
  clusterReportSchema,
  type ReportHead,
  type ReportStream,
  reportHeadSchema,
} from '../model/report.ts';
import { StoredValueError } from './errors.ts';
import { type IndexEntry, listIndex } from './index-rows.ts';
import { headPartition, headRow } from './keys.ts';
import { packedRows, readPacked, unpack, unpackInOrder } from './packed-value.ts';
import { type PackedReport, readPackedReports } from './result-rows.ts';
import { writeRows } from './rows.ts';
import { hasReport, type RunRecord } from './run-record.ts';
import { latestRun } from './run-rows.ts';
import type { AuditTables } from './tables.ts';

/** Cluster reports that are read together, and how often that is under way at once: a report is seldom above 1 MiB. */
const readTogether = 8;
const readAhead = 2;

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
  return { head, clusters: () => clusterStream(tables, run) };
}

/** Packed reports are read ahead; each is unpacked when it is asked for, since it is ten times as large then. */
function clusterStream(tables: AuditTables, run: RunRecord): ClusterStream {
  const { results } = tables;
  async function* packed(): AsyncGenerator<PackedReport> {
    const groups = groupsOf(listIndex(tables, run));
    for await (const group of mapInOrder(groups, readAhead, (each) => readGroup(results, each))) yield* group;
  }
  return {
    async *[Symbol.asyncIterator]() {
      for await (const rows of packed()) yield await unpack(results, rows, clusterReportSchema);
    },
    async *json() {
      for await (const rows of packed()) yield clusterJson(await unpackInOrder(results, rows, clusterReportSchema));
    },
  };
}

/** Neighbours whose reports one attempt wrote. */
async function* groupsOf(entries: AsyncIterable<IndexEntry>): AsyncGenerator<IndexEntry[]> {
  let group: IndexEntry[] = [];
  for await (const entry of entries) {
    const [first] = group;
    const isOther = first !== undefined && (first.at.unit !== entry.at.unit || first.at.attempt !== entry.at.attempt);
    if (isOther || group.length === readTogether) {
      yield group;
      group = [];
    }
    group.push(entry);
  }
  if (group.length > 0) yield group;
}

async function readGroup(results: TableClient, group: readonly IndexEntry[]): Promise<PackedReport[]> {
  const [first] = group;
  if (first === undefined) return [];
  return readPackedReports(
    results,
    first.at,
    group.map(({ summary }) => summary.id),
  );
}
