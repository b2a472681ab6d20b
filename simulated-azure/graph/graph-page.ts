import { createHash } from 'node:crypto';
import { makeSkipToken, readSkipToken } from '../arm/paging.ts';
import type { SimulationState } from '../simulation-state.ts';
import type { GraphRequest } from './graph-request.ts';
import { isOrdered } from './query-order.ts';
import type { GraphRow, QueryResult } from './run-query-port.ts';

/** One page of a query's result. `isTruncated`: rows are missing and no token can bring them. */
export interface GraphPage {
  readonly rows: readonly GraphRow[];
  readonly skipToken: string | null;
  readonly isTruncated: boolean;
}

const standardTop = 100;

/**
 * Cuts the page that a request asks for; null when its token is not one of ours, has expired, or is another query's.
 * Without an order, pages are not cut from the same sequence twice: a row may come again and another not at all.
 */
export function graphPage(result: QueryResult, request: GraphRequest, state: SimulationState): GraphPage | null {
  const { $top: top = standardTop, $skip: skip = 0, $skipToken: token } = request.options;
  const list = digest([request.query, request.subscriptions, request.managementGroups]);
  const continued = readSkipToken(token, list, state);
  if (continued === null) return null;
  const offset = continued > 0 ? continued : skip;
  const sequence = isOrdered(request.query) || continued === 0 ? result.rows : rotated(result.rows);
  const end = offset + top;
  const more = end < result.rows.length;
  return {
    rows: sequence.slice(offset, end),
    skipToken: more && result.isPageable ? makeSkipToken(end, list, state) : null,
    isTruncated: more && !result.isPageable,
  };
}

/** What a token belongs to, short enough for a token: the query and its scope. */
function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}

function rotated(rows: readonly GraphRow[]): readonly GraphRow[] {
  return [...rows.slice(-1), ...rows.slice(0, -1)];
}
