import type { TableClient, TransactionAction } from '@azure/data-tables';
import { isTableMissing, statusOf, unlessStatus } from './errors.ts';
import { prefixEnd } from './keys.ts';

/** An entity as it is written and read, before a schema says what it holds. */
export interface Row {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly [property: string]: unknown;
}

export interface RowRange {
  /** Row keys that begin with it. */
  readonly prefix?: string;
  /** Row keys above it. */
  readonly after?: string;
  /** Row keys from it on. */
  readonly from?: string;
  /** Row keys below it. */
  readonly to?: string;
  /** One more OData condition, of constants only. */
  readonly where?: string;
  /** Properties to read; all when left out. */
  readonly select?: readonly string[];
  /** Rows of one answer, at most 1,000. */
  readonly pageSize?: number;
}

/** Rows of a partition, by row key. Pages that are empty but carry a continuation are followed, as the service may send them. */
export async function* listRows(table: TableClient, partitionKey: string, range: RowRange = {}): AsyncGenerator<Row> {
  const { prefix, after, from, to, where, select, pageSize = 1000 } = range;
  const filter = [
    `PartitionKey eq ${quoted(partitionKey)}`,
    ...(prefix === undefined ? [] : [`RowKey ge ${quoted(prefix)}`, `RowKey lt ${quoted(prefixEnd(prefix))}`]),
    ...(after === undefined ? [] : [`RowKey gt ${quoted(after)}`]),
    ...(from === undefined ? [] : [`RowKey ge ${quoted(from)}`]),
    ...(to === undefined ? [] : [`RowKey lt ${quoted(to)}`]),
    ...(where === undefined ? [] : [where]),
  ].join(' and ');
  yield* listWhere(table, filter, select, pageSize);
}

/** Key and nothing else, of every row whose partition begins with the prefix. */
export function listPartitions(table: TableClient, prefix: string): AsyncGenerator<Row> {
  const filter = `PartitionKey ge ${quoted(prefix)} and PartitionKey lt ${quoted(prefixEnd(prefix))}`;
  return listWhere(table, filter, ['partitionKey', 'rowKey'], 1000);
}

async function* listWhere(
  table: TableClient,
  filter: string,
  select: readonly string[] | undefined,
  pageSize: number,
): AsyncGenerator<Row> {
  const queryOptions = { filter, ...(select === undefined ? {} : { select: [...select] }) };
  for await (const page of table.listEntities<Row>({ queryOptions }).byPage({ maxPageSize: pageSize })) {
    for (const row of page) yield { ...row, partitionKey: row.partitionKey ?? '', rowKey: row.rowKey ?? '' };
  }
}

/** Undefined where there is no such row; a table that is not there is an error, or what was lost would read as never written. */
export async function readRow(table: TableClient, partitionKey: string, rowKey: string): Promise<Row | undefined> {
  try {
    const row = await table.getEntity<Row>(partitionKey, rowKey);
    return { ...row, partitionKey, rowKey };
  } catch (error) {
    if (statusOf(error) === 404 && !isTableMissing(error)) return undefined;
    throw error;
  }
}

/** Writes rows over what is there, in as few transactions as the limits allow. Rows of a partition must come together. */
export async function writeRows(table: TableClient, rows: Iterable<Row> | AsyncIterable<Row>): Promise<void> {
  for await (const batch of batches(rows)) {
    await table.submitTransaction(batch.map((row): TransactionAction => ['upsert', row, 'Replace']));
  }
}

/** Rows that are already gone are no error. */
export async function deleteRows(table: TableClient, rows: AsyncIterable<Row>): Promise<void> {
  for await (const batch of batches(rows)) {
    const keys = batch.map(({ partitionKey, rowKey }) => ({ partitionKey, rowKey }));
    const deleted = await unlessStatus(404, () =>
      table.submitTransaction(keys.map((key): TransactionAction => ['delete', key])),
    );
    if (deleted) continue;
    for (const key of keys) await unlessStatus(404, () => table.deleteEntity(key.partitionKey, key.rowKey));
  }
}

/**
 * A transaction: one partition, at most 100 rows, 4 MiB as sent.
 * @see https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
 */
const transactionRows = 100;
const transactionBytes = 3.5 * 1024 * 1024;

async function* batches(rows: Iterable<Row> | AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  let bytes = 0;
  for await (const row of rows) {
    const size = sentBytes(row);
    const isOther = batch[0] !== undefined && batch[0].partitionKey !== row.partitionKey;
    if (isOther || batch.length === transactionRows || (batch.length > 0 && bytes + size > transactionBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(row);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** At most what the row takes in a transaction: binary goes as base64, a character may take six bytes, headers about 1 KiB. */
function sentBytes(row: Row): number {
  return Object.entries(row).reduce((sum, [name, value]) => sum + name.length + 64 + valueBytes(value), 1024);
}

function valueBytes(value: unknown): number {
  if (value instanceof Uint8Array) return Math.ceil(value.length / 3) * 4;
  return typeof value === 'string' ? value.length * 6 : 32;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
