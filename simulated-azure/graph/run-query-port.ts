/** A row of a Resource Graph table, before the query. */
export type GraphRow = Readonly<Record<string, unknown>>;

/** What a query came to. Values are JSON; a column that a row lacks is null. */
export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly GraphRow[];
  /** The rows stand for resources one by one: no aggregation, no limit, and `id` among the columns. */
  readonly isPageable: boolean;
}

/**
 * Runs a query's text. `table` gives a table's rows, or undefined for one that Resource Graph does not have. Throws an
 * error with `details` (code, message, position) for a query that the service would refuse.
 */
export type RunQuery = (
  text: string,
  table: (name: string) => readonly GraphRow[] | undefined,
  now: Date,
) => QueryResult;

/** One entry of `error.details`. */
export interface QueryErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly [key: string]: unknown;
}

/** The details of a refused query; null when the error is something else and must not be hidden as a 400. */
export function refusalDetails(error: unknown): readonly QueryErrorDetail[] | null {
  if (!(error instanceof Error) || !('details' in error) || !Array.isArray(error.details)) return null;
  return error.details.filter(isDetail);
}

function isDetail(value: unknown): value is QueryErrorDetail {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}
