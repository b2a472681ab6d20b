import type { TableClient } from '@azure/data-tables';
import {
  type AlertEvent,
  type AlertIntent,
  alertEventSchema,
  type ClaimedNotice,
  type ClusterMemory,
  clusterMemorySchema,
  type EstateMemory,
  estateMemorySchema,
  type NewNotice,
  type NoticeRecord,
  noticeRecordSchema,
} from '../model/alert.ts';
import { StoredValueError, unlessStatus } from './errors.ts';
import { clusterRowKey } from './keys.ts';
import { packedProperties, unpack } from './packed-value.ts';
import { deleteRows, listRows, type Row, readRow, writeRows } from './rows.ts';
import { openTable, type StorageConnection } from './storage-connection.ts';

/**
 * What alerts keep, in a table of its own. `|` separates parts of keys: no name of a channel, batch or event id contains it.
 *
 *   estate, estate              what was said of the whole estate, packed
 *   estate, telling             who tells an audit at the moment
 *   memory, <resource id>       what was said of a cluster, packed
 *   said, <channel>|<event>     the batch in which the channel hears of the event
 *   notice, <channel>|<batch>   one message to one channel
 *   events|<channel>|<batch>    the events of that message, one row each
 */
export function openAlertTable(connection: StorageConnection, prefix = 'KubenetAudit'): TableClient {
  return openTable(connection, `${prefix}Alerts`);
}

const estateKey = ['estate', 'estate'] as const;
const tellingKey = { partitionKey: 'estate', rowKey: 'telling' };
const memoryPartition = 'memory';
const saidPartition = 'said';
const noticePartition = 'notice';
const eventsPartition = (channel: string, batch: string) => `events|${channel}|${batch}`;
const noticeRow = (channel: string, batch: string) => `${channel}|${batch}`;

/** The store of alerts over its table; every operation may be repeated, by several at once. */
export function createAlertStore(table: TableClient) {
  return {
    readEstate: () => readEstate(table),
    writeEstate: (memory: EstateMemory, version: string | undefined) => writeEstate(table, memory, version),
    claimTelling: (owner: string, now: Date, until: Date) => claimTelling(table, owner, now, until),
    releaseTelling: (owner: string) => releaseTelling(table, owner),
    listMemories: () => listMemories(table),
    writeMemories: (memories: readonly ClusterMemory[]) => writeRows(table, memoryRows(memories)),
    deleteMemory: async (clusterId: string): Promise<void> => {
      await unlessStatus(404, () => table.deleteEntity(memoryPartition, clusterRowKey(clusterId)));
    },
    addIntent: (intent: AlertIntent, now: Date) => addIntent(table, intent, now),
    listUnsent: (channel: string, batch: string) => Array.fromAsync(listUnsent(table, channel, batch)),
    markEventsSent: (channel: string, batch: string, ids: readonly string[]) => markSent(table, channel, batch, ids),
    openNotice: (notice: NewNotice) => openNotice(table, notice),
    claimNotice: (channel: string, batch: string, now: Date, until: Date) =>
      claimNotice(table, channel, batch, now, until),
    closeNotice: ({ channel, batch, version }: ClaimedNotice, change: Partial<NoticeRecord>): Promise<boolean> => {
      const key = { partitionKey: noticePartition, rowKey: noticeRow(channel, batch) };
      return unlessStatus(412, () =>
        table.updateEntity({ ...key, ...withoutNull(change) }, 'Merge', { etag: version }),
      );
    },
    changeNotice: async ({ channel, batch }: NoticeRecord, change: Partial<NoticeRecord>): Promise<void> => {
      const key = { partitionKey: noticePartition, rowKey: noticeRow(channel, batch) };
      await unlessStatus(404, () => table.updateEntity({ ...key, ...withoutNull(change) }, 'Merge'));
    },
    listNotices: (status: NoticeRecord['status']) => listNotices(table, `status eq '${status}'`),
    deleteOld: (before: Date) => deleteOld(table, before),
  };
}

async function readEstate(table: TableClient): Promise<{ memory: EstateMemory; version: string } | undefined> {
  const row = await readRow(table, ...estateKey);
  if (row === undefined) return undefined;
  return { memory: await unpack(table, [row], estateMemorySchema), version: String(row['etag']) };
}

/** Throws where another wrote in between: the work is then done again with what that one left. */
async function writeEstate(table: TableClient, memory: EstateMemory, version: string | undefined): Promise<void> {
  const [partitionKey, rowKey] = estateKey;
  const row = { partitionKey, rowKey, ...(await packedProperties(memory)) };
  if (version === undefined) await table.createEntity(row);
  else await table.updateEntity(row, 'Replace', { etag: version });
}

async function claimTelling(table: TableClient, owner: string, now: Date, until: Date): Promise<boolean> {
  const claim = { ...tellingKey, owner, until: until.toISOString() };
  const row = await readRow(table, tellingKey.partitionKey, tellingKey.rowKey);
  if (row === undefined) return unlessStatus(409, () => table.createEntity(claim));
  const isFree = row['owner'] === owner || !(Date.parse(String(row['until'])) > now.getTime());
  return isFree && unlessStatus(412, () => table.updateEntity(claim, 'Replace', { etag: String(row['etag']) }));
}

async function releaseTelling(table: TableClient, owner: string): Promise<void> {
  const row = await readRow(table, tellingKey.partitionKey, tellingKey.rowKey);
  if (row?.['owner'] !== owner) return;
  const free = { ...tellingKey, owner: '', until: '' };
  await unlessStatus(412, () => table.updateEntity(free, 'Replace', { etag: String(row['etag']) }));
}

async function* listMemories(table: TableClient): AsyncGenerator<ClusterMemory> {
  for await (const row of listRows(table, memoryPartition)) yield await unpack(table, [row], clusterMemorySchema);
}

async function* memoryRows(memories: readonly ClusterMemory[]): AsyncGenerator<Row> {
  for (const memory of memories) {
    const rowKey = clusterRowKey(memory.cluster.id);
    yield { partitionKey: memoryPartition, rowKey, ...(await packedProperties(memory)) };
  }
}

/** The first batch to name the event for the channel is the one that carries it. */
async function addIntent(table: TableClient, { channel, batch, event }: AlertIntent, now: Date): Promise<boolean> {
  const said = { partitionKey: saidPartition, rowKey: `${channel}|${event.id}` };
  const at = now.toISOString();
  if (!(await unlessStatus(409, () => table.createEntity({ ...said, batch, at })))) {
    const first = await readRow(table, said.partitionKey, said.rowKey);
    if (first !== undefined && first['batch'] !== batch) return false;
  }
  const row = { partitionKey: eventsPartition(channel, batch), rowKey: event.id, sent: false };
  const packed = await packedProperties(event);
  // One that is there may have been sent: it stays as it is.
  await unlessStatus(409, () => table.createEntity({ ...row, ...packed }));
  return true;
}

async function* listUnsent(table: TableClient, channel: string, batch: string): AsyncGenerator<AlertEvent> {
  for await (const row of listRows(table, eventsPartition(channel, batch), { where: 'sent eq false' })) {
    yield await unpack(table, [row], alertEventSchema);
  }
}

async function markSent(table: TableClient, channel: string, batch: string, ids: readonly string[]): Promise<void> {
  const partitionKey = eventsPartition(channel, batch);
  for (let start = 0; start < ids.length; start += 100) {
    const rows = ids.slice(start, start + 100).map((rowKey) => ({ partitionKey, rowKey, sent: true }));
    await table.submitTransaction(rows.map((row) => ['update', row, 'Merge']));
  }
}

async function openNotice(table: TableClient, notice: NewNotice): Promise<void> {
  const fresh = { status: 'due', attempts: 0, firstAttemptAt: '', claimedUntil: '', sentAt: '', lastError: '' };
  const key = { partitionKey: noticePartition, rowKey: noticeRow(notice.channel, notice.batch) };
  const { channel, batch, owner, runId, createdAt, notBefore } = notice;
  const row = { ...key, ...withoutNull({ channel, batch, runId, createdAt, notBefore }), ...ownerOf(owner), ...fresh };
  if (await unlessStatus(409, () => table.createEntity({ ...row, part: 1 }))) return;
  for (;;) {
    const there = await readNotice(table, channel, batch);
    if (there === undefined)
      throw new Error(`Notice ${batch} to ${channel} was deleted while events were filed for it.`);
    const { record, etag } = there;
    const isDue = record.status === 'due';
    // Whoever claims it from here on reads the events that were filed before.
    if (isDue && record.claimedUntil === null) return;
    const changed = await unlessStatus(412, () =>
      isDue
        ? table.updateEntity({ ...key, filedAt: createdAt }, 'Merge', { etag })
        : table.updateEntity({ ...row, part: record.part + 1 }, 'Replace', { etag }),
    );
    if (changed) return;
  }
}

async function claimNotice(
  table: TableClient,
  channel: string,
  batch: string,
  now: Date,
  until: Date,
): Promise<ClaimedNotice | undefined> {
  const there = await readNotice(table, channel, batch);
  if (there?.record.status !== 'due') return undefined;
  const { record, etag } = there;
  if (record.claimedUntil !== null && Date.parse(record.claimedUntil) > now.getTime()) return undefined;
  const claim = {
    claimedUntil: until.toISOString(),
    attempts: record.attempts + 1,
    firstAttemptAt: record.firstAttemptAt ?? now.toISOString(),
  };
  const key = { partitionKey: noticePartition, rowKey: noticeRow(channel, batch) };
  let version: string | undefined;
  await unlessStatus(412, async () => {
    version = (await table.updateEntity({ ...key, ...claim }, 'Merge', { etag })).etag;
  });
  return version === undefined ? undefined : { ...record, ...claim, version };
}

async function readNotice(table: TableClient, channel: string, batch: string) {
  const row = await readRow(table, noticePartition, noticeRow(channel, batch));
  return row === undefined ? undefined : { record: toNotice(table, row), etag: String(row['etag']) };
}

async function* listNotices(table: TableClient, where: string): AsyncGenerator<NoticeRecord> {
  for await (const row of listRows(table, noticePartition, { where })) yield toNotice(table, row);
}

async function deleteOld(table: TableClient, before: Date): Promise<void> {
  const time = before.toISOString();
  for await (const { channel, batch } of listNotices(table, `status ne 'due' and createdAt lt '${time}'`)) {
    await deleteRows(table, listRows(table, eventsPartition(channel, batch), { select: ['partitionKey', 'rowKey'] }));
    await unlessStatus(404, () => table.deleteEntity(noticePartition, noticeRow(channel, batch)));
  }
  const select = ['partitionKey', 'rowKey'];
  await deleteRows(table, listRows(table, saidPartition, { where: `at lt '${time}'`, select }));
}

/** Tables hold no null, and a merge leaves what it does not name: empty stands for it. */
function withoutNull(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']));
}

/** An owner may be empty, which is not the same as none. */
function ownerOf(owner: string | null) {
  return { owner: owner ?? '', isSplit: owner !== null };
}

const nullable = ['runId', 'firstAttemptAt', 'claimedUntil', 'sentAt', 'lastError'];

function toNotice(table: TableClient, row: Row): NoticeRecord {
  const nulls = nullable.filter((name) => row[name] === '').map((name) => [name, null]);
  const owner = row['isSplit'] === true ? row['owner'] : null;
  const parsed = noticeRecordSchema.safeParse({ ...row, ...Object.fromEntries(nulls), owner });
  if (parsed.success) return parsed.data;
  const problem = 'The row does not have the expected shape.';
  throw new StoredValueError(table.tableName, row.partitionKey, row.rowKey, problem, { cause: parsed.error });
}
