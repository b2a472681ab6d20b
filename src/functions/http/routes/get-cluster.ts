import { z } from 'zod';
import { clusterReportSchema } from '../../../model/report.ts';
import { clusterHistorySchema } from '../../../store/history-rows.ts';
import { notModified, validatorsOf } from '../cache-validators.ts';
import { clusterKeySchema, findClusterReport } from '../cluster-parameter.ts';
import { jsonResponse } from '../json-response.ts';
import { takePage } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { runSchema } from '../run-parameter.ts';

/** Runs before this one that the answer looks back on. */
const historyShown = 60;

export const getCluster = defineRoute({
  name: 'http-cluster',
  method: 'GET',
  path: 'clusters/{key}',
  authLevel: 'function',
  summary: 'One cluster of a run in full, with what the runs before it saw.',
  params: z.strictObject({ key: clusterKeySchema }),
  query: z.strictObject({ run: runSchema }),
  responses: [
    {
      status: 200,
      description: 'The cluster.',
      content: {
        'application/json': z.object({
          runId: z.string(),
          asOf: z.string(),
          cluster: clusterReportSchema,
          history: z.array(clusterHistorySchema),
        }),
      },
    },
    { status: 304, description: 'The asker has it already.' },
    { status: 404, description: 'There is no such report, or no such cluster in it.' },
  ],

  async handle({ headers, params, query }, services) {
    const { store } = services;
    const found = await findClusterReport(services, query.run, params.key);
    if ('response' in found) return found.response;
    const { run } = found;
    const validators = validatorsOf(run, ['cluster', params.key]);
    const unchanged = notModified(headers, validators);
    if (unchanged !== undefined) return unchanged;
    const cluster = await found.read();
    const { items: history } = await takePage(store.listClusterHistory(cluster.id, run.id), historyShown);
    return jsonResponse(200, { runId: run.id, asOf: run.createdAt, cluster, history }, validators);
  },
});
