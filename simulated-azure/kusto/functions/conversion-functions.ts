import {
  isArray,
  isBag,
  parseJson,
  toBool,
  toDateTime,
  toGuid,
  toInt,
  toLong,
  toReal,
  toText,
  toTimespan,
} from '../convert.ts';
import { KustoDateTime } from '../date-time.ts';
import { KustoTimespan } from '../timespan.ts';
import type { Value } from '../value.ts';
import type { Call, ScalarFunction, ScalarFunctions } from './scalar-function.ts';
import { argument } from './scalar-function.ts';

const of =
  (convert: (value: Value) => Value): ScalarFunction =>
  (values) =>
    convert(argument(values, 0));

const tostring: ScalarFunction = (values, call) => toText(argument(values, 0), call.argumentTypes[0]);

function gettype(values: readonly Value[], call: Call): Value {
  const value = argument(values, 0);
  const type = call.argumentTypes[0] ?? 'dynamic';
  if (value === null) return 'null';
  if (type !== 'dynamic') return type;
  if (isArray(value)) return 'array';
  if (isBag(value)) return 'dictionary';
  if (value instanceof KustoDateTime) return 'datetime';
  if (value instanceof KustoTimespan) return 'timespan';
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'double';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

export const conversionFunctions: ScalarFunctions = [
  ['tostring', tostring],
  ['toint', of(toInt)],
  ['tolong', of(toLong)],
  ['todouble', of(toReal)],
  ['toreal', of(toReal)],
  ['todecimal', of(toReal)],
  ['tobool', of(toBool)],
  ['toboolean', of(toBool)],
  ['todatetime', of(toDateTime)],
  ['totimespan', of(toTimespan)],
  ['toguid', of(toGuid)],
  ['parse_json', of(parseJson)],
  ['parsejson', of(parseJson)],
  ['todynamic', of(parseJson)],
  ['toobject', of(parseJson)],
  ['gettype', gettype],
];
