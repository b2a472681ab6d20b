import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { deleteRows, listPartitions, listRows, type RowRange, readRow, writeRows } from '../../src/store/rows.ts';
import type { AuditTables } from '../../src/store/tables.ts';
import { type Azurite, emptyStore, startAzurite } from './azurite-store.ts';

let azurite: Azurite;
let table: AuditTables['results'];
beforeAll(async () => {
  azurite = await startAzurite();
});
beforeEach(async () => {
  table = (await emptyStore(azurite)).tables.results;
});
afterAll(() => azurite.stop());

const row = (partitionKey: string, rowKey: string, more: object = {}) => ({ partitionKey, rowKey, ...more });
const keys = async (range: RowRange) =>
  (await Array.fromAsync(listRows(table, 'p', range))).map(({ rowKey }) => rowKey);

it('rows are listed by key: a prefix, after one, from one, up to one, and by another condition', async () => {
  const quoted = "o'clock";
  const names = ['a', 'a|0', 'a|1', 'a}', 'b', quoted];
  await writeRows(table, [...names.map((name) => row('p', name, { open: name < 'b' })), row('p2', 'a|2')]);

  expect(await keys({})).toEqual(names);
  expect(await keys({ prefix: 'a|' })).toEqual(['a|0', 'a|1']);
  expect(await keys({ after: 'a|1' })).toEqual(['a}', 'b', quoted]);
  expect(await keys({ from: 'a|1', to: 'b' })).toEqual(['a|1', 'a}']);
  expect(await keys({ after: 'b', where: 'open eq false', pageSize: 1 })).toEqual([quoted]);
  expect(await keys({ prefix: quoted })).toEqual([quoted]);
  const [first] = await Array.fromAsync(listRows(table, 'p', { select: ['rowKey'] }));
  expect(first).not.toHaveProperty('open');
  const partitions = await Array.fromAsync(listPartitions(table, 'p2'));
  expect(partitions.map(({ partitionKey, rowKey }) => [partitionKey, rowKey])).toEqual([['p2', 'a|2']]);
  expect((await Array.fromAsync(listPartitions(table, 'p'))).length).toBe(names.length + 1);
});

it('a row that is not there is undefined, and a table that is not there is an error', async () => {
  expect(await readRow(table, 'p', 'a')).toBeUndefined();
  await writeRows(table, [row('p', 'a', { value: 1 })]);
  expect(await readRow(table, 'p', 'a')).toMatchObject({ partitionKey: 'p', rowKey: 'a', value: 1 });
  await table.deleteTable();
  await expect(readRow(table, 'p', 'a')).rejects.toMatchObject({ statusCode: 404 });
});

it('rows go in transactions of one partition, a hundred rows and what the service takes', async () => {
  const sent = vi.spyOn(table, 'submitTransaction');
  const sizes = () => sent.mock.calls.splice(0).map(([actions]) => [...actions].length);
  const many = Array.from({ length: 101 }, (_, at) => row('p', String(at).padStart(3, '0')));
  await writeRows(table, many.slice(0, 100));
  expect(sizes()).toEqual([100]);
  await writeRows(table, [...many, row('q', 'a'), row('r', 'a')]);
  expect(sizes()).toEqual([100, 1, 1, 1]);
  await writeRows(table, []);
  expect(sizes()).toEqual([]);
  // As base64, four of them are more than a transaction may hold.
  const binary = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`b${at}`, new Uint8Array(64 * 1024)]));
  await writeRows(
    table,
    ['a', 'b', 'c', 'd'].map((key) => row('binary', key, binary)),
  );
  expect(sizes()).toEqual([3, 1]);
  // A character may take six bytes.
  const text = { a: 'x'.repeat(30_000), b: 'x'.repeat(30_000) };
  await writeRows(
    table,
    Array.from({ length: 11 }, (_, at) => row('text', String(at), text)),
  );
  expect(sizes()).toEqual([10, 1]);
});

it('rows are written over what is there, and deleted where some are gone already', async () => {
  await writeRows(table, [row('p', 'a', { old: 1 }), row('p', 'b'), row('p', 'c')]);
  await writeRows(table, [row('p', 'a', { new: 1 })]);
  expect(await readRow(table, 'p', 'a')).not.toHaveProperty('old');
  await deleteRows(
    table,
    (async function* () {
      yield* ['a', 'gone', 'b'].map((key) => row('p', key));
    })(),
  );
  expect(await keys({})).toEqual(['c']);
});
