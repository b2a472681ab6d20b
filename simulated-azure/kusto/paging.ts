import type { SyntaxNode } from './syntax.ts';
import { kindOf, optionalPart, part } from './syntax.ts';

export interface Paging {
  /** Whether the query itself sets the number of rows: take, limit or top. */
  readonly limited: boolean;
  readonly aggregated: boolean;
}

const LIMITING = new Set(['TakeOperator', 'TopOperator']);
const AGGREGATING = new Set(['SummarizeOperator', 'CountOperator', 'DistinctOperator']);

/** What the pipeline does to its rows that stops skip tokens; what a joined query does inside does not matter. */
export function pagingOf(node: SyntaxNode): Paging {
  if (kindOf(node) === 'ParenthesizedExpression') return pagingOf(part(node, 'Expression'));
  const operator = optionalPart(node, 'Operator');
  if (kindOf(node) !== 'PipeExpression' || !operator) return { limited: false, aggregated: false };
  const before = pagingOf(part(node, 'Expression'));
  return {
    limited: before.limited || LIMITING.has(kindOf(operator)),
    aggregated: before.aggregated || AGGREGATING.has(kindOf(operator)),
  };
}
