import { compileExpression } from '../compile-expression.ts';
import { convertTo, toText } from '../convert.ts';
import { parameter } from '../resource-graph-limits.ts';
import { regex } from '../string-operators.ts';
import type { SyntaxNode } from '../syntax.ts';
import { kindOf, optionalPart, part, parts, sourceOf, textOf } from '../syntax.ts';
import type { Column, Value } from '../value.ts';
import { kustoType, missing } from '../value.ts';
import type { CompileOperator } from './operator.ts';
import { inputColumns } from './operator.ts';

/** `parse`: columns out of a text by a pattern; where it does not match, all of them are missing. */
export const compileParse: CompileOperator = (syntax) => {
  const input = inputColumns(syntax);
  const source = compileExpression(part(syntax.operator, 'Expression'), { columns: input });
  const kind = parameter(syntax.operator, 'kind') ?? 'simple';
  const patterns = parts(syntax.operator, 'Patterns');
  const found = patterns.map(columnOf).filter((column) => column !== undefined);
  const flags = (parameter(syntax.operator, 'flags') ?? '').toLowerCase();
  const expression = regex(patternText(patterns, kind === 'regex'), kind === 'regex' ? flags.replaceAll('u', '') : 's');
  const read = reader(expression, found, kind === 'relaxed');
  return (rows, execution) =>
    rows.map((row) => {
      const values = read(toText(source(row, execution)));
      return syntax.columns.map(({ name, type }) => {
        if (values.has(name)) return values.get(name) ?? missing(type);
        return row[input.findIndex((column) => column.name === name)] ?? missing(type);
      });
    });
};

/** A simple pattern matches only when every part converts to its column's type; a relaxed one leaves a null. */
function reader(
  expression: RegExp,
  columns: readonly Column[],
  relaxed: boolean,
): (text: string) => Map<string, Value> {
  return (text) => {
    const groups = expression.exec(text);
    const values = columns.map(({ type }, index) => (groups ? convertTo(type, groups[index + 1] ?? '') : null));
    const failed = groups === null || (!relaxed && values.includes(null));
    return new Map(columns.map(({ name }, index) => [name, failed ? null : (values[index] ?? null)]));
  };
}

function columnOf(node: SyntaxNode): Column | undefined {
  const kind = kindOf(node);
  if (kind === 'NameDeclaration') return { name: textOf(node, 'SimpleName'), type: 'string' };
  if (kind !== 'NameAndTypeDeclaration') return undefined;
  const type = optionalPart(node, 'Type');
  return { name: textOf(part(node, 'Name'), 'SimpleName'), type: kustoType(type ? sourceOf(type) : 'string') };
}

/** Columns are as short as they can be, the last one takes the rest. */
function patternText(patterns: readonly SyntaxNode[], literalIsRegex: boolean): string {
  const texts = patterns.map((node, index) => {
    const any = index === patterns.length - 1 ? '.*' : '.*?';
    if (columnOf(node)) return `(${any})`;
    if (kindOf(node) === 'StarExpression') return any;
    const literal = textOf(node, 'LiteralValue');
    return literalIsRegex ? literal : literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  return `^${texts.join('')}${literalIsRegex ? '' : '$'}`;
}
