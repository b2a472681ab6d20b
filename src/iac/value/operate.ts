import type { Place } from '../text/place.ts';
import { canTurn, overridable } from './overridable.ts';
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
    if (operator === '!')
      return turnable(
        String(each.value) !== 'true',
        canTurn(each, (text) => text === 'true'),
        at,
      );
    return operator === '-' ? scalar(-Number(each.value), at) : notDone(operator, at);
  });
}

function equality(a: Value, b: Value, at: Place, wanted: boolean, ignoresCase: boolean): Value {
  return mapped(a, (left) =>
    mapped(b, (right) => {
      const equal = areEqual(left, right, ignoresCase, at);
      if (typeof equal !== 'boolean') return equal;
      const isEqual = (one: Value) => (text: string) => areEqual(scalar(text, at), one, ignoresCase, at) === true;
      return turnable(equal === wanted, canTurn(left, isEqual(right)) || canTurn(right, isEqual(left)), at);
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
  return mapped(first, (left) => {
    if (textOf(left) === String(deciding) && !canTurn(left, (text) => text === String(deciding)))
      return scalar(deciding, at);
    return mapped(second(), (right) => bothSides(left, right, at, deciding));
  });
}

/** Where a side settles it, the caller turns it round by turning every side that does; else by turning any. */
function bothSides(left: Value, right: Value, at: Place, deciding: boolean): Value {
  const sides = [left, right].map((side) => ({
    settles: textOf(side) === String(deciding),
    turns: canTurn(side, (text) => text === String(deciding)),
  }));
  const settling = sides.filter(({ settles }) => settles);
  if (settling.length > 0)
    return turnable(
      deciding,
      settling.every(({ turns }) => turns),
      at,
    );
  if (left.kind === 'unknown') return left;
  return sides.some(({ turns }) => turns) ? overridable(right) : right;
}

/** A truth value, and whether whoever runs the code can turn it round. */
function turnable(value: boolean, canBeTurned: boolean, at: Place): Value {
  return canBeTurned ? overridable(scalar(value, at)) : scalar(value, at);
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
      if (Number.isFinite(x) && Number.isFinite(y)) {
        const result = scalar(compute(x, y), at);
        return [left, right].some((each) => canTurn(each, () => false)) ? overridable(result) : result;
      }
      return left.kind === 'unknown' ? left : right.kind === 'unknown' ? right : notDone(operator, at);
    }),
  );
}
