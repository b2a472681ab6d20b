import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { type ClusterSummary, clusterSummarySchema } from './cluster-summary.ts';
import { StoredValueError } from './errors.ts';
import {
  clusterKeyRow,
  clusterRowKey,
  estateUnit,
  indexPartition,
  keyPartition,
  keysPartition,
  keysRow,
  packedIndexPartition,
  unitOfRowKey,
} from './keys.ts';
import { packedProperties, packedRows, readPacked, unpack } from './packed-value.ts';
import type { UnitAttempt } from './result-rows.ts';
import { listRows, type Row, readRow, writeRows } from './rows.ts';
import type { RunRecord } from './run-record.ts';
import type { AuditTables } from './tables.ts';

/** A cluster of a closed run, and where its report lies. */
export interface IndexEntry {
  readonly summary: ClusterSummary;
  readonly at: UnitAttempt;
}

const entrySchema = z.object({
  summary: clusterSummarySchema,
  unit: z.union([z.literal(estateUnit), z.number().int()]),
  attempt: z.string(),
});
const rowSchema = z.array(entrySchema);

/** Their summaries are a tenth of what a row holds. */
const entriesPerRow = 50;

/** Writes the clusters of a run, in the order of the report, under the attempt at closing it. */
export async function writeIndex(
  results: TableClient,
  runId: string,
  attempt: string,
  entries: AsyncIterable<IndexEntry> | Iterable<IndexEntry>,
): Promise<void> {
  const ids: Record<string, string> = {};
  await writeRows(results, indexRows(packedIndexPartition(runId, attempt), entries, ids));
  await writeRows(results, await packedRows(keysPartition(runId, attempt), keysRow, ids));
}

async function* indexRows(
  partitionKey: string,
  entries: AsyncIterable<IndexEntry> | Iterable<IndexEntry>,
  ids: Record<string, string>,
): AsyncGenerator<Row> {
  let chunk: z.infer<typeof rowSchema> = [];
  let last = '';
  for await (const { summary, at } of entries) {
    ids[summary.key] = summary.id;
    last = summary.id;
    chunk.push({ summary, unit: at.unit, attempt: at.attempt });
    if (chunk.length < entriesPerRow) continue;
    yield { partitionKey, rowKey: clusterRowKey(last), ...(await packedProperties(chunk)) };
    chunk = [];
  }
  if (chunk.length > 0) yield { partitionKey, rowKey: clusterRowKey(last), ...(await packedProperties(chunk)) };
}

/** Rows of the index in one answer. */
const indexPage = 20;

/** In the order of the report; `after` is the id of the last cluster of the page before. */
export async function* listIndex(
  tables: AuditTables,
  run: RunRecord,
  { after }: { readonly after?: string } = {},
): AsyncGenerator<IndexEntry> {
  if (run.index === undefined) yield* listEarlierIndex(tables.history, run.id, after);
  else if (run.headAttempt !== undefined) yield* listPackedIndex(tables.results, run.id, run.headAttempt, after);
}

async function* listPackedIndex(
  results: TableClient,
  runId: string,
  attempt: string,
  after?: string,
): AsyncGenerator<IndexEntry> {
  const from = after === undefined ? '' : clusterRowKey(after);
  const range = { pageSize: indexPage, ...(after === undefined ? {} : { after: from }) };
  for await (const row of listRows(results, packedIndexPartition(runId, attempt), range)) {
    for (const { summary, unit, attempt: winner } of await unpack(results, [row], rowSchema)) {
      if (clusterRowKey(summary.id) > from) yield { summary, at: { runId, unit, attempt: winner } };
    }
  }
}

/** By the short key that lists give; undefined where the run has no such cluster. */
export async function readIndexEntry(
  tables: AuditTables,
  run: RunRecord,
  key: string,
): Promise<IndexEntry | undefined> {
  const { id, headAttempt } = run;
  if (run.index === undefined) return readEarlierEntry(tables, id, key);
  if (headAttempt === undefined) return undefined;
  const { results } = tables;
  const ids = await readPacked(results, keysPartition(id, headAttempt), keysRow, z.record(z.string(), z.string()));
  const clusterId = ids !== undefined && Object.hasOwn(ids, key) ? ids[key] : undefined;
  if (clusterId === undefined) return undefined;
  // The first row that ends with the cluster or after it.
  const range = { where: `RowKey ge '${clusterRowKey(clusterId).replaceAll("'", "''")}'`, pageSize: 1 };
  for await (const row of listRows(results, packedIndexPartition(id, headAttempt), range)) {
    const entries = await unpack(results, [row], rowSchema);
    const entry = entries.find(({ summary }) => summary.id === clusterId);
    return entry && { summary: entry.summary, at: { runId: id, unit: entry.unit, attempt: entry.attempt } };
  }
  return undefined;
}

/** Of runs that an earlier version closed: one row a cluster. */
async function* listEarlierIndex(history: TableClient, runId: string, after?: string): AsyncGenerator<IndexEntry> {
  const rows = after === undefined ? {} : { after: clusterRowKey(after) };
  for await (const row of listRows(history, indexPartition(runId), rows)) {
    yield { summary: await unpack(history, [row], clusterSummarySchema), at: attemptOf(history, runId, row) };
  }
}

async function readEarlierEntry(
  { results, history }: AuditTables,
  runId: string,
  key: string,
): Promise<IndexEntry | undefined> {
  const clusterId = (await readRow(results, keyPartition(runId), clusterKeyRow(key)))?.['clusterId'];
  if (typeof clusterId !== 'string') return undefined;
  const row = await readRow(history, indexPartition(runId), clusterRowKey(clusterId));
  if (row === undefined) return undefined;
  return { summary: await unpack(history, [row], clusterSummarySchema), at: attemptOf(history, runId, row) };
}

function attemptOf(history: TableClient, runId: string, row: Row): UnitAttempt {
  const unit = row['unit'];
  const attempt = row['attempt'];
  if (typeof unit === 'string' && typeof attempt === 'string') {
    return { runId, unit: unitOfRowKey(unit), attempt };
  }
  throw new StoredValueError(history.tableName, row.partitionKey, row.rowKey, 'It does not say where the report lies.');
}
