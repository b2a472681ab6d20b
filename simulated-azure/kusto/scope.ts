import type { Evaluate } from './execution.ts';
import { KustoQueryError } from './kusto-query-error.ts';
import type { SyntaxNode } from './syntax.ts';
import type { Column } from './value.ts';

/** What names mean to an expression. */
export interface Scope {
  readonly columns: readonly Column[];
  /** Inside `summarize`: compiles a call of an aggregate function, undefined for any other function. */
  readonly aggregate?: (call: SyntaxNode) => Evaluate | undefined;
}

/** The position of a column; names are case-sensitive. */
export function columnIndex(scope: Scope, name: string): number {
  const index = scope.columns.findIndex((column) => column.name === name);
  if (index < 0) throw new KustoQueryError('InvalidQuery', `Failed to resolve scalar expression named '${name}'`);
  return index;
}
