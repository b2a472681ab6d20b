import { RestError } from '@azure/core-rest-pipeline';
import type { Entity } from './table-filter.ts';

/** An entity with its version. */
export type Stored = Entity & { readonly etag: string };

interface Options {
  readonly etag?: string;
}

/** The actions of a transaction, as the package has them. */
export type TableAction =
  | readonly ['create' | 'delete', Entity]
  | readonly ['update' | 'upsert', Entity, ('Merge' | 'Replace' | undefined)?, (Options | undefined)?];

/** @see https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions */
const transactionRows = 100;
const transactionBytes = 4 * 1024 * 1024;
/** @see https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model */
const propertyBytes = 64 * 1024;
const rowBytes = 1024 * 1024;
const badKey = /[/\\#?\p{Cc}]/u;

/** The package refuses any other. */
const modes: readonly string[] = ['Merge', 'Replace'];

let versions = 0;

/** Sorts as the service does: by partition, then by row. */
export function idOf({ partitionKey, rowKey }: Pick<Entity, 'partitionKey' | 'rowKey'>): string {
  return `${partitionKey}\0${rowKey}`;
}

export function refusal(statusCode: number, errorCode: string, cause?: unknown): RestError {
  return Object.assign(new RestError(errorCode, { statusCode }), { details: { errorCode }, cause });
}

/** All of the changes or, where one is refused, none. */
export function changeRows(rows: Map<string, Stored>, actions: readonly TableAction[]): { readonly etag: string } {
  refuseTransaction(actions);
  versions += 1;
  const etag = `W/"${versions}"`;
  const changes = actions.map((action) => [idOf(action[1]), changed(rows.get(idOf(action[1])), action, etag)] as const);
  for (const [id, row] of changes) {
    if (row === undefined) rows.delete(id);
    else rows.set(id, row);
  }
  return { etag };
}

/** Undefined for a row that is deleted. */
function changed(there: Stored | undefined, [kind, entity, mode, options]: TableAction, etag: string) {
  if (kind === 'create' && there !== undefined) throw refusal(409, 'EntityAlreadyExists');
  if ((kind === 'update' || kind === 'delete') && there === undefined) throw refusal(404, 'ResourceNotFound');
  const wanted = options?.etag ?? '*';
  if (wanted !== '*' && wanted !== there?.etag) throw refusal(412, 'UpdateConditionNotSatisfied');
  if (kind === 'delete') return undefined;
  if (mode !== undefined && !modes.includes(mode)) throw new Error(`Unexpected value for update mode: ${mode}`);
  const isMerged = kind !== 'create' && mode !== 'Replace';
  // Tables hold no null.
  const given = Object.entries(entity).filter(([, value]) => value !== undefined && value !== null);
  const row = { ...(isMerged ? there : {}), ...Object.fromEntries(given) };
  const stored = { ...row, partitionKey: entity.partitionKey, rowKey: entity.rowKey, etag };
  if (bytesOf(stored) > rowBytes) throw refusal(400, 'EntityTooLarge');
  return stored;
}

function refuseTransaction(actions: readonly TableAction[]): void {
  const entities = actions.map(([, entity]) => entity);
  const partitions = new Set(entities.map(({ partitionKey }) => partitionKey));
  if (partitions.size !== 1 || actions.length > transactionRows) throw refusal(400, 'InvalidInput');
  if (new Set(entities.map(idOf)).size < entities.length) throw refusal(400, 'InvalidDuplicateRow');
  if (entities.some(({ partitionKey, rowKey }) => badKey.test(partitionKey + rowKey)))
    throw refusal(400, 'OutOfRangeInput');
  if (entities.some((entity) => Object.values(entity).some((value) => valueBytes(value) > propertyBytes)))
    throw refusal(400, 'PropertyValueTooLarge');
  // Binary travels as base64.
  if (entities.reduce((sum, entity) => sum + (bytesOf(entity) * 4) / 3, 0) > transactionBytes)
    throw refusal(413, 'RequestBodyTooLarge');
}

function bytesOf(entity: Entity): number {
  return Object.entries(entity).reduce((sum, [name, value]) => sum + 2 * name.length + valueBytes(value), 0);
}

function valueBytes(value: unknown): number {
  if (value instanceof Uint8Array) return value.length;
  return typeof value === 'string' ? 2 * value.length : 8;
}
