import './warm-parser.ts';
import type { KustoResult, KustoType } from '../../../simulated-azure/kusto/run-query.ts';
import { KustoQueryError, runQuery } from '../../../simulated-azure/kusto/run-query.ts';

const now = new Date('2026-11-22T06:30:00.000Z');

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Runs a query over one table, T, whose columns are typed as given. */
export function query(text: string, columns: Readonly<Record<string, KustoType>>, rows: Rows): KustoResult {
  return runQuery(text, (name) => (name === 'T' ? { columns, rows } : undefined), now);
}

/** The value of a scalar expression over one row: s 'Hello', n 7, r 2.5, b true, t a datetime, d a bag, none null. */
export function evaluate(expression: string): unknown {
  const columns = {
    s: 'string',
    n: 'long',
    r: 'real',
    b: 'bool',
    t: 'datetime',
    d: 'dynamic',
    none: 'dynamic',
  } as const;
  const d = { word: 'Hello', Word: 'other', number: 5, flag: true, list: [1, 'two', null], bag: { x: 1 }, empty: [] };
  const row = { s: 'Hello', n: 7, r: 2.5, b: true, t: '2026-01-31T10:20:30Z', d };
  return query(`T | project result = ${expression}`, columns, [row]).rows[0]?.['result'];
}

/** The error that a query is refused with. */
export function refusal(run: () => unknown): KustoQueryError {
  try {
    run();
  } catch (error) {
    if (error instanceof KustoQueryError) return error;
    throw error;
  }
  throw new Error('the query was not refused');
}
