import { KustoQueryError } from './kusto-query-error.ts';
import type { SyntaxNode } from './syntax.ts';
import { childrenOf, kindOf, optionalPart, part, parts, sourceOf, startOf, textOf } from './syntax.ts';

/**
 * What Resource Graph takes of Kusto, and how much of it in one query:
 * https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language#supported-kql-language-elements
 */
const MAX_JOINS = 3;
const MAX_MV_EXPANDS = 3;
const MAX_UNION_LEGS = 3;
/** Rows made of one row by an `mv-expand` that sets no limit of its own. */
export const DEFAULT_MV_EXPAND_ROWS = 128;
export const MAX_MV_EXPAND_ROWS = 400;

const OPERATORS = new Set([
  'CountOperator',
  'DistinctOperator',
  'ExtendOperator',
  'FilterOperator',
  'JoinOperator',
  'MvExpandOperator',
  'ParseOperator',
  'ProjectAwayOperator',
  'ProjectOperator',
  'SortOperator',
  'SummarizeOperator',
  'TakeOperator',
  'TopOperator',
  'UnionOperator',
]);

const SOURCES = new Set(['NameReference', 'PipeExpression', 'ParenthesizedExpression', 'UnionOperator']);

/** Says where a node stands in the text that was sent, for the refusal. */
export type Locate = (start: number, token: string) => { line: number; characterPositionInLine: number; token: string };

/** Throws for operators, join flavours and amounts that Resource Graph refuses. */
export function checkLimits(query: SyntaxNode, locate: Locate): void {
  const operators = tabularOperators(query, locate);
  const count = (kind: string) => operators.filter((operator) => kindOf(operator) === kind);
  const joins = count('JoinOperator');
  if (joins.length > MAX_JOINS) {
    throw new KustoQueryError(
      'DisallowedMaxNumberOfRemoteTables',
      `The query has ${joins.length} join operators, at most ${MAX_JOINS} are allowed.`,
    );
  }
  for (const join of joins) checkJoin(join);
  checkAmount('mv-expand operators', count('MvExpandOperator').length, MAX_MV_EXPANDS);
  const legs = count('UnionOperator').flatMap((union) => parts(union, 'Expressions'));
  checkAmount('union legs', legs.length, MAX_UNION_LEGS);
}

function checkAmount(what: string, amount: number, most: number): void {
  if (amount <= most) return;
  throw new KustoQueryError('InvalidQuery', `The query has ${amount} ${what}, at most ${most} are allowed.`);
}

const JOIN_KINDS = new Set(['innerunique', 'inner', 'leftouter', 'fullouter']);

function checkJoin(join: SyntaxNode): void {
  const flavor = parameter(join, 'kind') ?? 'innerunique';
  if (!JOIN_KINDS.has(flavor)) {
    const message = `The join kind "${flavor}" is not supported or not allowed.`;
    throw new KustoQueryError('UnsupportedJoinFlavor', message);
  }
  const hint = parts(join, 'Parameters').find((named) => textOf(part(named, 'Name'), 'SimpleName') !== 'kind');
  if (hint) throw new KustoQueryError('InvalidQuery', `The join parameter '${sourceOf(hint)}' is not allowed.`);
}

/** The value of `name=value` behind an operator's keyword. */
export function parameter(operator: SyntaxNode, name: string): string | undefined {
  const named = parts(operator, 'Parameters').find((item) => textOf(part(item, 'Name'), 'SimpleName') === name);
  return named && sourceOf(part(named, 'Expression'));
}

/** The operators of a query and of the queries it joins and unites; throws for one that is not supported. */
function tabularOperators(node: SyntaxNode, locate: Locate): SyntaxNode[] {
  const kind = kindOf(node);
  if (OPERATORS.has(kind)) return [node, ...operandsOf(node).flatMap((operand) => tabularOperators(operand, locate))];
  if (!SOURCES.has(kind)) throw unsupported(node, locate);
  if (kind === 'NameReference') return [];
  const inner = tabularOperators(part(node, 'Expression'), locate);
  return kind === 'PipeExpression' ? [...inner, ...tabularOperators(part(node, 'Operator'), locate)] : inner;
}

/** The tabular expressions that a join or union takes beside its input. */
function operandsOf(operator: SyntaxNode): SyntaxNode[] {
  if (kindOf(operator) === 'JoinOperator') return [part(operator, 'Expression')];
  return kindOf(operator) === 'UnionOperator' ? parts(operator, 'Expressions') : [];
}

function unsupported(node: SyntaxNode, locate: Locate): KustoQueryError {
  const token = sourceOf(childrenOf(node)[0] ?? node);
  const message = `The operator '${token}' is not supported by Azure Resource Graph.`;
  return new KustoQueryError('ParserFailure', message, locate(startOf(node), token));
}

/** The names of the tables that a checked query reads, as it writes them. */
export function tableNames(node: SyntaxNode): string[] {
  if (kindOf(node) === 'NameReference') return [textOf(node, 'SimpleName')];
  if (OPERATORS.has(kindOf(node))) return operandsOf(node).flatMap(tableNames);
  const operator = optionalPart(node, 'Operator');
  return [...tableNames(part(node, 'Expression')), ...(operator ? tableNames(operator) : [])];
}
