import { keyOf } from '../compare.ts';
import { compileExpression } from '../compile-expression.ts';
import type { Evaluate, Execution } from '../execution.ts';
import { KustoQueryError } from '../kusto-query-error.ts';
import { parameter } from '../resource-graph-limits.ts';
import type { SyntaxNode } from '../syntax.ts';
import { kindOf, part, parts, sourceOf } from '../syntax.ts';
import type { Column, Row } from '../value.ts';
import { missing } from '../value.ts';
import type { CompileOperator, Tabular } from './operator.ts';
import { inputColumns } from './operator.ts';

interface Key {
  readonly left: Evaluate;
  readonly right: Evaluate;
}

/** `join`: every column of the left side, then every column of the right. innerunique keeps one left row a key. */
export const compileJoin: CompileOperator = (syntax) => {
  const kind = parameter(syntax.operator, 'kind') ?? 'innerunique';
  const right = syntax.compile(part(syntax.operator, 'Expression'));
  const leftColumns = inputColumns(syntax);
  const conditions = parts(part(syntax.operator, 'ConditionClause'), 'Expressions');
  const keys = conditions.map((condition) => compileKey(condition, leftColumns, right));
  const [emptyLeft, emptyRight] = [emptyRow(leftColumns), emptyRow(right.columns)];
  return (rows, execution) => {
    const index = indexRows(right.run(execution), keys, execution);
    const lefts = kind === 'innerunique' ? uniqueByKey(rows, keys, execution) : rows;
    const matched = new Set<Row>();
    const joined = lefts.flatMap((left) => {
      const matches = index.byKey.get(joinKey(left, keys, 'left', execution) ?? '') ?? [];
      for (const match of matches) matched.add(match);
      if (matches.length === 0) return kind.endsWith('outer') ? [[...left, ...emptyRight]] : [];
      return matches.map((match) => [...left, ...match]);
    });
    if (kind !== 'fullouter') return joined;
    const rest = index.all.filter((row) => !matched.has(row));
    return [...joined, ...rest.map((row) => [...emptyLeft, ...row])];
  };
};

function emptyRow(columns: readonly Column[]): Row {
  return columns.map(({ type }) => missing(type));
}

function indexRows(rows: Row[], keys: readonly Key[], execution: Execution) {
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    const key = joinKey(row, keys, 'right', execution);
    if (key === null) continue;
    const known = byKey.get(key);
    if (known) known.push(row);
    else byKey.set(key, [row]);
  }
  return { all: rows, byKey };
}

function uniqueByKey(rows: readonly Row[], keys: readonly Key[], execution: Execution): Row[] {
  const first = new Map<string | null, Row>();
  for (const row of rows) {
    const key = joinKey(row, keys, 'left', execution);
    if (!first.has(key)) first.set(key, row);
  }
  return [...first.values()];
}

/** Null when a part of the key is null: it matches nothing. */
function joinKey(row: Row, keys: readonly Key[], side: keyof Key, execution: Execution): string | null {
  const values = keys.map((key) => key[side](row, execution));
  return values.includes(null) ? null : `k${values.map(keyOf).join('\u0000')}`;
}

/** `on key`, or `on $left.a == $right.b` in that order: the binder refuses any other. */
function compileKey(condition: SyntaxNode, leftColumns: readonly Column[], right: Tabular): Key {
  const scopes = { left: { columns: leftColumns }, right: { columns: right.columns } };
  if (kindOf(condition) === 'NameReference') {
    return { left: compileExpression(condition, scopes.left), right: compileExpression(condition, scopes.right) };
  }
  if (kindOf(condition) !== 'EqualExpression') {
    throw new KustoQueryError('InvalidQuery', `join: only equality is allowed in this context: ${sourceOf(condition)}`);
  }
  return {
    left: compileExpression(part(part(condition, 'Left'), 'Selector'), scopes.left),
    right: compileExpression(part(part(condition, 'Right'), 'Selector'), scopes.right),
  };
}
