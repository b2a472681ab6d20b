import type { Node } from 'web-tree-sitter';
import type { Place, SourceText } from '../text/place.ts';
import { embeddedText } from '../text/source-text.ts';
import type { Expression, ObjectEntry } from '../value/expression.ts';
import { hclText } from './hcl-text.ts';

/** An expression of tree-sitter-hcl's tree as plain data. */
export function hclExpression(node: Node, source: SourceText): Expression {
  const at = source.placeAt(node.startIndex);
  const read = readers[node.type];
  return read === undefined ? { kind: 'unread', reason: `HCL's ${node.type} is not read`, at } : read(node, source, at);
}

type Reader = (node: Node, source: SourceText, at: Place) => Expression;

const readers: Readonly<Record<string, Reader>> = {
  expression: traversal,
  operation: only,
  literal_value: only,
  collection_value: only,
  template_expr: only,
  for_expr: only,
  string_lit: template,
  quoted_template: template,
  heredoc_template: heredoc,
  template_interpolation: (node, source, at) => {
    const inner = node.namedChildren.find((child) => child.type === 'expression');
    return inner === undefined ? literal('', at) : hclExpression(inner, source);
  },
  template_literal: (node, _, at) => literal(hclText(node.text), at),
  template_directive: (_, __, at) => ({ kind: 'unread', reason: 'a text is made by a template directive', at }),
  numeric_lit: (node, _, at) => literal(Number(node.text), at),
  bool_lit: (node, _, at) => literal(node.text === 'true', at),
  null_lit: (_, __, at) => literal(null, at),
  variable_expr: (node, _, at) => ({ kind: 'name', name: node.text, at }),
  function_call: functionCall,
  conditional: (node, source, at) => {
    const [condition, yes, no] = node.namedChildren.map((child) => hclExpression(child, source));
    return condition && yes && no ? { kind: 'conditional', condition, yes, no, at } : broken(at);
  },
  unary_operation: operation,
  binary_operation: operation,
  tuple: (node, source, at) => ({
    kind: 'list',
    items: node.namedChildren.filter(isOperand).map((child) => hclExpression(child, source)),
    at,
  }),
  object: (node, source, at) => ({
    kind: 'object',
    entries: node.namedChildren.filter(({ type }) => type === 'object_elem').flatMap((each) => entry(each, source)),
    at,
  }),
  for_tuple_expr: forExpression,
  for_object_expr: forExpression,
};

function only(node: Node, source: SourceText, at: Place): Expression {
  const [first] = node.namedChildren;
  return first === undefined ? broken(at) : hclExpression(first, source);
}

function literal(value: string | number | boolean | null, at: Place): Expression {
  return { kind: 'literal', value, at };
}

function broken(at: Place): Expression {
  return { kind: 'unread', reason: 'the expression is not whole', at };
}

const traversals = new Set(['get_attr', 'index', 'splat']);

function isOperand({ type }: Node): boolean {
  return !['tuple_start', 'tuple_end', 'ellipsis', 'comment'].includes(type);
}

/** A head and what is reached from it: `var.clusters["a"].plugin`. */
function traversal(node: Node, source: SourceText, at: Place): Expression {
  const [head, ...steps] = node.namedChildren.filter(({ type }) => type !== 'comment');
  return head === undefined ? broken(at) : reached(hclExpression(head, source), steps, source);
}

function reached(head: Expression, steps: readonly Node[], source: SourceText): Expression {
  return steps.reduce((of, step) => oneStep(of, step, source), head);
}

function oneStep(of: Expression, step: Node, source: SourceText): Expression {
  const at = source.placeAt(step.startIndex);
  if (step.type === 'get_attr') return member(of, step.namedChildren[0]?.text ?? '', at);
  if (step.type === 'index') return index(of, step, source, at);
  if (step.type !== 'splat') return broken(at);
  const path = step.descendantsOfType('get_attr').map((each) => each.namedChildren[0]?.text ?? '');
  return { kind: 'splat', of, path, at };
}

function member(of: Expression, name: string, at: Place): Expression {
  return { kind: 'member', of, key: literal(name, at), isComputed: false, at };
}

function index(of: Expression, step: Node, source: SourceText, at: Place): Expression {
  const inner = step.descendantsOfType('expression')[0];
  if (inner === undefined) return member(of, step.text.replace(/^\.|^\[|\]$/g, ''), at);
  return { kind: 'member', of, key: hclExpression(inner, source), isComputed: true, at };
}

/** Operands stand flat beside their traversals: `var` `.plugin` `==` `"azure"`. */
function operation(node: Node, source: SourceText, at: Place): Expression {
  const operands: Node[][] = [];
  let operator = '';
  for (const child of node.children) {
    if (!child.isNamed) operator = child.type;
    else if (traversals.has(child.type)) operands.at(-1)?.push(child);
    else operands.push([child]);
  }
  const read = operands.map(([head, ...steps]) =>
    head === undefined ? broken(at) : reached(hclExpression(head, source), steps, source),
  );
  return { kind: 'operation', operator, operands: read, at };
}

function functionCall(node: Node, source: SourceText, at: Place): Expression {
  const args = node.namedChildren.find(({ type }) => type === 'function_arguments');
  const given = args?.namedChildren ?? [];
  return {
    kind: 'call',
    name: node.namedChildren[0]?.text ?? '',
    args: given.filter(isOperand).map((child) => hclExpression(child, source)),
    expands: given.some(({ type }) => type === 'ellipsis'),
    at,
  };
}

/** The grammar's own literals lose blanks at their ends, so the text between the interpolations is taken as it is written. */
function template(node: Node, source: SourceText, at: Place): Expression {
  const [first, last] = [node.namedChildren[0], node.namedChildren.at(-1)];
  const [from, to] = [first?.endIndex ?? node.startIndex, last?.startIndex ?? node.endIndex];
  const parts = templateParts(node, source, from, to, hclText);
  const [only] = parts;
  if (only === undefined) return literal('', at);
  if (parts.length > 1) return { kind: 'template', parts, at };
  return only.kind === 'literal' ? { ...only, at } : only;
}

/** The texts between the interpolations are taken from the file: the grammar's own lack the blanks at their ends. */
function templateParts(
  node: Node,
  source: SourceText,
  start: number,
  end: number,
  unescaped: (written: string) => string,
): Expression[] {
  const written = (from: number, to: number) =>
    to > from ? [literal(unescaped(source.text.slice(from, to)), source.placeAt(from))] : [];
  const parts: Expression[] = [];
  let from = start;
  for (const child of node.namedChildren) {
    if (child.type !== 'template_interpolation' && child.type !== 'template_directive') continue;
    parts.push(...written(from, child.startIndex), hclExpression(child, source));
    from = child.endIndex;
  }
  return [...parts, ...written(from, end)];
}

/** The indentation of `<<-` and the last line break do not matter to what is asked of texts here. */
function heredoc(node: Node, source: SourceText, at: Place): Expression {
  const parts = node.namedChildren.filter(({ type }) => type.startsWith('template_'));
  if (parts.some(({ type }) => type !== 'template_literal')) return filledHeredoc(node, source, at);
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) return literal('', at);
  const text = source.text.slice(first.startIndex, last.endIndex);
  return {
    kind: 'literal',
    value: text,
    at: source.placeAt(first.startIndex),
    source: embeddedText(source, [{ text, start: first.startIndex }]),
  };
}

/** Backslashes are themselves in a here-document. */
function filledHeredoc(node: Node, source: SourceText, at: Place): Expression {
  const [opening, closing] = node.namedChildren.filter(({ type }) => type === 'heredoc_identifier');
  if (opening === undefined || closing === undefined) return broken(at);
  const start = source.text.indexOf('\n', opening.endIndex) + 1;
  const end = source.text.lastIndexOf('\n', closing.startIndex);
  const unescaped = (written: string) => written.replaceAll('$${', '${').replaceAll('%%{', '%{');
  return { kind: 'template', parts: templateParts(node, source, start, end, unescaped), at };
}

function entry(node: Node, source: SourceText): ObjectEntry[] {
  const [key, value] = [node.childForFieldName('key'), node.childForFieldName('val')];
  return key === null || value === null ? [] : [{ key: objectKey(key, source), value: hclExpression(value, source) }];
}

/** A bare word is a key, not a name. */
function objectKey(node: Node, source: SourceText): Expression {
  const read = hclExpression(node, source);
  return read.kind === 'name' && /^[\w-]+$/.test(node.text) ? literal(read.name, read.at) : read;
}

function forExpression(node: Node, source: SourceText, at: Place): Expression {
  const intro = node.namedChildren.find(({ type }) => type === 'for_intro');
  const names = intro?.namedChildren.filter(({ type }) => type === 'identifier').map(({ text }) => text) ?? [];
  const collection = intro?.namedChildren.find(({ type }) => type === 'expression');
  const results = node.namedChildren.filter(({ type }) => type === 'expression');
  const condition = node.namedChildren.find(({ type }) => type === 'for_cond')?.namedChildren[0];
  const [valueName, value] = [names.at(-1), results.at(-1)];
  if (collection === undefined || valueName === undefined || value === undefined) return broken(at);
  const key = node.type === 'for_object_expr' ? results[0] : undefined;
  return {
    kind: 'for',
    keyName: names.length > 1 ? names[0] : undefined,
    valueName,
    collection: hclExpression(collection, source),
    key: key && hclExpression(key, source),
    value: hclExpression(value, source),
    condition: condition && hclExpression(condition, source),
    at,
  };
}
