import type { KustoDateTime } from '../date-time.ts';
import type { KustoType, Value } from '../value.ts';

/** What a function may know of its call besides the values. */
export interface Call {
  readonly argumentTypes: readonly KustoType[];
  readonly resultType: KustoType;
  readonly now: KustoDateTime;
}

/** A built-in scalar function; arguments that the call leaves out are absent. */
export type ScalarFunction = (values: readonly Value[], call: Call) => Value;

export type ScalarFunctions = readonly (readonly [name: string, run: ScalarFunction])[];

export function argument(values: readonly Value[], index: number): Value {
  return values[index] ?? null;
}
