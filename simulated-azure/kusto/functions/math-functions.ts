import { bin } from '../arithmetic.ts';
import { order } from '../compare.ts';
import type { Value } from '../value.ts';
import type { ScalarFunction, ScalarFunctions } from './scalar-function.ts';
import { argument } from './scalar-function.ts';

const ofNumber =
  (calculate: (value: number) => Value): ScalarFunction =>
  (values) => {
    const value = argument(values, 0);
    return typeof value === 'number' ? calculate(value) : null;
  };

/** Kusto rounds a half away from zero; JavaScript would round it up. */
const round: ScalarFunction = (values) => {
  const [value, digits] = [argument(values, 0), argument(values, 1) ?? 0];
  if (typeof value !== 'number' || typeof digits !== 'number') return null;
  const factor = 10 ** digits;
  return (Math.sign(value) * Math.round(Math.abs(value) * factor)) / factor;
};

const power: ScalarFunction = (values) => {
  const [base, exponent] = [argument(values, 0), argument(values, 1)];
  return typeof base === 'number' && typeof exponent === 'number' ? base ** exponent : null;
};

/** The value that all others are on one side of; nulls do not count. */
const extreme =
  (sign: 1 | -1): ScalarFunction =>
  (values) =>
    values.reduce((best, value) => {
      if (best === null) return value;
      return (order(value, best) ?? 0) * sign > 0 ? value : best;
    }, null);

const binOf: ScalarFunction = (values) => bin(argument(values, 0), argument(values, 1));

export const mathFunctions: ScalarFunctions = [
  ['abs', ofNumber(Math.abs)],
  ['sign', ofNumber(Math.sign)],
  ['sqrt', ofNumber(Math.sqrt)],
  ['exp', ofNumber(Math.exp)],
  ['log', ofNumber(Math.log)],
  ['log2', ofNumber(Math.log2)],
  ['log10', ofNumber(Math.log10)],
  ['ceiling', ofNumber(Math.ceil)],
  ['isnan', ofNumber(Number.isNaN)],
  ['isfinite', ofNumber(Number.isFinite)],
  ['round', round],
  ['pow', power],
  ['bin', binOf],
  ['floor', binOf],
  ['min_of', extreme(-1)],
  ['max_of', extreme(1)],
];
