import { toText } from '../convert.ts';
import { missing } from '../value.ts';
import type { ScalarFunction, ScalarFunctions } from './scalar-function.ts';
import { argument } from './scalar-function.ts';

/** A string is never null, not even ''. */
const isnull: ScalarFunction = (values, call) => call.argumentTypes[0] !== 'string' && argument(values, 0) === null;

const isempty: ScalarFunction = (values) => toText(argument(values, 0)) === '';

const negate =
  (test: ScalarFunction): ScalarFunction =>
  (values, call) => {
    const answer = test(values, call);
    return typeof answer === 'boolean' ? !answer : null;
  };

const iff: ScalarFunction = (values) => argument(values, argument(values, 0) === true ? 1 : 2);

/** Predicates and values in turn, the value for none of them last. */
const conditions: ScalarFunction = (values) => {
  const hit = values.findIndex((value, index) => index % 2 === 0 && index < values.length - 1 && value === true);
  return argument(values, hit < 0 ? values.length - 1 : hit + 1);
};

const coalesce: ScalarFunction = (values, call) =>
  values.find((value) => value !== null && value !== '') ?? missing(call.resultType);

export const logicFunctions: ScalarFunctions = [
  ['isnull', isnull],
  ['isnotnull', negate(isnull)],
  ['notnull', negate(isnull)],
  ['isempty', isempty],
  ['isnotempty', negate(isempty)],
  ['notempty', negate(isempty)],
  ['not', negate((values) => argument(values, 0))],
  ['iff', iff],
  ['iif', iff],
  ['case', conditions],
  ['coalesce', coalesce],
];
