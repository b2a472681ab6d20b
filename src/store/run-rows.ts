import type { TableClient } from '@azure/data-tables';
import { StoredValueError, unlessStatus } from './errors.ts';
import { newestFirst, runIdPattern, runsPartition } from './keys.ts';
import { listRows, type Row, readRow } from './rows.ts';
import { isClosed, type RunRecord, type RunStatus, runRecordSchema } from './run-record.ts';

/** Creates the run unless one of that id is there: of several callers at once, one gets true. */
export async function createRun(
  runs: TableClient,
  run: Pick<RunRecord, 'id' | 'trigger' | 'createdAt'>,
): Promise<boolean> {
  const row = toRow({ ...run, status: 'planning', touchedAt: run.createdAt });
  return unlessStatus(409, () => runs.createEntity(row));
}

export async function readRun(runs: TableClient, id: string): Promise<RunRecord | undefined> {
  return (await readRunRow(runs, id))?.run;
}

/** Newest first; `after` is the id of the last one of the page before. */
export async function* listRuns(runs: TableClient, after?: string, pageSize?: number): AsyncGenerator<RunRecord> {
  const range = {
    ...(after === undefined ? {} : { after: newestFirst(after) }),
    ...(pageSize === undefined ? {} : { pageSize }),
  };
  for await (const row of listRows(runs, runsPartition, range)) yield toRecord(runs, row);
}

/** Runs that are looked at after the first that will do: one made up for, or after a change of the schedule, has the id of an older slot. */
const lookedAt = 100;

/** Of the runs of which that is true, the one that was created last. */
export async function latestRun(
  runs: TableClient,
  isWanted: (run: RunRecord) => boolean,
): Promise<RunRecord | undefined> {
  let latest: RunRecord | undefined;
  let more = lookedAt;
  for await (const run of listRuns(runs)) {
    if (isWanted(run) && (latest === undefined || run.createdAt > latest.createdAt)) latest = run;
    if (latest !== undefined) more -= 1;
    if (more === 0) break;
  }
  return latest;
}

export async function* listOpenRuns(runs: TableClient): AsyncGenerator<RunRecord> {
  const where = "(status eq 'planning' or status eq 'running')";
  for await (const row of listRows(runs, runsPartition, { where })) yield toRecord(runs, row);
}

/**
 * Changes the run if it is in one of the states `from` at that moment. Gives the run as it is afterwards, whoever changed it;
 * undefined where there is none.
 */
export async function changeRun(
  runs: TableClient,
  id: string,
  from: readonly RunStatus[],
  change: Partial<RunRecord>,
): Promise<RunRecord | undefined> {
  for (;;) {
    const current = await readRunRow(runs, id);
    if (current === undefined || !from.includes(current.run.status)) return current?.run;
    const changed = { ...current.run, ...change };
    const { etag } = current;
    if (await unlessStatus(412, () => runs.updateEntity(toRow(changed), 'Replace', { etag }))) return changed;
  }
}

/**
 * Whether the caller may close the run: it alone may, until then. False too where the run is closed. Of a caller that died the place
 * is free after its time.
 */
export async function claimClosing(
  runs: TableClient,
  id: string,
  closer: string,
  now: Date,
  until: Date,
): Promise<boolean> {
  const current = await readRunRow(runs, id);
  if (current?.run.status !== 'running') return false;
  const { run, etag } = current;
  const isTaken = run.closingUntil !== undefined && Date.parse(run.closingUntil) > now.getTime();
  if (isTaken && run.closer !== closer) return false;
  const row = toRow({ ...run, closer, closingUntil: until.toISOString() });
  return unlessStatus(412, () => runs.updateEntity(row, 'Replace', { etag }));
}

/** Marks that everything but the history of a closed run is gone; a run that is gone itself needs no mark. */
export async function markForgotten(runs: TableClient, run: RunRecord, at: Date): Promise<void> {
  if (!isClosed(run)) throw new Error(`Run ${run.id} is still open: close it before its results are deleted.`);
  const row = toRow({ ...run, forgottenAt: at.toISOString() });
  await unlessStatus(404, () => runs.updateEntity(row, 'Replace'));
}

export async function deleteRun(runs: TableClient, id: string): Promise<void> {
  await unlessStatus(404, () => runs.deleteEntity(runsPartition, newestFirst(id)));
}

async function readRunRow(runs: TableClient, id: string): Promise<{ run: RunRecord; etag: string } | undefined> {
  if (!runIdPattern.test(id)) return undefined;
  const row = await readRow(runs, runsPartition, newestFirst(id));
  return row === undefined ? undefined : { run: toRecord(runs, row), etag: String(row['etag']) };
}

function toRow({ summary, ...run }: RunRecord): Row {
  return {
    partitionKey: runsPartition,
    rowKey: newestFirst(run.id),
    ...run,
    ...(summary === undefined ? {} : { summary: JSON.stringify(summary) }),
  };
}

function toRecord(runs: TableClient, row: Row): RunRecord {
  const summary = row['summary'];
  const parsed = runRecordSchema.safeParse({
    ...row,
    ...(typeof summary === 'string' ? { summary: parseJson(summary) } : {}),
  });
  if (parsed.success) return parsed.data;
  throw new StoredValueError(
    runs.tableName,
    row.partitionKey,
    row.rowKey,
    'The row does not have the expected shape.',
    {
      cause: parsed.error,
    },
  );
}

/** The text itself, which the schema refuses, for what is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
