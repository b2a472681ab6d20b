import { AzureRequestError } from '../../arm/errors.ts';
import type { ResourceGraph, Row } from '../../arm/resource-graph.ts';
import { subscriptionIdOf } from '../../model/resource-id.ts';
import { kustoQuery, type QueryName } from './kusto-query.ts';

/** Values in one query: as many as fill a page, so that no page goes half empty. */
const valuesPerQuery = 1000;

/** A query about named things. */
interface Asked<T> {
  readonly name: QueryName;
  /** What the query compares with, of an id. */
  readonly value: (id: string) => string;
  readonly read: (row: Row) => T;
}

/** Rows of one query about named things, asked in portions, in the subscriptions the ids are in. */
export async function rowsAbout<T>(
  graph: ResourceGraph,
  ids: readonly string[],
  asked: Asked<T>,
): Promise<readonly T[]> {
  const rows: T[] = [];
  for (let at = 0; at < ids.length; at += valuesPerQuery) {
    const found = await rowsOfPortion(graph, ids.slice(at, at + valuesPerQuery), asked);
    // One push per row: spreading tens of thousands overflows the stack.
    for (const row of found) rows.push(row);
  }
  return rows;
}

/** How long a query's text may be is written down nowhere: one that is refused for it is asked in halves. */
async function rowsOfPortion<T>(
  graph: ResourceGraph,
  portion: readonly string[],
  asked: Asked<T>,
): Promise<readonly T[]> {
  const { name, value, read } = asked;
  const subscriptionIds = [...new Set(portion.flatMap((id) => subscriptionIdOf(id) ?? []))].sort();
  const values = [...new Set(portion.map(value))].sort();
  try {
    return await graph.queryAs(kustoQuery(name, values), subscriptionIds, read);
  } catch (error) {
    if (portion.length === 1 || !isTextTooLong(error)) throw error;
    const middle = Math.ceil(portion.length / 2);
    const first = await rowsOfPortion(graph, portion.slice(0, middle), asked);
    return [...first, ...(await rowsOfPortion(graph, portion.slice(middle), asked))];
  }
}

function isTextTooLong(error: unknown): boolean {
  if (!(error instanceof AzureRequestError)) return false;
  return (
    [413, 414].includes(error.status ?? 0) ||
    /(query|request)\w* (is )?too (long|large)/i.test(`${error.code} ${error.message}`)
  );
}
