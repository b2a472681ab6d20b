import { keyOf } from '../compare.ts';
import { compileExpression } from '../compile-expression.ts';
import type { Evaluate } from '../execution.ts';
import { kindOf, parts } from '../syntax.ts';
import type { Row } from '../value.ts';
import type { CompileOperator } from './operator.ts';
import { inputColumns } from './operator.ts';

/** `distinct`: the first row of each combination; `*` means every column. */
export const compileDistinct: CompileOperator = (syntax) => {
  const scope = { columns: inputColumns(syntax) };
  const evaluators = parts(syntax.operator, 'Expressions').flatMap((expression): Evaluate[] => {
    if (kindOf(expression) !== 'StarExpression') return [compileExpression(expression, scope)];
    return scope.columns.map((_, index) => (row) => row[index] ?? null);
  });
  return (rows, execution) => {
    const found = new Map<string, Row>();
    for (const row of rows) {
      const values = evaluators.map((evaluate) => evaluate(row, execution));
      const key = values.map(keyOf).join('\u0000');
      if (!found.has(key)) found.set(key, values);
    }
    return [...found.values()];
  };
};
