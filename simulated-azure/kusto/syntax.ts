import type { BridgeList } from './load-parser.ts';
import { loadParser } from './load-parser.ts';
import type { Column } from './value.ts';
import { kustoType } from './value.ts';

/** A node or token of the parser's syntax tree; read it through the functions below. */
export interface SyntaxNode {
  readonly [property: string]: unknown;
}

let kindNames: Map<unknown, string> | undefined;

/** The node's SyntaxKind by name, such as `FilterOperator`. */
export function kindOf(node: SyntaxNode): string {
  kindNames ??= new Map(Object.entries(loadParser().Syntax.SyntaxKind).map(([name, value]) => [value, name]));
  return kindNames.get(node['Kind']) ?? 'Unknown';
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null;
}

export function part(node: SyntaxNode, property: string): SyntaxNode {
  const value = node[property];
  if (!isNode(value)) throw new TypeError(`${kindOf(node)} has no ${property}`);
  return value;
}

export function optionalPart(node: SyntaxNode, property: string): SyntaxNode | undefined {
  const value = node[property];
  return isNode(value) ? value : undefined;
}

/** The members of a list property, without their separators. */
export function parts(node: SyntaxNode, property: string): SyntaxNode[] {
  return elements(node[property]).map((element) =>
    kindOf(element) === 'SeparatedElement' ? part(element, 'Element') : element,
  );
}

function elements(list: unknown): SyntaxNode[] {
  if (!isList(list)) return [];
  return Array.from({ length: list.Count }, (_, index) => list.getItem(index)).filter(isNode);
}

function isList(value: unknown): value is BridgeList<unknown> {
  return isNode(value) && typeof value['getItem'] === 'function' && typeof value['Count'] === 'number';
}

/** Every child, tokens included. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const getChild = node['GetChild'];
  const count = node['ChildCount'];
  if (typeof getChild !== 'function' || typeof count !== 'number') return [];
  return Array.from({ length: count }, (_, index): unknown => getChild.call(node, index)).filter(isNode);
}

/** A string property such as a token's Text or a name's SimpleName; '' where the node has none. */
export function textOf(node: SyntaxNode, property = 'Text'): string {
  const value = node[property];
  return typeof value === 'string' ? value : '';
}

/** The source text from a node's first to its last token. */
export function sourceOf(node: SyntaxNode): string {
  return withTrivia(node).trim();
}

/** Trivia are the blanks and comments in front of a token. */
function withTrivia(node: SyntaxNode): string {
  if (node['IsToken'] === true) return textOf(node, 'Trivia') + textOf(node);
  return childrenOf(node).map(withTrivia).join('');
}

/** Where the node's first token begins in the analyzed text. */
export function startOf(node: SyntaxNode): number {
  const start = node['TextStart'];
  return typeof start === 'number' ? start : 0;
}

/** The scalar type that the parser's binder found for an expression. */
export function typeOf(node: SyntaxNode): Column['type'] {
  const symbol = optionalPart(node, 'ResultType');
  return kustoType(symbol ? textOf(symbol, 'Name') : '');
}

/** The columns of a tabular expression, as the parser's binder names and types them. */
export function columnsOf(node: SyntaxNode): Column[] {
  const symbol = optionalPart(node, 'ResultType');
  return elements(symbol?.['Columns']).map((column) => ({
    name: textOf(column, 'Name'),
    type: kustoType(textOf(part(column, 'Type'), 'Name')),
  }));
}

/** The name that the binder gives to an expression's column; '' where it makes one up, such as Column1. */
export function resultName(node: SyntaxNode): string {
  return loadParser().Binding.Binder.GetExpressionResultName(node, '', null) ?? '';
}
