import { z } from 'zod';
import { jsonResponse } from '../json-response.ts';
import { nextLink, pageSchema, takePage, topSchema } from '../paging.ts';
import { defineRoute, noParams } from '../route.ts';
import { runIdSchema } from '../run-parameter.ts';
import { runViewSchema, toRunView } from '../run-view.ts';

export const getRuns = defineRoute({
  name: 'http-runs',
  method: 'GET',
  path: 'runs',
  authLevel: 'function',
  summary: 'All runs, newest first.',
  params: noParams,
  query: z.strictObject({ top: topSchema, after: runIdSchema.optional().meta({ description: 'From a `nextLink`.' }) }),
  responses: [
    { status: 200, description: 'A page of runs.', content: { 'application/json': pageSchema(runViewSchema) } },
  ],

  async handle({ url, query: { top, after } }, services) {
    const { items, hasMore } = await takePage(services.store.listRuns(after, top + 1), top);
    const last = items.at(-1);
    const next = hasMore && last !== undefined ? { nextLink: nextLink(services, url, { after: last.id }) } : {};
    return jsonResponse(200, { value: items.map(toRunView), ...next });
  },
});
