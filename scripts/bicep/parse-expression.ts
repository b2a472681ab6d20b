import type { Expression, ObjectEntry } from './syntax.ts';
import { readTokens, type TokenReader } from './token-reader.ts';
import { interpolationEnd } from './tokens.ts';

/** From the loosest to the tightest. */
const binaryOperators = [
  ['??'],
  ['||'],
  ['&&'],
  ['==', '!=', '=~', '!~'],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

export function parseExpression(reader: TokenReader): Expression {
  const condition = parseBinary(reader, 0);
  if (!reader.accept('?')) return condition;
  reader.skipNewlines();
  const yes = parseExpression(reader);
  reader.skipNewlines();
  reader.expect(':');
  reader.skipNewlines();
  return { kind: 'operation', operator: '?', operands: [condition, yes, parseExpression(reader)] };
}

function parseBinary(reader: TokenReader, level: number): Expression {
  const operators = binaryOperators[level];
  if (operators === undefined) return parseUnary(reader);
  let left = parseBinary(reader, level + 1);
  while (reader.peek().kind === 'symbol' && operators.includes(reader.peek().text)) {
    const operator = reader.next().text;
    left = { kind: 'operation', operator, operands: [left, parseBinary(reader, level + 1)] };
  }
  return left;
}

function parseUnary(reader: TokenReader): Expression {
  for (const operator of ['!', '-']) {
    if (reader.accept(operator)) return { kind: 'operation', operator, operands: [parseUnary(reader)] };
  }
  return parsePostfix(reader, parsePrimary(reader));
}

function parsePostfix(reader: TokenReader, target: Expression): Expression {
  if (reader.accept('.') || reader.accept('.?')) {
    return parsePostfix(reader, { kind: 'member', target, name: reader.expectWord() });
  }
  if (reader.accept('[')) {
    const index = parseExpression(reader);
    reader.expect(']');
    return parsePostfix(reader, { kind: 'index', target, index });
  }
  if (reader.accept('(')) return parsePostfix(reader, { kind: 'call', callee: target, args: parseList(reader, ')') });
  // `x!` says that x is not null; `x != y` is one symbol of its own.
  if (reader.accept('!')) return parsePostfix(reader, target);
  return target;
}

function parsePrimary(reader: TokenReader): Expression {
  const { kind, text } = reader.peek();
  if (kind === 'string') return parseString(reader.next().text);
  if (kind === 'number') return { kind: 'number', value: Number(reader.next().text) };
  if (kind === 'word') return parseWord(reader);
  if (text === '{') return parseObject(reader);
  if (text === '[') return parseArray(reader);
  if (reader.accept('(')) {
    const inner = parseExpression(reader);
    reader.expect(')');
    return inner;
  }
  return reader.fail('a value');
}

function parseWord(reader: TokenReader): Expression {
  const name = reader.next().text;
  if (reader.accept('=>')) return { kind: 'lambda', names: [name], body: parseExpression(reader) };
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
  return name === 'null' ? { kind: 'literal', value: null } : { kind: 'name', name };
}

function parseObject(reader: TokenReader): Expression {
  reader.expect('{');
  const entries: ObjectEntry[] = [];
  for (reader.skipSeparators(); !reader.accept('}'); reader.skipSeparators()) {
    const key: Expression =
      reader.peek().kind === 'string'
        ? parseString(reader.next().text)
        : { kind: 'string', parts: [reader.expectWord()] };
    reader.expect(':');
    entries.push({ key, value: parseExpression(reader) });
  }
  return { kind: 'object', entries };
}

function parseArray(reader: TokenReader): Expression {
  reader.expect('[');
  reader.skipNewlines();
  if (reader.peek().text !== 'for') return { kind: 'array', items: parseList(reader, ']') };
  reader.expect('for');
  const name = reader.expectWord();
  reader.expect('in');
  const source = parseExpression(reader);
  reader.expect(':');
  const body = parseExpression(reader);
  reader.skipNewlines();
  reader.expect(']');
  return { kind: 'loop', names: [name], source, body };
}

function parseList(reader: TokenReader, end: string): Expression[] {
  const items: Expression[] = [];
  for (reader.skipSeparators(); !reader.accept(end); reader.skipSeparators()) items.push(parseExpression(reader));
  return items;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** @param written with its quotes */
function parseString(written: string): Expression {
  const parts: (string | Expression)[] = [];
  let text = '';
  for (let at = 1; at < written.length - 1; at += 1) {
    const character = written[at] ?? '';
    if (character === '\\') {
      at += 1;
      const escaped = written[at] ?? '';
      text += escapes[escaped] ?? escaped;
    } else if (written.startsWith('${', at)) {
      const end = interpolationEnd(written, at);
      if (text !== '') parts.push(text);
      text = '';
      parts.push(parseExpression(readTokens(written.slice(at + 2, end - 1))));
      at = end - 1;
    } else text += character;
  }
  return { kind: 'string', parts: text === '' ? parts : [...parts, text] };
}
