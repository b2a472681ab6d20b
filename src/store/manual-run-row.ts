import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { unlessStatus } from './errors.ts';
import { manualPartition, manualRow } from './keys.ts';
import { type Row, readRow } from './rows.ts';

const manualRunSchema = z.object({ run: z.string(), at: z.iso.datetime() });
/** The last run that somebody asked for, whether or not it came to be. */
export type ManualRun = z.infer<typeof manualRunSchema>;

/** A place taken in the row, or what `mayFollow` said of the run that has it. */
export type Claim<Refusal> = { readonly run: string } | { readonly refusal: Refusal };

/**
 * Names a run as the last that somebody asked for, if `mayFollow` has nothing against its following the one before. Of several
 * callers at once one is first, and the others are judged as following it.
 */
export async function claimManualRun<Refusal>(
  runs: TableClient,
  next: ManualRun,
  mayFollow: (last: ManualRun) => Promise<Refusal | undefined>,
): Promise<Claim<Refusal>> {
  for (;;) {
    const row = await readRow(runs, manualPartition, manualRow);
    const last = row === undefined ? undefined : manualRunSchema.safeParse(row).data;
    const refusal = last === undefined ? undefined : await mayFollow(last);
    if (refusal !== undefined) return { refusal };
    if (await write(runs, next, row)) return { run: next.run };
  }
}

function write(runs: TableClient, next: ManualRun, before: Row | undefined): Promise<boolean> {
  const row = { partitionKey: manualPartition, rowKey: manualRow, ...next };
  return before === undefined
    ? unlessStatus(409, () => runs.createEntity(row))
    : unlessStatus(412, () => runs.updateEntity(row, 'Replace', { etag: String(before['etag']) }));
}
