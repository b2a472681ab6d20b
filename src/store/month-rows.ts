import type { TableClient, TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import { type ClusterHistory, clusterHistorySchema } from './cluster-history.ts';
import { statusOf } from './errors.ts';
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
 * these clusters that are older than `keptSince` are dropped.
 */
export async function addToMonths(history: TableClient, seen: readonly Seen[], keptSince: Date): Promise<void> {
  const bySubscription = Map.groupBy(seen, ({ clusterId }) => monthsPartition(clusterId));
  for (const [partition, clusters] of bySubscription) {
    for (let start = 0; start < clusters.length; start += clustersAtOnce) {
      await addTogether(history, partition, clusters.slice(start, start + clustersAtOnce), keptSince);
    }
  }
}

async function addTogether(
  history: TableClient,
  partition: string,
  seen: readonly Seen[],
  keptSince: Date,
): Promise<void> {
  for (;;) {
    const rows = await readMonths(history, partition, seen);
    const actions: TransactionAction[] = [];
    for (const { clusterId, value } of seen) {
      const rowKey = monthRow(clusterId, monthOf(value.runId));
      const row = rows.get(rowKey);
      const others = row === undefined ? [] : await unpack(history, [row], monthSchema);
      const points = [value, ...others.filter(({ runId }) => runId !== value.runId)]
        .filter(({ asOf }) => Date.parse(asOf) >= keptSince.getTime() || asOf === value.asOf)
        .toSorted((a, b) => (newestFirst(a.runId) < newestFirst(b.runId) ? -1 : 1));
      const key = { partitionKey: partition, rowKey, month: monthOf(value.runId) };
      const changed = { ...key, ...(await packedProperties(points)) };
      actions.push(
        row === undefined ? ['create', changed] : ['update', changed, 'Replace', { etag: String(row['etag']) }],
      );
    }
    try {
      await history.submitTransaction(actions);
      return;
    } catch (error) {
      // Another wrote one of them in between: it is read again.
      if (statusOf(error) !== 412 && statusOf(error) !== 409) throw error;
    }
  }
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

/** Newest first, the runs before this one. */
export async function* listMonths(
  history: TableClient,
  clusterId: string,
  before: string,
): AsyncGenerator<ClusterHistory> {
  const partition = monthsPartition(clusterId);
  const rows = listRows(history, partition, { prefix: monthRows(clusterId), pageSize: 2 });
  for await (const row of rows) {
    if (String(row['month']) > monthOf(before)) continue;
    for (const each of await unpack(history, [row], monthSchema)) {
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
