import { parseJson } from './convert.ts';
import { parseDateTime } from './date-time.ts';
import { KustoQueryError } from './kusto-query-error.ts';
import type { SyntaxNode } from './syntax.ts';
import { kindOf, part, parts, sourceOf, textOf } from './syntax.ts';
import { parseTimespan } from './timespan.ts';
import type { Value } from './value.ts';

/** What a literal of a kind stands for, once it is known not to be null. */
const READERS: Readonly<Record<string, (node: SyntaxNode) => Value>> = {
  StringLiteralExpression: (node) => textOf(node, 'LiteralValue'),
  CompoundStringLiteralExpression: (node) => textOf(node, 'LiteralValue'),
  BooleanLiteralExpression: (node) => inner(node).toLowerCase() === 'true',
  LongLiteralExpression: number,
  IntLiteralExpression: number,
  RealLiteralExpression: number,
  DecimalLiteralExpression: number,
  GuidLiteralExpression: (node) => String(node['LiteralValue']),
  TimespanLiteralExpression: (node) => parseTimespan(sourceOf(node)) ?? invalid(node),
  DateTimeLiteralExpression: (node) => parseDateTime(inner(node).replace(/^['"]|['"]$/g, '')) ?? invalid(node),
};

/** The value of a literal; undefined when the node is none. */
export function literal(node: SyntaxNode): Value | undefined {
  if (kindOf(node) === 'DynamicExpression') return json(part(node, 'Expression'));
  const read = READERS[kindOf(node)];
  if (!read) return undefined;
  return isNull(node) ? null : read(node);
}

/** What stands inside `type(...)`, or the whole of a plain literal. */
function inner(node: SyntaxNode): string {
  const source = sourceOf(node);
  return /^\w+\(\s*(.*?)\s*\)$/s.exec(source)?.[1] ?? source;
}

function number(node: SyntaxNode): Value {
  const text = inner(node).toLowerCase();
  if (/^[+-]?inf$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(text);
}

function isNull(node: SyntaxNode): boolean {
  return inner(node) === 'null';
}

function invalid(node: SyntaxNode): never {
  throw new KustoQueryError('InvalidQuery', `The literal ${sourceOf(node)} is not valid`);
}

/** What stands inside `dynamic(...)`. */
function json(node: SyntaxNode): Value {
  switch (kindOf(node)) {
    case 'JsonObjectExpression':
      return Object.fromEntries(
        parts(node, 'Pairs').map((pair) => [textOf(part(pair, 'Name'), 'ValueText'), json(part(pair, 'Value'))]),
      );
    case 'JsonArrayExpression':
      return parts(node, 'Values').map(json);
    case 'NullLiteralExpression':
      return null;
    case 'UnaryMinusExpression':
    case 'UnaryPlusExpression':
      return parseJson(sourceOf(node).replace(/^\+/, ''));
    default:
      return literal(node) ?? null;
  }
}
