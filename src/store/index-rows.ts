import type { TableClient } from '@azure/data-tables';
import { type ClusterSummary, clusterSummarySchema } from './cluster-summary.ts';
import { StoredValueError } from './errors.ts';
import { clusterKeyRow, clusterRowKey, indexPartition, keyPartition, unitOfRowKey, unitRowKey } from './keys.ts';
import { packedProperties, unpack } from './packed-value.ts';
import type { UnitAttempt } from './result-rows.ts';
import { listRows, type Row, readRow, writeRows } from './rows.ts';
import type { AuditTables } from './tables.ts';

/** A cluster of a closed run, and where its report lies. */
export interface IndexEntry {
  readonly summary: ClusterSummary;
  readonly at: UnitAttempt;
}

/** Writing the same entries again changes nothing. */
export async function writeIndex(tables: AuditTables, entries: readonly IndexEntry[]): Promise<void> {
  await writeRows(tables.history, indexRows(entries));
  await writeRows(tables.results, entries.map(keyRow));
}

async function* indexRows(entries: readonly IndexEntry[]): AsyncGenerator<Row> {
  for (const { summary, at } of entries) {
    yield {
      partitionKey: indexPartition(at.runId),
      rowKey: clusterRowKey(summary.id),
      unit: unitRowKey(at.unit),
      attempt: at.attempt,
      ...(await packedProperties(summary)),
    };
  }
}

function keyRow({ summary, at }: IndexEntry): Row {
  return { partitionKey: keyPartition(at.runId), rowKey: clusterKeyRow(summary.key), clusterId: summary.id };
}

/** In the order of the report; `after` is the id of the last cluster of the page before. */
export async function* listIndex(
  history: TableClient,
  runId: string,
  range: { readonly after?: string; readonly pageSize?: number } = {},
): AsyncGenerator<IndexEntry> {
  const { after, ...rest } = range;
  const rows = { ...rest, ...(after === undefined ? {} : { after: clusterRowKey(after) }) };
  for await (const row of listRows(history, indexPartition(runId), rows)) {
    yield { summary: await unpack(history, [row], clusterSummarySchema), at: attemptOf(history, runId, row) };
  }
}

/** By the short key that lists give; undefined where the run has no such cluster. */
export async function readIndexEntry(
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
