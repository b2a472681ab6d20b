import { recentlyUsed } from '../recently-used.ts';
import { compileQuery } from './compile-query.ts';
import { asValue, convertTo, isTime } from './convert.ts';
import { KustoDateTime } from './date-time.ts';
import { KustoQueryError } from './kusto-query-error.ts';
import type { Tabular } from './operators/operator.ts';
import type { Paging } from './paging.ts';
import { pagingOf } from './paging.ts';
import type { ParsedQuery, TableSchema } from './parse-query.ts';
import { analyzeQuery, parseQuery } from './parse-query.ts';
import type { Column, KustoType, Row, Value } from './value.ts';
import { missing } from './value.ts';

export { KustoQueryError } from './kusto-query-error.ts';
export type { KustoType } from './value.ts';

/** A table in memory. A column that a row lacks is null in it, or '' when it is a string; other properties are unseen. */
export interface KustoTable {
  readonly columns: Readonly<Record<string, KustoType>>;
  readonly rows: Iterable<Readonly<Record<string, unknown>>>;
}

/** Finds the table of a name as the query writes it; Resource Graph's names are the same in any case. */
export type FindTable = (name: string) => KustoTable | undefined;

export interface KustoResult {
  readonly columns: readonly Column[];
  /** In column order, ready for JSON: datetimes and timespans are text. Dynamics are the table's own objects. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Skip tokens are possible only when `id` is projected and the query neither aggregates nor limits. */
  readonly pageable: boolean;
  /** The query itself limits its rows (take, limit, top). */
  readonly limited: boolean;
}

interface CompiledQuery extends Paging {
  readonly tabular: Tabular;
}

const parsed = recentlyUsed<ParsedQuery>(500);
const compiled = recentlyUsed<CompiledQuery>(500);

/**
 * Runs one Kusto query as Azure Resource Graph would. Throws KustoQueryError for what the service answers with 400.
 * `now` is the moment that `now()` and `ago()` go by.
 */
export function runQuery(text: string, findTable: FindTable, now: Date = new Date()): KustoResult {
  const query = parsed(text, () => parseQuery(text));
  const tables = new Map(query.tables.map((name) => [name, findTable(name) ?? noTable(name)]));
  const schemas = [...tables].map(([name, { columns }]): TableSchema => ({ name, columns }));
  const { tabular, limited, aggregated } = compiled(JSON.stringify([text, schemas]), () => compile(query, schemas));
  const rows = tabular.run({
    now: KustoDateTime.from(now),
    rows: (name) => loadRows(tables.get(name) ?? noTable(name)),
  });
  return {
    columns: tabular.columns,
    rows: rows.map((row) => toRecord(row, tabular.columns)),
    pageable: !limited && !aggregated && tabular.columns.some(({ name }) => name === 'id'),
    limited,
  };
}

function compile(query: ParsedQuery, schemas: readonly TableSchema[]): CompiledQuery {
  const syntax = analyzeQuery(query, schemas);
  return { tabular: compileQuery(syntax), ...pagingOf(syntax) };
}

function noTable(name: string): never {
  throw new KustoQueryError('DisallowedLogicalTableName', `Table ${name} is invalid, unsupported or disallowed.`);
}

function loadRows({ columns, rows }: KustoTable): Row[] {
  const declared = Object.entries(columns);
  return Array.from(rows, (row) => declared.map(([name, type]) => cell(row[name], type)));
}

function cell(content: unknown, type: KustoType): Value {
  if (type === 'string' && typeof content === 'string') return content;
  const value = asValue(content);
  return convertTo(type, value) ?? missing(type);
}

function toRecord(row: Row, columns: readonly Column[]): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ name }, index) => [name, toJson(row[index] ?? null)]));
}

function toJson(value: Value): unknown {
  if (isTime(value)) return value.toJSON();
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
