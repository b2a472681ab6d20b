import { compileExpression } from '../compile-expression.ts';
import { asValue, convertTo, isArray, isBag } from '../convert.ts';
import type { Evaluate } from '../execution.ts';
import { KustoQueryError } from '../kusto-query-error.ts';
import { DEFAULT_MV_EXPAND_ROWS, MAX_MV_EXPAND_ROWS, parameter } from '../resource-graph-limits.ts';
import type { SyntaxNode } from '../syntax.ts';
import { kindOf, optionalPart, part, parts, textOf } from '../syntax.ts';
import type { Column, Row, Value } from '../value.ts';
import { missing } from '../value.ts';
import type { CompileOperator } from './operator.ts';
import { inputColumns } from './operator.ts';

interface Expansion {
  readonly evaluate: Evaluate;
  /** The column that the items go to. */
  readonly index: number;
  readonly type: Column['type'];
}

/**
 * `mv-expand`: a row for each item, several expressions side by side. A null makes one row, an empty array none; what
 * is beyond the row limit is dropped without a word, as the service does.
 */
export const compileMvExpand: CompileOperator = (syntax) => {
  const input = inputColumns(syntax);
  const limit = rowLimit(syntax.operator);
  const asPairs = (parameter(syntax.operator, 'kind') ?? parameter(syntax.operator, 'bagexpansion')) === 'array';
  const indexColumn = syntax.columns.findIndex(({ name }) => name === parameter(syntax.operator, 'with_itemindex'));
  const expansions = compileExpansions(parts(syntax.operator, 'Expressions'), input, syntax.columns, indexColumn);
  const copies = syntax.columns.map(({ name }) => input.findIndex((column) => column.name === name));
  return (rows, execution) =>
    rows.flatMap((row) => {
      const lists = expansions.map(({ evaluate }) => itemsOf(evaluate(row, execution), asPairs));
      const length = Math.min(Math.max(...lists.map((list) => list.length)), limit);
      return Array.from({ length }, (_, item) => {
        const expanded: Value[] = syntax.columns.map(({ type }, index) => row[copies[index] ?? -1] ?? missing(type));
        for (const [at, { index, type }] of expansions.entries()) {
          expanded[index] = convertItem(lists[at]?.[item] ?? null, type);
        }
        if (indexColumn >= 0) expanded[indexColumn] = item;
        return expanded satisfies Row;
      });
    });
};

function rowLimit(operator: SyntaxNode): number {
  const clause = optionalPart(operator, 'RowLimitClause');
  if (!clause) return DEFAULT_MV_EXPAND_ROWS;
  const limit = Number(String(part(clause, 'RowLimit')['LiteralValue']));
  if (limit <= MAX_MV_EXPAND_ROWS) return limit;
  throw new KustoQueryError('InvalidQuery', `The mv-expand row limit ${limit} is above ${MAX_MV_EXPAND_ROWS}.`);
}

function compileExpansions(
  nodes: readonly SyntaxNode[],
  input: readonly Column[],
  columns: readonly Column[],
  indexColumn: number,
): Expansion[] {
  const isNew = (index: number) => index !== indexColumn && !input.some(({ name }) => name === columns[index]?.name);
  const fresh = columns.map((_, index) => index).filter(isNew);
  return nodes.map((node) => {
    const expression = part(node, 'Expression');
    const known = columns.findIndex(({ name }) => name === plainName(expression));
    const index = known >= 0 && !fresh.includes(known) ? known : (fresh.shift() ?? known);
    return {
      evaluate: compileExpression(expression, { columns: input }),
      index,
      type: columns[index]?.type ?? 'dynamic',
    };
  });
}

/** The name that the expression declares or refers to; '' where the binder makes one up. */
function plainName(expression: SyntaxNode): string {
  const named = kindOf(expression) === 'SimpleNamedExpression' ? part(expression, 'Name') : expression;
  return textOf(named, 'SimpleName');
}

function itemsOf(value: Value, asPairs: boolean): Value[] {
  if (isArray(value)) return value.map(asValue);
  if (!isBag(value)) return [value];
  return Object.entries(value).map(([key, item]): Value => (asPairs ? [key, item] : { [key]: item }));
}

function convertItem(item: Value, type: Column['type']): Value {
  return type === 'dynamic' ? item : (convertTo(type, item) ?? missing(type));
}
