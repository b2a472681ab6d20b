import { keyOf, order } from './compare.ts';
import { isBag } from './convert.ts';
import { KustoTimespan } from './timespan.ts';
import type { KustoType, Value } from './value.ts';
import { missing } from './value.ts';

/** The arguments of an aggregate function for one row. */
export type Arguments = readonly Value[];

/** An aggregate function over the rows of one group; the type is the result's. */
export type Aggregate = (rows: readonly Arguments[], type: KustoType) => Value;

const firsts = (rows: readonly Arguments[]): Value[] =>
  rows.map(([value]) => value ?? null).filter((value) => value !== null);

const numbers = (rows: readonly Arguments[]): number[] => firsts(rows).filter((value) => typeof value === 'number');

/** Only the rows whose argument at that place is true. */
const when =
  (place: number, aggregate: Aggregate): Aggregate =>
  (rows, type) =>
    aggregate(
      rows.filter((row) => row[place] === true),
      type,
    );

/** Of timespans too. */
const sum: Aggregate = (rows) => {
  const spans = firsts(rows).filter((value) => value instanceof KustoTimespan);
  if (spans.length > 0) return new KustoTimespan(spans.reduce((total, { ticks }) => total + ticks, 0n));
  return numbers(rows).reduce((total, value) => total + value, 0);
};

/** NaN over no rows at all, as in Kusto. */
const avg: Aggregate = (rows) => numbers(rows).reduce((total, value) => total + value, 0) / numbers(rows).length;

const extreme =
  (sign: 1 | -1): Aggregate =>
  (rows, type) =>
    firsts(rows).reduce(
      (best, value) => ((order(value, best) ?? 0) * sign > 0 ? value : best),
      firsts(rows)[0] ?? missing(type),
    );

const distinct = (values: readonly Value[]): Value[] => [
  ...new Map(values.map((value) => [keyOf(value), value])).values(),
];

/** The optional second argument is the most items to keep. */
const capped = (values: Value[], rows: readonly Arguments[], place: number): Value[] => {
  const most = rows[0]?.[place];
  return typeof most === 'number' ? values.slice(0, most) : values;
};

const makeList: Aggregate = (rows) => capped(firsts(rows), rows, 1);
const makeListWithNulls: Aggregate = (rows) => rows.map(([value]) => value ?? null);

/** An array counts as its members. */
const makeSet: Aggregate = (rows) => capped(distinct(firsts(rows)), rows, 1);

/** Of bags that share a key the first wins. */
const makeBag: Aggregate = (rows) => Object.assign({}, ...firsts(rows).filter(isBag).toReversed());

const takeAny: Aggregate = (rows, type) => firsts(rows).find((value) => value !== '') ?? missing(type);

/** The nearest rank, over numbers. */
const percentile: Aggregate = (rows) => {
  const sorted = numbers(rows).sort((left, right) => left - right);
  const share = rows[0]?.[1];
  if (typeof share !== 'number' || sorted.length === 0) return null;
  return sorted[Math.max(Math.ceil((share / 100) * sorted.length) - 1, 0)] ?? null;
};

const count: Aggregate = (rows) => rows.length;
const dcount: Aggregate = (rows) => distinct(firsts(rows)).length;

/** Every aggregate function of one result; arg_max, arg_min and `take_any` of several columns are `summarize`'s. */
export const aggregates: ReadonlyMap<string, Aggregate> = new Map<string, Aggregate>([
  ['count', count],
  ['countif', when(0, count)],
  ['count_distinct', dcount],
  ['dcount', dcount],
  ['dcountif', when(1, dcount)],
  ['sum', sum],
  ['sumif', when(1, sum)],
  ['avg', avg],
  ['avgif', when(1, avg)],
  ['min', extreme(-1)],
  ['minif', when(1, extreme(-1))],
  ['max', extreme(1)],
  ['maxif', when(1, extreme(1))],
  ['percentile', percentile],
  ['any', takeAny],
  ['anyif', when(1, takeAny)],
  ['take_any', takeAny],
  ['take_anyif', when(1, takeAny)],
  ['make_list', makeList],
  ['makelist', makeList],
  ['make_list_if', when(1, (rows) => capped(firsts(rows), rows, 2))],
  ['make_list_with_nulls', makeListWithNulls],
  ['make_set', makeSet],
  ['makeset', makeSet],
  ['make_set_if', when(1, (rows) => capped(distinct(firsts(rows)), rows, 2))],
  ['make_bag', makeBag],
  ['make_bag_if', when(1, makeBag)],
]);
