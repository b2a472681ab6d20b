import type { Place } from '../text/place.ts';
import { mapped, scalar, textOf, unknown, type Value } from './value.ts';

type Operand = () => Value;

/** The operators that decide which plugin a cluster gets: comparison and logic, and what to take where something is missing. */
export function operate(operator: string, operands: readonly Operand[], at: Place): Value {
  const [first, second] = operands;
  if (first === undefined) return notDone(operator, at);
  if (second === undefined) return negated(operator, first(), at);
  switch (operator) {
    case '==':
    case '!=':
      return equality(first(), second(), at, operator === '==', false);
    case '=~':
    case '!~':
      return equality(first(), second(), at, operator === '=~', true);
    case '&&':
      return logical(first(), second, at, false);
    case '||':
      return logical(first(), second, at, true);
    case '??':
      return mapped(first(), (value) => (value.kind === 'null' ? second() : value));
    default:
      return arithmetic(operator, first(), second(), at);
  }
}

function notDone(operator: string, at: Place): Value {
  return unknown(`the operator ${operator} is not worked out`, at);
}

function negated(operator: string, value: Value, at: Place): Value {
  return mapped(value, (each) => {
    if (each.kind !== 'scalar') return each.kind === 'unknown' ? each : notDone(operator, at);
    if (operator === '!') return scalar(String(each.value) !== 'true', at);
    return operator === '-' ? scalar(-Number(each.value), at) : notDone(operator, at);
  });
}

function equality(a: Value, b: Value, at: Place, wanted: boolean, ignoresCase: boolean): Value {
  return mapped(a, (left) =>
    mapped(b, (right) => {
      const equal = areEqual(left, right, ignoresCase, at);
      return typeof equal === 'boolean' ? scalar(equal === wanted, at) : equal;
    }),
  );
}

function areEqual(left: Value, right: Value, ignoresCase: boolean, at: Place): boolean | Value {
  if (left.kind === 'unknown') return left;
  if (right.kind === 'unknown') return right;
  if (left.kind === 'null' || right.kind === 'null') return left.kind === right.kind;
  const [x, y] = [textOf(left), textOf(right)];
  if (x === undefined || y === undefined) return unknown('lists or maps are compared', at);
  return ignoresCase ? x.toLowerCase() === y.toLowerCase() : x === y;
}

/** `deciding` is the truth that one side alone settles: false for "and", true for "or". */
function logical(first: Value, second: Operand, at: Place, deciding: boolean): Value {
  const settled = String(deciding);
  return mapped(first, (left) => {
    if (textOf(left) === settled) return scalar(deciding, at);
    return mapped(second(), (right) => {
      if (textOf(right) === settled) return scalar(deciding, at);
      return left.kind === 'unknown' ? left : right;
    });
  });
}

const comparisons: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
};

function arithmetic(operator: string, a: Value, b: Value, at: Place): Value {
  const compute = comparisons[operator];
  if (compute === undefined) return notDone(operator, at);
  return mapped(a, (left) =>
    mapped(b, (right) => {
      const [x, y] = [Number(textOf(left)), Number(textOf(right))];
      if (Number.isFinite(x) && Number.isFinite(y)) return scalar(compute(x, y), at);
      return left.kind === 'unknown' ? left : right.kind === 'unknown' ? right : notDone(operator, at);
    }),
  );
}
