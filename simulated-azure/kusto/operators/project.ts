import { compileExpression } from '../compile-expression.ts';
import type { Evaluate } from '../execution.ts';
import { KustoQueryError } from '../kusto-query-error.ts';
import { columnIndex } from '../scope.ts';
import type { SyntaxNode } from '../syntax.ts';
import { parts, resultName, sourceOf } from '../syntax.ts';
import type { Column } from '../value.ts';
import { missing } from '../value.ts';
import type { CompileOperator, OperatorSyntax } from './operator.ts';
import { inputColumns } from './operator.ts';

/** `project`: one expression a column, in the order written. */
export const compileProject: CompileOperator = (syntax) => {
  const expressions = parts(syntax.operator, 'Expressions');
  if (expressions.length !== syntax.columns.length) throw notOneColumnEach(syntax.operator);
  const scope = { columns: inputColumns(syntax) };
  return mapRows(
    expressions.map((expression) => compileExpression(expression, scope)),
    syntax.columns,
  );
};

/** `extend`: a column of that name is replaced in its place, any other is appended. */
export const compileExtend: CompileOperator = (syntax) => {
  const input = inputColumns(syntax);
  const expressions = parts(syntax.operator, 'Expressions');
  const replacing = new Map<string, SyntaxNode>();
  const appended: SyntaxNode[] = [];
  for (const expression of expressions) {
    const name = resultName(expression);
    if (input.some((column) => column.name === name)) replacing.set(name, expression);
    else appended.push(expression);
  }
  if (input.length + appended.length !== syntax.columns.length) throw notOneColumnEach(syntax.operator);
  const evaluators = syntax.columns.map(({ name }): Evaluate => {
    const expression =
      replacing.get(name) ?? (input.some((column) => column.name === name) ? undefined : appended.shift());
    if (expression) return compileExpression(expression, { columns: input });
    return copy(input, name);
  });
  return mapRows(evaluators, syntax.columns);
};

/** `project-away`: what is left, in the input's order. */
export const compileProjectAway: CompileOperator = (syntax) => {
  const input = inputColumns(syntax);
  return mapRows(
    syntax.columns.map(({ name }) => copy(input, name)),
    syntax.columns,
  );
};

function copy(input: readonly Column[], name: string): Evaluate {
  const index = columnIndex({ columns: input }, name);
  return (row) => row[index] ?? null;
}

function mapRows(evaluators: readonly Evaluate[], columns: readonly Column[]): ReturnType<CompileOperator> {
  return (rows, execution) =>
    rows.map((row) =>
      evaluators.map((evaluate, index) => evaluate(row, execution) ?? missing(columns[index]?.type ?? 'dynamic')),
    );
}

function notOneColumnEach(operator: OperatorSyntax['operator']): KustoQueryError {
  return new KustoQueryError('InvalidQuery', `Each expression must make one column: ${sourceOf(operator)}`);
}
