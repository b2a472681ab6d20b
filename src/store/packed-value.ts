import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import type { TableClient } from '@azure/data-tables';
import type { z } from 'zod';
import { StoredValueError } from './errors.ts';
import { listRows, type Row } from './rows.ts';

/**
 * JSON, gzipped, in as many binary properties and rows as it needs.
 * Limits: a property 64 KiB, an entity 1 MiB with its names and keys, which Azurite counts as base64.
 * @see https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#property-limitations
 */
const propertyBytes = 64 * 1024;
const propertiesPerRow = 11;
const rowBytes = propertyBytes * propertiesPerRow;

const compress = promisify(gzip);

/** Rows `<row>|000`, `<row>|001`, … */
export async function packedRows(partitionKey: string, row: string, value: unknown): Promise<Row[]> {
  const bytes = await compress(JSON.stringify(value));
  const count = Math.ceil(bytes.length / rowBytes);
  return Array.from({ length: count }, (_, index) => ({
    partitionKey,
    rowKey: `${row}|${String(index).padStart(3, '0')}`,
    rows: count,
    ...properties(bytes.subarray(index * rowBytes, (index + 1) * rowBytes)),
  }));
}

/** For a value that shares its row with other properties; throws when it needs more than one row. */
export async function packedProperties(value: unknown): Promise<Record<string, Uint8Array>> {
  const bytes = await compress(JSON.stringify(value));
  if (bytes.length > rowBytes)
    throw new RangeError(`A value of ${bytes.length} bytes does not fit into one table row.`);
  return properties(bytes);
}

/** Undefined where nothing was stored under the key. */
export async function readPacked<T>(
  table: TableClient,
  partitionKey: string,
  row: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const rows: Row[] = [];
  for await (const each of listRows(table, partitionKey, { prefix: `${row}|` })) rows.push(each);
  return rows.length === 0 ? undefined : unpack(table, rows, schema);
}

/** The packed values of a partition whose rows begin with the prefix, one at a time. */
export async function* listPacked<T>(
  table: TableClient,
  partitionKey: string,
  prefix: string,
  schema: z.ZodType<T>,
): AsyncGenerator<T> {
  let rows: Row[] = [];
  for await (const row of listRows(table, partitionKey, { prefix })) {
    rows.push(row);
    if (rows.length === row['rows']) {
      yield await unpack(table, rows, schema);
      rows = [];
    }
  }
  if (rows.length > 0) yield await unpack(table, rows, schema);
}

/** The value packed in rows that came in order; throws a StoredValueError when one is missing or it is not of the schema. */
export async function unpack<T>(table: TableClient, rows: readonly Row[], schema: z.ZodType<T>): Promise<T> {
  const value = unpackJson(table, rows);
  if (isOf(schema, value)) return value;
  throw misshapen(table, rows, schema.safeParse(value).error);
}

/** The same with the keys in the schema's order, and none that it does not know. */
export async function unpackInOrder<T>(table: TableClient, rows: readonly Row[], schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(unpackJson(table, rows));
  if (parsed.success) return parsed.data;
  throw misshapen(table, rows, parsed.error);
}

function unpackJson(table: TableClient, rows: readonly Row[]): unknown {
  if (rows.some((row) => (row['rows'] ?? 1) !== rows.length)) {
    throw problem(table, rows, `${rows.length} rows are not all of it.`);
  }
  const bytes = Buffer.concat(rows.flatMap(binaries));
  try {
    // In place: a value of some 100 KB takes less than handing it to another thread and back.
    return JSON.parse(gunzipSync(bytes).toString('utf8'));
  } catch (error) {
    throw problem(table, rows, 'The content is damaged.', error);
  }
}

function misshapen(table: TableClient, rows: readonly Row[], cause: unknown): StoredValueError {
  return problem(table, rows, 'The content does not have the expected shape.', cause);
}

function problem(table: TableClient, rows: readonly Row[], text: string, cause?: unknown): StoredValueError {
  const [first] = rows;
  return new StoredValueError(table.tableName, first?.partitionKey ?? '', first?.rowKey ?? '', text, { cause });
}

/** The value itself and not zod's copy, which has the schema's order of keys: what went in comes back byte for byte. */
function isOf<T>(schema: z.ZodType<T>, value: unknown): value is T {
  return schema.safeParse(value).success;
}

function properties(bytes: Uint8Array): Record<string, Uint8Array> {
  const count = Math.ceil(bytes.length / propertyBytes);
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      propertyName(index),
      bytes.subarray(index * propertyBytes, (index + 1) * propertyBytes),
    ]),
  );
}

function binaries(row: Row): Uint8Array[] {
  return Array.from({ length: propertiesPerRow }, (_, index) => row[propertyName(index)]).filter(
    (value) => value instanceof Uint8Array,
  );
}

function propertyName(index: number): string {
  return `packed${String(index).padStart(2, '0')}`;
}
