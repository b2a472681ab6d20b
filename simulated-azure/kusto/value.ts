import type { KustoDateTime } from './date-time.ts';
import type { KustoTimespan } from './timespan.ts';

/** Kusto's scalar types. Numbers are JavaScript numbers: a long beyond 2^53 loses its last digits. */
export type KustoType =
  | 'string'
  | 'dynamic'
  | 'long'
  | 'int'
  | 'real'
  | 'decimal'
  | 'bool'
  | 'datetime'
  | 'timespan'
  | 'guid';

export interface Column {
  readonly name: string;
  readonly type: KustoType;
}

export type Bag = Readonly<Record<string, unknown>>;

/** null is Kusto's null of any type but string, which has none: a string that is missing is ''. */
export type Value = null | boolean | number | string | KustoDateTime | KustoTimespan | readonly unknown[] | Bag;

export type Row = readonly Value[];

const TYPES: ReadonlySet<string> = new Set<KustoType>([
  'string',
  'dynamic',
  'long',
  'int',
  'real',
  'decimal',
  'bool',
  'datetime',
  'timespan',
  'guid',
]);

function isKustoType(name: string): name is KustoType {
  return TYPES.has(name);
}

/** The type of that name; the binder's refinements of dynamic (arrays, bags, unknown) are dynamic. */
export function kustoType(name: string): KustoType {
  return isKustoType(name) ? name : 'dynamic';
}

/** What a row of that type holds where nothing is known. */
export function missing(type: KustoType): Value {
  return type === 'string' ? '' : null;
}
