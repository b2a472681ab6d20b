import { argumentsOf, functionName } from '../call-syntax.ts';
import { order } from '../compare.ts';
import { compileExpression } from '../compile-expression.ts';
import type { Evaluate, Execution } from '../execution.ts';
import type { SyntaxNode } from '../syntax.ts';
import { kindOf, part, textOf } from '../syntax.ts';
import type { Column, Row, Value } from '../value.ts';
import { missing } from '../value.ts';

type Several = (rows: readonly Row[], execution: Execution) => Value[];

const SIGNS: ReadonlyMap<string, number> = new Map([
  ['arg_max', 1],
  ['argmax', 1],
  ['arg_min', -1],
  ['argmin', -1],
]);
const ANY = new Set(['any', 'take_any']);

/** Aggregates that make several columns out of one row: arg_max, arg_min, `take_any(a, b)`; undefined for others. */
export function compileSeveral(
  item: SyntaxNode,
  columns: readonly Column[],
  keyNames: readonly string[],
): Several | undefined {
  const call = kindOf(item).endsWith('NamedExpression') ? part(item, 'Expression') : item;
  if (kindOf(call) !== 'FunctionCallExpression') return undefined;
  const [first, ...rest] = argumentsOf(call);
  if (!first) return undefined;
  const sign = SIGNS.get(functionName(call));
  if (sign !== undefined) {
    const taken = [...keyNames, textOf(first, 'SimpleName')];
    return extremeRow(sign, compileExpression(first, { columns }), returned([first, ...rest], columns, taken));
  }
  if (!ANY.has(functionName(call)) || (rest.length === 0 && kindOf(first) !== 'StarExpression')) return undefined;
  return anyRow(returned([first, ...rest], columns, keyNames));
}

interface Returned {
  readonly evaluate: Evaluate;
  readonly absent: Value;
}

/** `*` stands for every column that the result does not have already. */
function returned(nodes: readonly SyntaxNode[], columns: readonly Column[], taken: readonly string[]): Returned[] {
  return nodes.flatMap((node): Returned[] => {
    if (kindOf(node) !== 'StarExpression') {
      const type = columns.find(({ name }) => name === textOf(node, 'SimpleName'))?.type ?? 'dynamic';
      return [{ evaluate: compileExpression(node, { columns }), absent: missing(type) }];
    }
    return columns.flatMap(({ name, type }, index) => {
      if (taken.includes(name)) return [];
      return [{ evaluate: (row: Row) => row[index] ?? null, absent: missing(type) }];
    });
  });
}

/** The first row where the value is largest (or smallest); rows where it is null do not count while others do. */
function extremeRow(sign: number, value: Evaluate, results: readonly Returned[]): Several {
  return (rows, execution) => {
    let best: { row: Row; value: Value } | undefined;
    for (const row of rows) {
      const candidate = { row, value: value(row, execution) };
      if (!best || isBetter(candidate.value, best.value, sign)) best = candidate;
    }
    return valuesOf(best?.row, results, execution);
  };
}

function isBetter(candidate: Value, best: Value, sign: number): boolean {
  if (best === null) return candidate !== null;
  return (order(candidate, best) ?? 0) * sign > 0;
}

function anyRow(results: readonly Returned[]): Several {
  return (rows, execution) => valuesOf(rows[0], results, execution);
}

function valuesOf(row: Row | undefined, results: readonly Returned[], execution: Execution): Value[] {
  return results.map(({ evaluate, absent }) => (row ? (evaluate(row, execution) ?? absent) : absent));
}
