import type { TableClient, TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import { type ClusterHistory, clusterHistorySchema } from './cluster-history.ts';
import { type OnDamaged, statusOf, unlessDamaged } from './errors.ts';
import { monthOf, monthRow, monthRows, monthsPartition, newestFirst } from './keys.ts';
import { packedProperties, unpack } from './packed-value.ts';
import { deleteRows, listRows, type Row } from './rows.ts';

/** What the runs of a month saw of a cluster, newest first. A day is like the day before: packed together they take a tenth. */
const monthSchema = z.array(clusterHistorySchema);

/** One cluster as one run saw it. */
export interface Seen {
  readonly clusterId: string;
  readonly value: ClusterHistory;
}

/** Clusters whose rows are read and written together. */
const clustersAtOnce = 50;

/**
 * Adds what one run saw of its clusters. Writing the same again changes nothing; what another writes meanwhile stays. Points of
 * these clusters that are older than `keptSince` are dropped. A month that cannot be read stays as it is: what it holds may be
 * another version's.
 */
export async function addToMonths(
  history: TableClient,
  seen: readonly Seen[],
  keptSince: Date,
  onDamaged: OnDamaged,
): Promise<void> {
  const bySubscription = Map.groupBy(seen, ({ clusterId }) => monthsPartition(clusterId));
  for (const [partition, clusters] of bySubscription) {
    for (let start = 0; start < clusters.length; start += clustersAtOnce) {
      await addTogether(history, partition, clusters.slice(start, start + clustersAtOnce), keptSince, onDamaged);
    }
  }
}

async function addTogether(
  history: TableClient,
  partition: string,
  seen: readonly Seen[],
  keptSince: Date,
  onDamaged: OnDamaged,
): Promise<void> {
  for (;;) {
    const rows = await readMonths(history, partition, seen);
    const changes = seen.map(({ clusterId, value }) => {
      const key = { partitionKey: partition, rowKey: monthRow(clusterId, monthOf(value.runId)) };
      return changeOf(history, key, { row: rows.get(key.rowKey), value, keptSince, onDamaged });
    });
    const actions = (await Promise.all(changes)).filter((each) => each !== undefined);
    if (actions.length === 0) return;
    try {
      await history.submitTransaction(actions);
      return;
    } catch (error) {
      // Another wrote one of them in between: it is read again.
      if (statusOf(error) !== 412 && statusOf(error) !== 409) throw error;
    }
  }
}

interface MonthChange {
  readonly row: Row | undefined;
  readonly value: ClusterHistory;
  readonly keptSince: Date;
  readonly onDamaged: OnDamaged;
}

/** Undefined where the row cannot be read. */
async function changeOf(
  history: TableClient,
  key: Pick<Row, 'partitionKey' | 'rowKey'>,
  { row, value, keptSince, onDamaged }: MonthChange,
): Promise<TransactionAction | undefined> {
  const others = row === undefined ? [] : await unlessDamaged(unpack(history, [row], monthSchema), onDamaged);
  if (others === undefined) return undefined;
  const points = [value, ...others.filter(({ runId }) => runId !== value.runId)]
    .filter(({ asOf }) => Date.parse(asOf) >= keptSince.getTime() || asOf === value.asOf)
    .toSorted((a, b) => (newestFirst(a.runId) < newestFirst(b.runId) ? -1 : 1));
  const changed = { ...key, month: monthOf(value.runId), ...(await packedProperties(points)) };
  return row === undefined ? ['create', changed] : ['update', changed, 'Replace', { etag: String(row['etag']) }];
}

/** The rows of the clusters' month by key: in one answer where they lie together, which the clusters of a unit do. */
async function readMonths(
  history: TableClient,
  partition: string,
  seen: readonly Seen[],
): Promise<ReadonlyMap<string, Row>> {
  const keys = seen.map(({ clusterId, value }) => monthRow(clusterId, monthOf(value.runId))).sort();
  const [first = '', last = ''] = [keys[0], keys.at(-1)];
  const month = monthOf(seen[0]?.value.runId ?? '');
  const where = `RowKey ge '${quoted(first)}' and RowKey le '${quoted(last)}' and month eq '${month}'`;
  const found = new Map<string, Row>();
  for await (const row of listRows(history, partition, { where })) found.set(row.rowKey, row);
  return found;
}

/** Newest first, the runs before this one; without what is damaged. */
export async function* listMonths(
  history: TableClient,
  clusterId: string,
  before: string,
  onDamaged: OnDamaged,
): AsyncGenerator<ClusterHistory> {
  const partition = monthsPartition(clusterId);
  const rows = listRows(history, partition, { prefix: monthRows(clusterId), pageSize: 2 });
  for await (const row of rows) {
    if (String(row['month']) > monthOf(before)) continue;
    for (const each of (await unlessDamaged(unpack(history, [row], monthSchema), onDamaged)) ?? []) {
      if (newestFirst(each.runId) > newestFirst(before)) yield each;
    }
  }
}

/** Deletes the months before this one, of every cluster. */
export async function deleteMonthsBefore(history: TableClient, month: string): Promise<void> {
  const select = ['partitionKey', 'rowKey'];
  const filter = `PartitionKey ge 'months|' and PartitionKey lt 'months}' and month lt '${month}'`;
  for await (const page of history
    .listEntities<Row>({ queryOptions: { filter, select } })
    .byPage({ maxPageSize: 1000 })) {
    await deleteRows(history, rowsOf(page));
  }
}

async function* rowsOf(page: readonly Row[]): AsyncGenerator<Row> {
  yield* page;
}

function quoted(text: string): string {
  return text.replaceAll("'", "''");
}
