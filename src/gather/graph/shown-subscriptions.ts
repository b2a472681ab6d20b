import type { ResourceGraph, Row } from '../../arm/resource-graph.ts';
import { known } from '../../model/fact.ts';
import { resourceKey, subscriptionIdOf } from '../../model/resource-id.ts';
import { type ReadMany, readTogether } from '../read-many.ts';
import { kustoQuery } from './kusto-query.ts';

/** The rows of readable-subscriptions.kql, by `/subscriptions/<id>`; one that the identity cannot read is not there. Throws what the query throws. */
export type ShownSubscriptions = ReadMany<Row>;

/** Each subscription is asked for once: who may be read, and whose roles reach there, are in the same row. */
export function readShownSubscriptions(graph: Pick<ResourceGraph, 'query'>): ShownSubscriptions {
  return readTogether(async (scopeIds) => {
    const ids = [...new Set(scopeIds.flatMap((id) => subscriptionIdOf(id) ?? []))].sort();
    const rows = await graph.query(kustoQuery('readable-subscriptions'), ids);
    return new Map(rows.map((row) => [resourceKey(String(row['id'])), known(row)]));
  });
}
