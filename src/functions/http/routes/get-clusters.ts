import { z } from 'zod';
import type { ReportFilter } from '../../../model/report.ts';
import { passesFilter } from '../../../model/select-clusters.ts';
import { type ClusterSummary, clusterSummarySchema } from '../../../store/cluster-summary.ts';
import type { RunRecord } from '../../../store/run-record.ts';
import type { AppServices } from '../../app-services.ts';
import { notModified, validatorsOf } from '../cache-validators.ts';
import { clusterFilterShape, toFilter } from '../cluster-filter.ts';
import { jsonResponse } from '../json-response.ts';
import { nextLink, pageSchema, takePage, topSchema } from '../paging.ts';
import { defineRoute, noParams } from '../route.ts';
import { findReportedRun, runSchema } from '../run-parameter.ts';

/** The id of the last cluster of the page before, so that a link stays right whatever happens to other clusters. */
const afterSchema = z.base64url().max(2000).optional().meta({ description: 'From a `nextLink`.' });

export const getClusters = defineRoute({
  name: 'http-clusters',
  method: 'GET',
  path: 'clusters',
  authLevel: 'function',
  summary: 'The kubenet clusters of a run, without their checks but the codes of those that fail.',
  params: noParams,
  query: z.strictObject({ run: runSchema, top: topSchema, after: afterSchema, ...clusterFilterShape }),
  responses: [
    {
      status: 200,
      description: 'A page of clusters, by resource id.',
      content: { 'application/json': pageSchema(clusterSummarySchema) },
    },
    { status: 304, description: 'The asker has it already.' },
    { status: 404, description: 'There is no such report.' },
  ],

  async handle({ url, headers, query }, services) {
    const found = await findReportedRun(services, query.run);
    if ('response' in found) return found.response;
    const { run } = found;
    const filter = toFilter(query);
    const validators = validatorsOf(run, [url.pathname, query.top, query.after, filter]);
    const unchanged = notModified(headers, validators);
    if (unchanged !== undefined) return unchanged;
    const after = query.after === undefined ? undefined : Buffer.from(query.after, 'base64url').toString('utf8');
    const { items, hasMore } = await takePage(chosen(services, run, after, filter), query.top);
    const last = Buffer.from(items.at(-1)?.id ?? '').toString('base64url');
    const next = hasMore ? { nextLink: nextLink(services, url, { run: run.id, after: last }) } : {};
    return jsonResponse(200, { value: items, ...next }, validators);
  },
});

async function* chosen(
  { store }: AppServices,
  run: RunRecord,
  after: string | undefined,
  filter: ReportFilter,
): AsyncGenerator<ClusterSummary> {
  for await (const { summary } of store.listIndex(run, after === undefined ? {} : { after })) {
    if (passesFilter(summary, filter)) yield summary;
  }
}
