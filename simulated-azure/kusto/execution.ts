import type { KustoDateTime } from './date-time.ts';
import type { Row, Value } from './value.ts';

/** What one run of a compiled query may ask for. */
export interface Execution {
  /** The moment of the query: `now()` is the same in all of its rows. */
  readonly now: KustoDateTime;
  /** The rows of a table under the name the query used. */
  rows(table: string): Row[];
}

export type Evaluate = (row: Row, execution: Execution) => Value;

export type RunTabular = (execution: Execution) => Row[];
