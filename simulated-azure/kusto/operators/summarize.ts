import type { Arguments } from '../aggregations.ts';
import { aggregates } from '../aggregations.ts';
import { argumentsOf, functionName } from '../call-syntax.ts';
import { keyOf } from '../compare.ts';
import { compileExpression } from '../compile-expression.ts';
import type { Evaluate, Execution } from '../execution.ts';
import { KustoQueryError } from '../kusto-query-error.ts';
import type { SyntaxNode } from '../syntax.ts';
import { optionalPart, parts, sourceOf, typeOf } from '../syntax.ts';
import type { Column, Row, Value } from '../value.ts';
import type { CompileOperator } from './operator.ts';
import { inputColumns } from './operator.ts';
import { compileSeveral } from './summarize-several.ts';

/** The columns that one item of `summarize` makes for a group. */
type Summary = (rows: readonly Row[], execution: Execution) => Value[];

interface Group {
  readonly keys: readonly Value[];
  readonly rows: Row[];
}

/** `summarize`: the `by` columns first, then the aggregates. Without `by` there is one row, even over no rows. */
export const compileSummarize: CompileOperator = (syntax) => {
  const columns = inputColumns(syntax);
  const clause = optionalPart(syntax.operator, 'ByClause');
  const by = clause ? parts(clause, 'Expressions') : [];
  const keys = by.map((node) => compileExpression(node, { columns }));
  const items = parts(syntax.operator, 'Aggregates');
  const keyNames = syntax.columns.slice(0, by.length).map(({ name }) => name);
  const summaries = items.map((item) => compileSeveral(item, columns, keyNames) ?? compileSingle(item, columns));
  return (rows, execution) => {
    const groups = groupRows(rows, keys, execution);
    if (by.length === 0 && groups.length === 0) groups.push({ keys: [], rows: [] });
    const output = groups.map((group) => [
      ...group.keys,
      ...summaries.flatMap((summary) => summary(group.rows, execution)),
    ]);
    checkWidth(output, syntax.columns, syntax.operator);
    return output;
  };
};

function checkWidth(rows: readonly Row[], columns: readonly Column[], operator: SyntaxNode): void {
  if (rows[0] && rows[0].length !== columns.length) {
    throw new KustoQueryError('InvalidQuery', `The columns of '${sourceOf(operator)}' cannot be told apart`);
  }
}

function groupRows(rows: readonly Row[], keys: readonly Evaluate[], execution: Execution): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const values = keys.map((key) => key(row, execution));
    const id = values.map(keyOf).join('\u0000');
    const group = groups.get(id);
    if (group) group.rows.push(row);
    else groups.set(id, { keys: values, rows: [row] });
  }
  return [...groups.values()];
}

/** An expression over aggregates, such as `sum(a) / count()`: the calls run first, the rest over their results. */
function compileSingle(item: SyntaxNode, columns: readonly Column[]): Summary {
  const calls: ((rows: readonly Row[], execution: Execution) => Value)[] = [];
  const aggregate = (node: SyntaxNode): Evaluate | undefined => {
    const compiled = compileAggregate(node, columns);
    if (!compiled) return undefined;
    const index = calls.push(compiled) - 1;
    return (results) => results[index] ?? null;
  };
  const expression = compileExpression(item, { columns: [], aggregate });
  return (rows, execution) => [
    expression(
      calls.map((call) => call(rows, execution)),
      execution,
    ),
  ];
}

function compileAggregate(node: SyntaxNode, columns: readonly Column[]) {
  const run = aggregates.get(functionName(node));
  if (!run) return undefined;
  const evaluators = argumentsOf(node).map((argument) => compileExpression(argument, { columns }));
  const type = typeOf(node);
  return (rows: readonly Row[], execution: Execution): Value => {
    const values = rows.map((row): Arguments => evaluators.map((evaluate) => evaluate(row, execution)));
    return run(values, type);
  };
}
