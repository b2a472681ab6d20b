import type { RunTabular } from './execution.ts';
import { KustoQueryError } from './kusto-query-error.ts';
import { compileDistinct } from './operators/distinct.ts';
import { compileFilter } from './operators/filter.ts';
import { compileJoin } from './operators/join.ts';
import { compileMvExpand } from './operators/mv-expand.ts';
import type { CompileOperator, Tabular } from './operators/operator.ts';
import { compileParse } from './operators/parse.ts';
import { compileExtend, compileProject, compileProjectAway } from './operators/project.ts';
import { compileSort, compileTake, compileTop } from './operators/sort.ts';
import { compileSummarize } from './operators/summarize.ts';
import { compileUnion } from './operators/union.ts';
import type { SyntaxNode } from './syntax.ts';
import { columnsOf, kindOf, part, textOf } from './syntax.ts';

const compileCount: CompileOperator = () => (rows) => [[rows.length]];

const OPERATORS: ReadonlyMap<string, CompileOperator> = new Map([
  ['CountOperator', compileCount],
  ['DistinctOperator', compileDistinct],
  ['ExtendOperator', compileExtend],
  ['FilterOperator', compileFilter],
  ['JoinOperator', compileJoin],
  ['MvExpandOperator', compileMvExpand],
  ['ParseOperator', compileParse],
  ['ProjectAwayOperator', compileProjectAway],
  ['ProjectOperator', compileProject],
  ['SortOperator', compileSort],
  ['SummarizeOperator', compileSummarize],
  ['TakeOperator', compileTake],
  ['TopOperator', compileTop],
  ['UnionOperator', compileUnion],
]);

/** Turns an analyzed tabular expression into something that runs over rows. */
export function compileQuery(node: SyntaxNode): Tabular {
  switch (kindOf(node)) {
    case 'NameReference':
      return { columns: columnsOf(node), run: readTable(textOf(node, 'SimpleName')) };
    case 'ParenthesizedExpression':
      return compileQuery(part(node, 'Expression'));
    case 'PipeExpression':
      return compilePipe(part(node, 'Operator'), compileQuery(part(node, 'Expression')), node);
    default:
      return compilePipe(node, undefined, node);
  }
}

const readTable =
  (name: string): RunTabular =>
  (execution) =>
    execution.rows(name);

function compilePipe(operator: SyntaxNode, input: Tabular | undefined, whole: SyntaxNode): Tabular {
  const compile = OPERATORS.get(kindOf(operator));
  if (!compile) throw new KustoQueryError('InvalidQuery', `The operator ${kindOf(operator)} is not supported`);
  const columns = columnsOf(whole);
  const run = compile({ operator, input, columns, compile: compileQuery });
  return { columns, run: (execution) => run(input?.run(execution) ?? [], execution) };
}
