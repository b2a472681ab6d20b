import { compileExpression } from '../compile-expression.ts';
import { part } from '../syntax.ts';
import type { CompileOperator } from './operator.ts';
import { inputColumns } from './operator.ts';

/** `where`: a row stays when the condition is true; null is not. */
export const compileFilter: CompileOperator = (syntax) => {
  const condition = compileExpression(part(syntax.operator, 'Condition'), { columns: inputColumns(syntax) });
  return (rows, execution) => rows.filter((row) => condition(row, execution) === true);
};
