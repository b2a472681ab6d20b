import type { Node } from 'web-tree-sitter';
import type { Place, SourceText } from '../text/place.ts';
import type { Expression, ObjectEntry } from '../value/expression.ts';

/** An expression of tree-sitter-bicep's tree as plain data. */
export function bicepExpression(node: Node, source: SourceText): Expression {
  const at = source.placeAt(node.startIndex);
  const read = readers[node.type];
  return read === undefined
    ? { kind: 'unread', reason: `Bicep's ${node.type} is not read`, at }
    : read(node, source, at);
}

type Reader = (node: Node, source: SourceText, at: Place) => Expression;

const readers: Readonly<Record<string, Reader>> = {
  string: text,
  number: (node, _, at) => literal(Number(node.text), at),
  boolean: (node, _, at) => literal(node.text === 'true', at),
  null: (_, __, at) => literal(null, at),
  identifier: (node, _, at) => ({ kind: 'name', name: node.text, at }),
  parenthesized_expression: only,
  nullable_return_type: only,
  non_null_assertion: only,
  array: (node, source, at) => ({
    kind: 'list',
    items: operands(node).map((child) => bicepExpression(child, source)),
    at,
  }),
  object: (node, source, at) => ({
    kind: 'object',
    entries: node.namedChildren
      .filter(({ type }) => type === 'object_property')
      .flatMap((each) => property(each, source)),
    at,
  }),
  member_expression: (node, source, at) => {
    const [of, key] = [node.childForFieldName('object'), node.childForFieldName('property')];
    if (of === null || key === null) return broken(at);
    return { kind: 'member', of: bicepExpression(of, source), key: literal(key.text, at), isComputed: false, at };
  },
  subscript_expression: (node, source, at) => {
    const [of, key] = [node.childForFieldName('object'), node.childForFieldName('index')];
    if (of === null || key === null) return broken(at);
    return { kind: 'member', of: bicepExpression(of, source), key: bicepExpression(key, source), isComputed: true, at };
  },
  ternary_expression: (node, source, at) => {
    const parts = ['condition', 'consequence', 'alternative'].map((name) => node.childForFieldName(name));
    const [condition, yes, no] = parts.map((part) => (part === null ? broken(at) : bicepExpression(part, source)));
    return condition && yes && no ? { kind: 'conditional', condition, yes, no, at } : broken(at);
  },
  binary_expression: (node, source, at) => ({
    kind: 'operation',
    operator: node.childForFieldName('operator')?.text ?? '',
    operands: ['left', 'right'].map((side) => {
      const operand = node.childForFieldName(side);
      return operand === null ? broken(at) : bicepExpression(operand, source);
    }),
    at,
  }),
  unary_expression: (node, source, at) => ({
    kind: 'operation',
    operator: node.children[0]?.type ?? '',
    operands: operands(node)
      .slice(-1)
      .map((child) => bicepExpression(child, source)),
    at,
  }),
  call_expression: call,
  for_statement: forExpression,
};

function literal(value: string | number | boolean | null, at: Place): Expression {
  return { kind: 'literal', value, at };
}

function broken(at: Place): Expression {
  return { kind: 'unread', reason: 'the expression is not whole', at };
}

function operands(node: Node): Node[] {
  return node.namedChildren.filter(({ type }) => !/comment/.test(type));
}

function only(node: Node, source: SourceText, at: Place): Expression {
  const [first] = operands(node);
  return first === undefined ? broken(at) : bicepExpression(first, source);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function text(node: Node, source: SourceText, at: Place): Expression {
  const parts = node.namedChildren.map((part): Expression => {
    const place = source.placeAt(part.startIndex);
    if (part.type === 'interpolation') return only(part, source, place);
    return literal(
      part.type === 'escape_sequence' ? part.text.replace(/^\\(.)/, (_, sign) => escapes[sign] ?? sign) : part.text,
      place,
    );
  });
  const [first] = parts;
  if (first === undefined) return literal('', at);
  return parts.length === 1 && first.kind === 'literal' ? { ...first, at } : { kind: 'template', parts, at };
}

function property(node: Node, source: SourceText): ObjectEntry[] {
  const [key, value] = operands(node);
  if (key === undefined || value === undefined) return [];
  const name =
    key.type === 'string'
      ? text(key, source, source.placeAt(key.startIndex))
      : literal(key.text, source.placeAt(key.startIndex));
  return [{ key: name, value: bicepExpression(value, source) }];
}

function call(node: Node, source: SourceText, at: Place): Expression {
  const [called, args] = [node.childForFieldName('function'), node.childForFieldName('arguments')];
  const given = args === null ? [] : operands(args).map((child) => bicepExpression(child, source));
  return { kind: 'call', name: called?.text.split('.').at(-1) ?? '', args: given, expands: false, at };
}

function forExpression(node: Node, source: SourceText, at: Place): Expression {
  const loop = forParts(node);
  if (loop === undefined) return broken(at);
  return {
    kind: 'for',
    keyName: loop.index,
    valueName: loop.item,
    collection: bicepExpression(loop.collection, source),
    key: undefined,
    value: bicepExpression(loop.body, source),
    condition: undefined,
    at,
  };
}

const loopNames = ['loop_variable', 'loop_enumerator', 'identifier'];

/** `[for item in collection: body]` and `[for (item, index) in collection: body]`. */
export function forParts(node: Node) {
  const children = node.children;
  const inAt = children.findIndex(({ type }) => type === 'in');
  const colonAt = children.findIndex(({ type }) => type === ':');
  const names = children
    .slice(0, inAt)
    .flatMap((child) => (child.type === 'identifier' ? [child] : child.descendantsOfType(loopNames)))
    .map(({ text: name }) => name);
  const [collection] = children.slice(inAt + 1, colonAt).filter(({ isNamed }) => isNamed);
  const body = node.childForFieldName('body') ?? children.slice(colonAt + 1).find(({ isNamed }) => isNamed);
  const [item, index] = names;
  return item === undefined || collection === undefined || body === undefined
    ? undefined
    : { item, index, collection, body };
}
