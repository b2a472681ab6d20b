import { RestError } from '@azure/data-tables';
import { z } from 'zod';

/** What was read from Table storage is not what this version writes: another version's, damaged, or partly deleted. */
export class StoredValueError extends Error {
  override readonly name = 'StoredValueError';

  constructor(table: string, partitionKey: string, rowKey: string, problem: string, options?: ErrorOptions) {
    super(
      `Table ${table}, partition ${partitionKey}, row ${rowKey}: ${problem} The run cannot be read; start a new one.`,
      options,
    );
  }
}

/** Hears of a row that cannot be read and is passed over. */
export type OnDamaged = (error: StoredValueError) => void;

/** What is read; undefined where it is not what this version writes, which is told. Any other error is thrown. */
export async function unlessDamaged<T>(reading: Promise<T>, onDamaged: OnDamaged): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof StoredValueError)) throw error;
    onDamaged(error);
    return undefined;
  }
}

/** HTTP status of an error of the Storage SDKs; undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

/** Runs an operation that may find its entity already there, changed or gone; false when it ended with that status. */
export async function unlessStatus(status: number, operation: () => Promise<unknown>): Promise<boolean> {
  try {
    await operation();
    return true;
  } catch (error) {
    if (statusOf(error) === status) return false;
    throw error;
  }
}

/** Whether the whole table is missing, which the service says with the status of a missing row. */
export function isTableMissing(error: unknown): boolean {
  return error instanceof RestError && tableErrorSchema.safeParse(error.details).data?.errorCode === 'TableNotFound';
}

/** As the SDK gives the header `x-ms-error-code`. */
const tableErrorSchema = z.object({ errorCode: z.string() });
