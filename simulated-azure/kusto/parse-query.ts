import { recentlyUsed } from '../recently-used.ts';
import { argumentsOf, functionName } from './call-syntax.ts';
import { KustoQueryError } from './kusto-query-error.ts';
import type { Globals, ParsedCode, ParserDiagnostic } from './load-parser.ts';
import { loadParser } from './load-parser.ts';
import type { Locate } from './resource-graph-limits.ts';
import { checkLimits, tableNames } from './resource-graph-limits.ts';
import type { SyntaxNode } from './syntax.ts';
import { childrenOf, isNode, kindOf, part, parts, sourceOf, startOf, typeOf } from './syntax.ts';
import type { KustoType } from './value.ts';

/** A query that parses and keeps to what Resource Graph supports; its names are not resolved yet. */
export interface ParsedQuery {
  /** The text that was parsed: with the default table in front where the query names none. */
  readonly text: string;
  readonly tables: readonly string[];
  readonly locate: Locate;
}

export interface TableSchema {
  readonly name: string;
  readonly columns: Readonly<Record<string, KustoType>>;
}

/** `resources` is the table of a query that begins with an operator. */
const DEFAULT_TABLE = 'resources | ';

/** Throws `ParserFailure` for text that is no query, and for operators that Resource Graph lacks. */
export function parseQuery(text: string): ParsedQuery {
  const parse = loadParser().KustoCode.Parse;
  const first = firstStatement(parse(text));
  const prefix = first && beginsWithOperator(first) ? DEFAULT_TABLE : '';
  const full = prefix + text;
  const locate: Locate = (start, token) => position(text, start - prefix.length, token);
  const code = prefix === '' ? parse(text) : parse(full);
  const [failure] = errors(code.GetSyntaxDiagnostics());
  if (failure) {
    const token = full.slice(failure.Start, failure.Start + failure.Length).trim();
    throw new KustoQueryError('ParserFailure', failure.Message, locate(failure.Start, token));
  }
  const query = onlyExpression(code, locate);
  checkLimits(query, locate);
  return { text: full, tables: [...new Set(tableNames(query))], locate };
}

/** Resolves names and types against the tables; throws for what they do not have. */
export function analyzeQuery(query: ParsedQuery, schemas: readonly TableSchema[]): SyntaxNode {
  const globals = globalsOf(JSON.stringify(schemas), () => declare(schemas));
  const code = loadParser().KustoCode.ParseAndAnalyze(query.text, globals);
  const [failure] = errors(code.GetDiagnostics()).filter((each) => !isTaken(each, code));
  if (failure) throw semanticError(query, failure);
  return onlyExpression(code, query.locate);
}

/** The parser remembers what it worked out for the same globals, which makes the next query cheaper. */
const globalsOf = recentlyUsed<Globals>(50);

function declare(schemas: readonly TableSchema[]): Globals {
  const { GlobalState, Symbols } = loadParser();
  const tables = schemas.map(({ name, columns }) => Symbols.TableSymbol.From(schemaText(columns)).WithName(name));
  return GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('ResourceGraph', tables));
}

function schemaText(columns: TableSchema['columns']): string {
  const declared = Object.entries(columns).map(([name, type]) => `['${name}']:${type}`);
  return `(${declared.join(',')})`;
}

function statementsOf(code: ParsedCode): SyntaxNode[] {
  return isNode(code.Syntax) ? parts(code.Syntax, 'Statements') : [];
}

function firstStatement(code: ParsedCode): SyntaxNode | undefined {
  const [statement] = statementsOf(code);
  return statement && kindOf(statement) === 'ExpressionStatement' ? part(statement, 'Expression') : undefined;
}

function beginsWithOperator(expression: SyntaxNode): boolean {
  const kind = kindOf(expression);
  if (kind === 'PipeExpression') return beginsWithOperator(part(expression, 'Expression'));
  return kind.endsWith('Operator') && kind !== 'UnionOperator';
}

/** Resource Graph takes one tabular expression: no `let`, no second statement. */
function onlyExpression(code: ParsedCode, locate: Locate): SyntaxNode {
  const [first, second] = statementsOf(code);
  if (!first) throw new KustoQueryError('ParserFailure', 'The query is empty', locate(0, '<EOF>'));
  const refused = kindOf(first) === 'ExpressionStatement' ? second : first;
  if (!refused) return part(first, 'Expression');
  const token = /^\w+/.exec(sourceOf(refused))?.[0] ?? sourceOf(refused);
  throw new KustoQueryError(
    'ParserFailure',
    'Only one tabular expression is supported',
    locate(startOf(refused), token),
  );
}

function errors(list: ReturnType<ParsedCode['GetDiagnostics']>): ParserDiagnostic[] {
  const all = Array.from({ length: list.Count }, (_, index) => list.getItem(index));
  return all.filter(({ Severity }) => Severity === 'Error');
}

/** The codes of the parser's messages for names that it cannot resolve. */
const UNKNOWN_NAME = 'KS142';
const UNKNOWN_FUNCTION = 'KS211';
/** And for an argument of another type than its neighbours. */
const WRONG_TYPE = 'KS141';

const NUMBERS: ReadonlySet<KustoType> = new Set(['int', 'long', 'real', 'decimal']);

/** The parser is stricter than the service: that takes a number beside a dynamic value in `coalesce`. */
function isTaken({ Code, Start }: ParserDiagnostic, code: ParsedCode): boolean {
  if (Code !== WRONG_TYPE || !isNode(code.Syntax)) return false;
  return callsOf('coalesce', code.Syntax)
    .flatMap(argumentsOf)
    .some((argument) => startOf(argument) === Start && NUMBERS.has(typeOf(argument)));
}

function callsOf(name: string, node: SyntaxNode): SyntaxNode[] {
  const isCall = kindOf(node) === 'FunctionCallExpression' && functionName(node) === name;
  return [...(isCall ? [node] : []), ...childrenOf(node).flatMap((child) => callsOf(name, child))];
}

function semanticError(query: ParsedQuery, { Code, Message, Start, Length }: ParserDiagnostic): KustoQueryError {
  const token = query.text.slice(Start, Start + Length);
  const at = query.locate(Start, token);
  if (Code === UNKNOWN_FUNCTION) return new KustoQueryError('UnknownFunction', `Unknown function: '${token}'.`, at);
  if (Code === UNKNOWN_NAME) {
    return new KustoQueryError('InvalidQuery', `Failed to resolve scalar expression named '${token}'`, at);
  }
  return new KustoQueryError('InvalidQuery', Message, at);
}

/** The service counts lines from 1 and characters from 0, and calls the end of the text <EOF>. */
function position(text: string, start: number, token: string) {
  const before = text.slice(0, Math.max(start, 0)).split('\n');
  return { line: before.length, characterPositionInLine: before.at(-1)?.length ?? 0, token: token || '<EOF>' };
}
