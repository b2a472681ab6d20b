import type { Execution, RunTabular } from '../execution.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { Column, Row } from '../value.ts';

/** A compiled tabular expression. */
export interface Tabular {
  readonly columns: readonly Column[];
  readonly run: RunTabular;
}

export interface OperatorSyntax {
  readonly operator: SyntaxNode;
  /** What stands before the bar; nothing before a leading `union`. */
  readonly input: Tabular | undefined;
  /** The columns that come out, as the parser's binder names and types them. */
  readonly columns: readonly Column[];
  /** Compiles a tabular expression inside the operator, such as the right side of a join. */
  readonly compile: (node: SyntaxNode) => Tabular;
}

export type CompileOperator = (syntax: OperatorSyntax) => (rows: readonly Row[], execution: Execution) => Row[];

export function inputColumns({ input }: OperatorSyntax): readonly Column[] {
  return input?.columns ?? [];
}
