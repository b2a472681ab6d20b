import type { Execution } from '../execution.ts';
import { KustoQueryError } from '../kusto-query-error.ts';
import { parameter, tableNames } from '../resource-graph-limits.ts';
import { parts } from '../syntax.ts';
import type { Column, Row } from '../value.ts';
import { missing } from '../value.ts';
import type { CompileOperator, Tabular } from './operator.ts';

interface Leg extends Tabular {
  /** What `withsource` calls the rows of this leg. */
  readonly source: string;
}

/** `union`: the rows of each leg one after the other; a column that a leg lacks is missing in its rows. */
export const compileUnion: CompileOperator = (syntax) => {
  const source = parameter(syntax.operator, 'withsource');
  if (parameter(syntax.operator, 'isfuzzy') === 'true') {
    throw new KustoQueryError('InvalidQuery', 'Fuzzy resolution of union leg tables is not allowed.');
  }
  const legs = parts(syntax.operator, 'Expressions').map(
    (node, index): Leg => ({ ...syntax.compile(node), source: tableNames(node)[0] ?? `union_arg${index + 1}` }),
  );
  if (parameter(syntax.operator, 'kind') === 'inner')
    checkSameColumns([...legs, ...(syntax.input ? [syntax.input] : [])]);
  const shapes = legs.map((leg) => ({ leg, shape: shapeOf(leg, syntax.columns, source) }));
  const inputShape = syntax.input && shapeOf({ ...syntax.input, source: 'union_arg0' }, syntax.columns, source);
  return (rows, execution) => [
    ...(inputShape ? rows.map(inputShape) : []),
    ...shapes.flatMap(({ leg, shape }) => runLeg(leg, shape, execution)),
  ];
};

/** The parser's binder keeps every column with kind=inner too, so legs that differ would come out wrong. */
function checkSameColumns(legs: readonly Tabular[]): void {
  const shapes = legs.map(({ columns }) =>
    columns
      .map(({ name, type }) => `${name}:${type}`)
      .sort()
      .join(),
  );
  if (new Set(shapes).size <= 1) return;
  throw new KustoQueryError(
    'InvalidQuery',
    'union kind=inner of legs with different columns is not supported: project the same columns in each leg.',
  );
}

function runLeg(leg: Leg, shape: (row: Row) => Row, execution: Execution): Row[] {
  return leg.run(execution).map(shape);
}

/** Columns of one name and several types are told apart by `_type`, as the binder names them. */
function shapeOf(leg: Leg, columns: readonly Column[], sourceColumn: string | undefined): (row: Row) => Row {
  const indexes = columns.map((column) =>
    leg.columns.findIndex(
      ({ name, type }) => type === column.type && (name === column.name || `${name}_${type}` === column.name),
    ),
  );
  return (row) =>
    columns.map(({ name, type }, index) => {
      if (name === sourceColumn) return leg.source;
      return row[indexes[index] ?? -1] ?? missing(type);
    });
}
