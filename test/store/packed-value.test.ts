import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listPacked, packedProperties, packedRows, readPacked } from '../../src/store/packed-value.ts';
import { writeRows } from '../../src/store/rows.ts';
import type { AuditTables } from '../../src/store/tables.ts';
import { type Azurite, emptyStore, startAzurite } from './azurite-store.ts';

const anything = z.unknown();

/** Texts of which each takes some 60,700 bytes when it is packed; a row has eleven properties of 65,536. */
function parts(count: number): string[] {
  return Array.from({ length: count }, () =>
    Buffer.from(crypto.getRandomValues(new Uint8Array(56_000))).toString('hex'),
  );
}

describe('a packed value', () => {
  let azurite: Azurite;
  let tables: AuditTables;
  beforeAll(async () => {
    azurite = await startAzurite();
    ({ tables } = await emptyStore(azurite));
  });
  afterAll(() => azurite.stop());

  const store = async (row: string, value: unknown) => {
    const rows = await packedRows('p', row, value);
    await writeRows(tables.results, rows);
    return rows.length;
  };
  const read = <T>(row: string, schema: z.ZodType<T>) => readPacked(tables.results, 'p', row, schema);

  it('comes back from as many rows as it needs', async () => {
    const value = { parts: parts(26) };
    expect(await store('large', value)).toBe(3);
    expect(await read('large', anything)).toEqual(value);
  });

  it('keeps the order of its keys, whatever the order in the schema', async () => {
    await store('order', { b: 1, a: { d: 1, c: 2 } });
    const value = await read('order', z.object({ a: z.object({ c: z.number(), d: z.number() }), b: z.number() }));
    expect(JSON.stringify(value)).toBe('{"b":1,"a":{"d":1,"c":2}}');
  });

  it('is undefined where nothing was stored', async () => {
    expect(await read('nothing', anything)).toBeUndefined();
  });

  it('is refused when it is not of the schema, with table and row', async () => {
    await store('shape', { verdict: 'fine' });
    await expect(read('shape', z.object({ verdict: z.enum(['ready', 'blocked']) }))).rejects.toThrow(
      /Results, partition p, row shape\|000: The content does not have the expected shape/,
    );
  });

  it('is refused when a row of it is gone', async () => {
    expect(await store('gap', parts(13))).toBe(2);
    await tables.results.deleteEntity('p', 'gap|001');
    await expect(read('gap', anything)).rejects.toThrow('1 rows are not all of it');
  });

  it('is refused when its bytes are damaged', async () => {
    await store('damaged', { a: 1 });
    await tables.results.updateEntity(
      { partitionKey: 'p', rowKey: 'damaged|000', packed00: new Uint8Array([1, 2, 3]) },
      'Merge',
    );
    await expect(read('damaged', anything)).rejects.toThrow('The content is damaged');
  });

  it('that shares its row with others is refused where one row is not enough', async () => {
    expect(Object.keys(await packedProperties(parts(1)))).toEqual(['packed00']);
    const value = parts(11);
    await writeRows(tables.results, [{ partitionKey: 'p', rowKey: 'full|000', ...(await packedProperties(value)) }]);
    expect(await read('full', anything)).toEqual(value);
    await expect(packedProperties(parts(13))).rejects.toThrow(
      /^A value of \d+ bytes does not fit into one table row\.$/,
    );
  });

  it('is listed with its neighbours, one whole value at a time', async () => {
    const big = parts(13);
    await writeRows(tables.results, [
      ...(await packedRows('list', 's|aks', { big })),
      ...(await packedRows('list', 's|aks-1', { small: 1 })),
      ...(await packedRows('list', 't|aks', { other: 1 })),
    ]);
    const values = await Array.fromAsync(listPacked(tables.results, 'list', 's|', anything));
    expect(values).toHaveLength(2);
    expect(values).toContainEqual({ big });
    expect(values).toContainEqual({ small: 1 });
  });
});
