import { order } from '../compare.ts';
import { compileExpression } from '../compile-expression.ts';
import type { Evaluate, Execution } from '../execution.ts';
import type { SyntaxNode } from '../syntax.ts';
import { kindOf, optionalPart, part, parts, textOf } from '../syntax.ts';
import type { Column, Row, Value } from '../value.ts';
import type { CompileOperator } from './operator.ts';
import { inputColumns } from './operator.ts';

interface Ordering {
  readonly evaluate: Evaluate;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** `order by`: descending unless said otherwise; nulls first when ascending, last when descending; stable. */
export const compileSort: CompileOperator = (syntax) => {
  const orderings = parts(syntax.operator, 'Expressions').map((node) => compileOrdering(node, inputColumns(syntax)));
  return (rows, execution) => sortRows(rows, orderings, execution);
};

/** `top N by`: the first N of `order by`. */
export const compileTop: CompileOperator = (syntax) => {
  const amount = compileExpression(part(syntax.operator, 'Expression'), { columns: [] });
  const ordering = compileOrdering(part(syntax.operator, 'ByExpression'), inputColumns(syntax));
  return (rows, execution) => sortRows(rows, [ordering], execution).slice(0, Number(amount([], execution)));
};

export const compileTake: CompileOperator = (syntax) => {
  const amount = compileExpression(part(syntax.operator, 'Expression'), { columns: [] });
  return (rows, execution) => rows.slice(0, Number(amount([], execution)));
};

function compileOrdering(node: SyntaxNode, columns: readonly Column[]): Ordering {
  const clause = kindOf(node) === 'OrderedExpression' ? optionalPart(node, 'Ordering') : undefined;
  const direction = clause && optionalPart(clause, 'AscOrDescKeyword');
  const nulls = clause && optionalPart(clause, 'NullsClause');
  const descending = (direction ? textOf(direction) : 'desc') !== 'asc';
  return {
    evaluate: compileExpression(node, { columns }),
    descending,
    nullsFirst: nulls ? textOf(part(nulls, 'FirstOrLastKeyword')) === 'first' : !descending,
  };
}

function sortRows(rows: readonly Row[], orderings: readonly Ordering[], execution: Execution): Row[] {
  const keyed = rows.map((row) => ({ row, keys: orderings.map(({ evaluate }) => evaluate(row, execution)) }));
  keyed.sort((left, right) => compareKeys(left.keys, right.keys, orderings));
  return keyed.map(({ row }) => row);
}

function compareKeys(left: readonly Value[], right: readonly Value[], orderings: readonly Ordering[]): number {
  for (const [index, ordering] of orderings.entries()) {
    const sign = compareValues(left[index] ?? null, right[index] ?? null, ordering);
    if (sign !== 0) return sign;
  }
  return 0;
}

function compareValues(left: Value, right: Value, { descending, nullsFirst }: Ordering): number {
  if (left === null && right === null) return 0;
  if (left === null || right === null) return (left === null) === nullsFirst ? -1 : 1;
  const sign = order(left, right) ?? 0;
  return descending ? -sign : sign;
}
