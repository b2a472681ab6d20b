import { z } from 'zod';
import { isRunning, type RunRecord } from '../../../store/run-record.ts';
import type { AppServices } from '../../app-services.ts';
import { jsonResponse } from '../json-response.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { runIdSchema } from '../run-parameter.ts';
import { runDetailSchema, toRunView } from '../run-view.ts';

export const getRun = defineRoute({
  name: 'http-run',
  method: 'GET',
  path: 'runs/{id}',
  authLevel: 'function',
  summary: 'One run: how far it is, and what it covered.',
  params: z.strictObject({ id: runIdSchema }),
  query: z.strictObject({}),
  responses: [
    { status: 200, description: 'The run.', content: { 'application/json': runDetailSchema } },
    { status: 404, description: 'There is no such run.' },
  ],

  async handle({ params: { id } }, services) {
    const run = await services.store.readRun(id);
    if (run === undefined) return problem(404, 'There is no such run.', `There is no run ${id}.`);
    const head = (await services.store.openReport(id))?.head;
    return jsonResponse(200, {
      ...toRunView(run),
      units: run.units === undefined ? null : { total: run.units, open: await countOpenUnits(services, run) },
      scopes: head?.run.scopes ?? null,
      requests: head?.run.requests ?? null,
    });
  },
});

async function countOpenUnits({ store }: AppServices, run: RunRecord): Promise<number> {
  let open = 0;
  if (isRunning(run)) for await (const _ of store.listOpenUnits(run)) open += 1;
  return open;
}
