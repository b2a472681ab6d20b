import { AzureRequestError } from '../../arm/errors.ts';
import type { ResourceGraph, Row } from '../../arm/resource-graph.ts';
import { subscriptionIdOf } from '../../model/resource-id.ts';
import { kustoQuery, type QueryName } from './kusto-query.ts';

/** Values in one query: as many as fill a page, so that no page goes half empty. */
const valuesPerQuery = 1000;

/**
 * Rows of one query about named things, asked in portions, in the subscriptions the ids are in.
 * @param value what the query compares with, of an id
 */
export async function rowsAbout(
  graph: ResourceGraph,
  name: QueryName,
  ids: readonly string[],
  value: (id: string) => string,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < ids.length; at += valuesPerQuery) {
    const found = await rowsOfPortion(graph, name, ids.slice(at, at + valuesPerQuery), value);
    // One push per row: spreading tens of thousands overflows the stack.
    for (const row of found) rows.push(row);
  }
  return rows;
}

/** How long a query's text may be is written down nowhere: one that is refused for it is asked in halves. */
async function rowsOfPortion(
  graph: ResourceGraph,
  name: QueryName,
  portion: readonly string[],
  value: (id: string) => string,
): Promise<readonly Row[]> {
  const subscriptionIds = [...new Set(portion.flatMap((id) => subscriptionIdOf(id) ?? []))].sort();
  const values = [...new Set(portion.map(value))].sort();
  try {
    return await graph.query(kustoQuery(name, values), subscriptionIds);
  } catch (error) {
    if (portion.length === 1 || !isTextTooLong(error)) throw error;
    const middle = Math.ceil(portion.length / 2);
    const first = await rowsOfPortion(graph, name, portion.slice(0, middle), value);
    return [...first, ...(await rowsOfPortion(graph, name, portion.slice(middle), value))];
  }
}

function isTextTooLong(error: unknown): boolean {
  if (!(error instanceof AzureRequestError)) return false;
  return (
    [413, 414].includes(error.status ?? 0) ||
    /(query|request)\w* (is )?too (long|large)/i.test(`${error.code} ${error.message}`)
  );
}
