import { calculate } from './arithmetic.ts';
import { equals, keyOf, order } from './compare.ts';
import { compileCall } from './compile-call.ts';
import { asValue, isArray, isBag, toText } from './convert.ts';
import type { Evaluate, Execution } from './execution.ts';
import { KustoQueryError } from './kusto-query-error.ts';
import { literal } from './literal.ts';
import type { Scope } from './scope.ts';
import { columnIndex } from './scope.ts';
import { hasTermIgnoringCase, stringOperators } from './string-operators.ts';
import type { SyntaxNode } from './syntax.ts';
import { kindOf, part, parts, sourceOf, textOf, typeOf } from './syntax.ts';
import type { KustoType, Row, Value } from './value.ts';

/** Turns a scalar expression of the syntax tree into a function of a row. */
export function compileExpression(node: SyntaxNode, scope: Scope): Evaluate {
  const constant = literal(node);
  if (constant !== undefined) return () => constant;
  switch (kindOf(node)) {
    case 'NameReference':
      return compileName(node, scope);
    case 'PathExpression':
      return compileProperty(node, textOf(part(node, 'Selector'), 'SimpleName'), scope);
    case 'ElementExpression':
      return compileElement(node, scope);
    case 'ParenthesizedExpression':
    case 'SimpleNamedExpression':
    case 'OrderedExpression':
      return compileExpression(part(node, 'Expression'), scope);
    case 'FunctionCallExpression':
      return scope.aggregate?.(node) ?? compileCall(node, (argument) => compileExpression(argument, scope));
    case 'UnaryMinusExpression':
    case 'UnaryPlusExpression':
      return compileSign(node, scope);
    default:
      return compileOperator(node, scope);
  }
}

function compileName(node: SyntaxNode, scope: Scope): Evaluate {
  const index = columnIndex(scope, textOf(node, 'SimpleName'));
  return (row) => row[index] ?? null;
}

function compileProperty(node: SyntaxNode, name: string, scope: Scope): Evaluate {
  const bag = compileExpression(part(node, 'Expression'), scope);
  return (row, execution) => propertyOf(bag(row, execution), name);
}

/** Property names are case-sensitive; what has no such property yields null. */
function propertyOf(value: Value, name: string): Value {
  return isBag(value) && Object.hasOwn(value, name) ? asValue(value[name]) : null;
}

function compileElement(node: SyntaxNode, scope: Scope): Evaluate {
  const collection = compileExpression(part(node, 'Expression'), scope);
  const selector = compileExpression(part(part(node, 'Selector'), 'Expression'), scope);
  return (row, execution) => {
    const value = collection(row, execution);
    const key = selector(row, execution);
    if (typeof key === 'number' && isArray(value)) return asValue(value.at(key));
    return typeof key === 'string' ? propertyOf(value, key) : null;
  };
}

function compileSign(node: SyntaxNode, scope: Scope): Evaluate {
  const operand = compileExpression(part(node, 'Expression'), scope);
  if (kindOf(node) === 'UnaryPlusExpression') return operand;
  return (row, execution) => calculate('*', operand(row, execution), -1, 'real');
}

function compileOperator(node: SyntaxNode, scope: Scope): Evaluate {
  const operator = textOf(operatorOf(node)).replace(/\s+/g, ' ');
  const test = stringOperators.get(operator);
  if (test) {
    return binary(node, scope, (left, right, leftType, rightType) =>
      test(toText(left, leftType), toText(right, rightType)),
    );
  }
  switch (operator) {
    case 'and':
    case 'or':
      return compileLogic(node, scope, operator === 'or');
    case '==':
    case '!=':
    case '<>':
      return compileEquality(node, scope, operator === '==');
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileOrder(node, scope, operator);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%': {
      const type = typeOf(node);
      return binary(node, scope, (left, right) => calculate(operator, left, right, type));
    }
    case 'in':
    case 'in~':
    case '!in':
    case '!in~':
      return compileIn(node, scope, operator);
    case 'between':
    case '!between':
      return compileBetween(node, scope, operator === 'between');
    case 'has_any':
    case 'has_all':
      return compileHasMany(node, scope, operator === 'has_all');
    default:
      throw new KustoQueryError(
        'InvalidQuery',
        `The expression '${sourceOf(node)}' (${kindOf(node)}) is not supported`,
      );
  }
}

function operatorOf(node: SyntaxNode): SyntaxNode {
  const operator = node['Operator'];
  return typeof operator === 'object' && operator !== null ? part(node, 'Operator') : {};
}

type Operation = (left: Value, right: Value, leftType: KustoType, rightType: KustoType) => Value;

function binary(node: SyntaxNode, scope: Scope, operation: Operation): Evaluate {
  const [left, right] = [part(node, 'Left'), part(node, 'Right')];
  const [leftType, rightType] = [typeOf(left), typeOf(right)];
  const [evaluateLeft, evaluateRight] = [compileExpression(left, scope), compileExpression(right, scope)];
  return (row, execution) =>
    operation(evaluateLeft(row, execution), evaluateRight(row, execution), leftType, rightType);
}

/** Three-valued: null is "not known", so `false and null` is false and `true or null` is true. */
function compileLogic(node: SyntaxNode, scope: Scope, decisive: boolean): Evaluate {
  const left = compileExpression(part(node, 'Left'), scope);
  const right = compileExpression(part(node, 'Right'), scope);
  return (row, execution) => {
    const first = left(row, execution);
    if (first === decisive) return decisive;
    const second = right(row, execution);
    if (second === decisive) return decisive;
    return first === null || second === null ? null : !decisive;
  };
}

function compileEquality(node: SyntaxNode, scope: Scope, positive: boolean): Evaluate {
  return binary(node, scope, (left, right, leftType, rightType) => {
    const equal = equals(left, right, leftType, rightType);
    return equal === null ? null : equal === positive;
  });
}

const ORDERS: Readonly<Record<string, (sign: number) => boolean>> = {
  '<': (sign) => sign < 0,
  '<=': (sign) => sign <= 0,
  '>': (sign) => sign > 0,
  '>=': (sign) => sign >= 0,
};

function compileOrder(node: SyntaxNode, scope: Scope, operator: string): Evaluate {
  return binary(node, scope, (left, right) => {
    const sign = order(left, right);
    return sign === null ? null : (ORDERS[operator]?.(sign) ?? null);
  });
}

/** Arrays in the list count as their members: `x in (dynamic(['a','b']))`. */
function compileIn(node: SyntaxNode, scope: Scope, operator: string): Evaluate {
  const value = compileExpression(part(node, 'Left'), scope);
  const list = parts(part(node, 'Right'), 'Expressions');
  const keyOfItem = inKey(operator.endsWith('~'), [part(node, 'Left'), ...list].map(typeOf));
  const keys = compileKeys(list, scope, keyOfItem);
  const negative = operator.startsWith('!');
  return (row, execution) => keys(row, execution).has(keyOfItem(value(row, execution))) !== negative;
}

/** Where a string takes part everything compares by its text, as with `==`. */
function inKey(ignoreCase: boolean, types: readonly KustoType[]): (item: Value) => string {
  if (ignoreCase) return (item) => toText(item).toLowerCase();
  return types.includes('string') ? (item) => toText(item) : keyOf;
}

/** A list of literals, however long, is made into a set once and not for each row. */
function compileKeys(list: readonly SyntaxNode[], scope: Scope, keyOfItem: (item: Value) => string) {
  const constants = list.map(literal).filter((item) => item !== undefined);
  if (constants.length === list.length) {
    const keys = new Set(constants.flatMap(members).map(keyOfItem));
    return () => keys;
  }
  const items = list.map((item) => compileExpression(item, scope));
  return (row: Row, execution: Execution) =>
    new Set(items.flatMap((evaluate) => members(evaluate(row, execution))).map(keyOfItem));
}

function members(value: Value): Value[] {
  return isArray(value) ? value.map(asValue) : [value];
}

function compileBetween(node: SyntaxNode, scope: Scope, positive: boolean): Evaluate {
  const value = compileExpression(part(node, 'Left'), scope);
  const low = compileExpression(part(part(node, 'Right'), 'First'), scope);
  const high = compileExpression(part(part(node, 'Right'), 'Second'), scope);
  return (row, execution) => {
    const subject = value(row, execution);
    const from = low(row, execution);
    const end = high(row, execution);
    // `datetime between (start .. 7d)`: a timespan is the length of the range.
    const to = order(subject, end) === null ? calculate('+', from, end, 'datetime') : end;
    const [above, below] = [order(subject, from), order(subject, to)];
    return above === null || below === null ? null : (above >= 0 && below <= 0) === positive;
  };
}

function compileHasMany(node: SyntaxNode, scope: Scope, all: boolean): Evaluate {
  const value = compileExpression(part(node, 'Left'), scope);
  const items = parts(part(node, 'Right'), 'Expressions').map((item) => compileExpression(item, scope));
  return (row, execution) => {
    const text = toText(value(row, execution));
    const terms = items.flatMap((evaluate) => members(evaluate(row, execution))).map((item) => toText(item));
    return all
      ? terms.every((term) => hasTermIgnoringCase(text, term))
      : terms.some((term) => hasTermIgnoringCase(text, term));
  };
}
