import { parseExpression } from './parse-expression.ts';
import { type Declaration, type Expression, plainText } from './syntax.ts';
import { readTokens, type TokenReader } from './token-reader.ts';

/**
 * The declarations of a Bicep file, in the part of the language that infra/ uses.
 * @throws SyntaxError on anything else, with its line
 */
export function parseBicep(source: string): Declaration[] {
  const reader = readTokens(source);
  const declarations: Declaration[] = [];
  for (reader.skipNewlines(); reader.peek().kind !== 'end'; reader.skipNewlines()) {
    const decorators = parseDecorators(reader);
    declarations.push({ ...parseDeclaration(reader), decorators });
    if (reader.peek().kind !== 'newline') reader.fail('the end of the line');
  }
  return declarations;
}

type Undecorated = Omit<Declaration, 'decorators'>;

function parseDecorators(reader: TokenReader): Expression[] {
  const decorators: Expression[] = [];
  while (reader.accept('@')) {
    decorators.push(parseExpression(reader));
    reader.skipNewlines();
  }
  return decorators;
}

function parseDeclaration(reader: TokenReader): Undecorated {
  const keyword = reader.expectWord();
  switch (keyword) {
    case 'targetScope':
      return { kind: keyword, name: '', type: '', condition: undefined, value: parseAssigned(reader) };
    case 'param':
    case 'output':
      return parseTyped(reader, keyword);
    case 'var':
      return { kind: keyword, name: reader.expectWord(), type: '', condition: undefined, value: parseAssigned(reader) };
    case 'resource':
    case 'module':
      return parseDeployed(reader, keyword);
    default:
      return reader.fail(`a declaration, not ${keyword}`);
  }
}

function parseAssigned(reader: TokenReader): Expression {
  reader.expect('=');
  return parseExpression(reader);
}

function parseTyped(reader: TokenReader, kind: 'param' | 'output'): Undecorated {
  const name = reader.expectWord();
  const type = reader.expectWord();
  const value = reader.peek().text === '=' ? parseAssigned(reader) : undefined;
  return { kind, name, type, condition: undefined, value };
}

function parseDeployed(reader: TokenReader, kind: 'resource' | 'module'): Undecorated {
  const name = reader.expectWord();
  const type = plainText(parseExpression(reader)) ?? reader.fail('a type or path');
  reader.expect('=');
  if (!reader.accept('if')) return { kind, name, type, condition: undefined, value: parseExpression(reader) };
  reader.expect('(');
  const condition = parseExpression(reader);
  reader.expect(')');
  return { kind, name, type, condition, value: parseExpression(reader) };
}
