import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { StoredValueError, unlessStatus } from './errors.ts';
import { type UnitId, unitOfRowKey, unitRowKey, unitsPartition } from './keys.ts';
import { listRows, type Row, readRow } from './rows.ts';
import type { PlannedRun } from './run-record.ts';

const unitRowSchema = z.object({
  rowKey: z.string().regex(/^(\d{8}|estate)$/),
  status: z.enum(['open', 'done']),
  /** When work on it last began, or its message was last sent. */
  touchedAt: z.iso.datetime(),
  /** The attempt whose result counts; of a unit that is done. */
  winner: z.string().optional(),
  /** Once the history has the unit's clusters. */
  isRecorded: z.boolean().optional(),
});

/** One unit of a run, as its row says. */
export interface UnitRecord {
  readonly unit: UnitId;
  readonly status: 'open' | 'done';
  readonly touchedAt: string;
  readonly winner: string | undefined;
  /** Whether the history has its clusters. */
  readonly isRecorded: boolean;
}

export async function readUnit(results: TableClient, run: PlannedRun, unit: UnitId): Promise<UnitRecord | undefined> {
  const row = await readRow(results, unitsPartition(run.id, run.planAttempt), unitRowKey(unit));
  return row === undefined ? undefined : toRecord(results, row);
}

export async function* listUnits(results: TableClient, run: PlannedRun): AsyncGenerator<UnitRecord> {
  for await (const row of listRows(results, unitsPartition(run.id, run.planAttempt))) yield toRecord(results, row);
}

export async function* listOpenUnits(
  results: TableClient,
  run: PlannedRun,
  after?: UnitId,
): AsyncGenerator<UnitRecord> {
  const range = { where: "status eq 'open'", ...(after === undefined ? {} : { after: unitRowKey(after) }) };
  for await (const row of listRows(results, unitsPartition(run.id, run.planAttempt), range)) {
    yield toRecord(results, row);
  }
}

/** Messages go roughly in order, so what is open most likely comes after the unit just done: a short way to "yes". */
export async function hasOpenUnit(results: TableClient, run: PlannedRun, justDone?: UnitId): Promise<boolean> {
  if (justDone !== undefined) for await (const _ of listOpenUnits(results, run, justDone)) return true;
  for await (const _ of listOpenUnits(results, run)) return true;
  return false;
}

export async function touchUnit(results: TableClient, run: PlannedRun, unit: UnitId, now: Date): Promise<void> {
  await changeOpenUnit(results, run, unit, { touchedAt: now.toISOString() });
}

/** True when the unit is done by this attempt; false when another attempt was first. */
export async function completeUnit(
  results: TableClient,
  run: PlannedRun,
  unit: UnitId,
  attempt: string,
  now: Date,
): Promise<boolean> {
  const change = { status: 'done', winner: attempt, touchedAt: now.toISOString() };
  return (await changeOpenUnit(results, run, unit, change)).winner === attempt;
}

export async function markRecorded(results: TableClient, run: PlannedRun, unit: UnitId): Promise<void> {
  const key = { partitionKey: unitsPartition(run.id, run.planAttempt), rowKey: unitRowKey(unit) };
  await results.updateEntity({ ...key, isRecorded: true }, 'Merge');
}

/** Changes the unit if it is open at that moment; gives it as it is afterwards, whoever changed it. */
async function changeOpenUnit(
  results: TableClient,
  run: PlannedRun,
  unit: UnitId,
  change: Readonly<Record<string, string>>,
): Promise<UnitRecord> {
  const key = { partitionKey: unitsPartition(run.id, run.planAttempt), rowKey: unitRowKey(unit) };
  for (;;) {
    const row = await readRow(results, key.partitionKey, key.rowKey);
    if (row === undefined) {
      throw new StoredValueError(results.tableName, key.partitionKey, key.rowKey, 'The unit is not there.');
    }
    const record = toRecord(results, row);
    if (record.status === 'done') return record;
    const changed = { ...key, status: record.status, touchedAt: record.touchedAt, ...change };
    const etag = String(row['etag']);
    if (await unlessStatus(412, () => results.updateEntity(changed, 'Replace', { etag }))) {
      return toRecord(results, changed);
    }
  }
}

function toRecord(results: TableClient, row: Row): UnitRecord {
  const parsed = unitRowSchema.safeParse(row);
  if (!parsed.success) {
    const problem = 'The row does not have the expected shape.';
    throw new StoredValueError(results.tableName, row.partitionKey, row.rowKey, problem, { cause: parsed.error });
  }
  const { rowKey, status, touchedAt, winner, isRecorded = false } = parsed.data;
  return { unit: unitOfRowKey(rowKey), status, touchedAt, winner, isRecorded };
}
