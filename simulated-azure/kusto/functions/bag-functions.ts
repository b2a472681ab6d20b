import { isArray, isBag, toText } from '../convert.ts';
import type { Value } from '../value.ts';
import type { ScalarFunction, ScalarFunctions } from './scalar-function.ts';
import { argument } from './scalar-function.ts';

const ofBag =
  (run: (bag: Readonly<Record<string, unknown>>, values: readonly Value[]) => Value): ScalarFunction =>
  (values) => {
    const bag = argument(values, 0);
    return isBag(bag) ? run(bag, values) : null;
  };

/** Names and values in turn. */
const pack: ScalarFunction = (values) => {
  const entries: [string, Value][] = [];
  for (let index = 0; index + 1 < values.length; index += 2) {
    entries.push([toText(argument(values, index)), argument(values, index + 1)]);
  }
  return Object.fromEntries(entries);
};

/** Where bags share a key, the leftmost wins; what is no bag is left out. */
const merge: ScalarFunction = (values) => Object.assign({}, ...values.filter(isBag).toReversed());

const removeKeys = ofBag((bag, values) => {
  const keys = argument(values, 1);
  if (!isArray(keys)) return bag;
  return Object.fromEntries(Object.entries(bag).filter(([key]) => !keys.includes(key)));
});

export const bagFunctions: ScalarFunctions = [
  ['bag_keys', ofBag((bag) => Object.keys(bag))],
  ['bag_has_key', ofBag((bag, values) => Object.hasOwn(bag, toText(argument(values, 1))))],
  ['bag_merge', merge],
  ['bag_remove_keys', removeKeys],
  ['bag_pack', pack],
  ['pack', pack],
  ['pack_dictionary', pack],
];
