import { keyOf, order, sameValue } from '../compare.ts';
import { asValue, isArray } from '../convert.ts';
import type { Value } from '../value.ts';
import type { ScalarFunction, ScalarFunctions } from './scalar-function.ts';
import { argument } from './scalar-function.ts';

/** A function of an array; anything else in its place yields null. */
const ofArray =
  (run: (items: readonly unknown[], values: readonly Value[]) => Value): ScalarFunction =>
  (values) => {
    const items = argument(values, 0);
    return isArray(items) ? run(items, values) : null;
  };

/** A function of arrays only; null where one of them is something else. */
const ofArrays =
  (run: (arrays: readonly (readonly unknown[])[]) => Value): ScalarFunction =>
  (values) => {
    const arrays = values.filter(isArray);
    return arrays.length === values.length ? run(arrays) : null;
  };

const unique = (items: readonly unknown[]): unknown[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

const includes = (items: readonly unknown[], wanted: unknown) => items.some((item) => sameValue(item, wanted));

/** Both ends are inclusive and count from the end when negative. */
const slice = ofArray((items, values) => {
  const at = (index: number, otherwise: number) => {
    const value = argument(values, index);
    const position = typeof value === 'number' ? value : otherwise;
    return position < 0 ? items.length + position : position;
  };
  return items.slice(Math.max(at(1, 0), 0), at(2, items.length - 1) + 1);
});

const sum = ofArray((items) => items.reduce<number>((total, item) => total + (typeof item === 'number' ? item : 0), 0));

/** Nulls come last in both directions. */
const sort = (sign: 1 | -1) =>
  ofArray((items) =>
    [...items].sort((left, right) => {
      if (left === null || right === null) return Number(left === null) - Number(right === null);
      return (order(asValue(left), asValue(right)) ?? 0) * sign;
    }),
  );

const range: ScalarFunction = (values) => {
  const [start, stop, step] = [argument(values, 0), argument(values, 1), argument(values, 2) ?? 1];
  if (typeof start !== 'number' || typeof stop !== 'number' || typeof step !== 'number' || step === 0) return null;
  return Array.from({ length: Math.max(Math.floor((stop - start) / step) + 1, 0) }, (_, index) => start + index * step);
};

export const arrayFunctions: ScalarFunctions = [
  ['array_length', ofArray((items) => items.length)],
  ['array_concat', ofArrays((arrays) => arrays.flat())],
  ['array_slice', slice],
  ['array_reverse', ofArray((items) => items.toReversed())],
  ['array_sum', sum],
  ['array_sort_asc', sort(1)],
  ['array_sort_desc', sort(-1)],
  ['array_index_of', ofArray((items, values) => items.findIndex((item) => sameValue(item, argument(values, 1))))],
  ['set_has_element', ofArray((items, values) => includes(items, argument(values, 1)))],
  ['set_union', ofArrays((arrays) => unique(arrays.flat()))],
  [
    'set_intersect',
    ofArrays(([first = [], ...rest]) => unique(first.filter((item) => rest.every((set) => includes(set, item))))),
  ],
  [
    'set_difference',
    ofArrays(([first = [], ...rest]) => unique(first.filter((item) => !rest.some((set) => includes(set, item))))),
  ],
  ['pack_array', (values) => [...values]],
  ['range', range],
];
