import { z } from 'zod';
import { runbookMarkdown } from '../../../report/runbook/markdown.ts';
import { makeRunbook } from '../../../runbook/make-runbook.ts';
import { validatorsOf } from '../cache-validators.ts';
import { clusterKeySchema, findClusterReport } from '../cluster-parameter.ts';
import { documentOfRun, openedReport } from '../document-of-run.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { runSchema } from '../run-parameter.ts';

const mediaType = 'text/markdown; charset=utf-8';

export const getRunbook = defineRoute({
  name: 'http-runbook',
  method: 'GET',
  path: 'clusters/{key}/runbook.md',
  authLevel: 'function',
  summary: 'How a cluster of a run leaves kubenet, step by step, as Markdown.',
  params: z.strictObject({ key: clusterKeySchema }),
  query: z.strictObject({ run: runSchema }),
  responses: [
    { status: 200, description: 'The runbook.', content: { [mediaType]: null } },
    { status: 304, description: 'The asker has it already.' },
    { status: 404, description: 'There is no such report, or no such cluster in it.' },
  ],

  async handle({ headers, params, query }, services) {
    const found = await findClusterReport(services, query.run, params.key);
    if ('response' in found) return found.response;
    const { run } = found;
    return documentOfRun(headers, validatorsOf(run, ['runbook', params.key]), async () => {
      const { head } = await openedReport(services.store, run);
      const runbook = makeRunbook(await found.read(), run.createdAt, head.schedule?.settings.onPremises);
      if (runbook === undefined) {
        const detail = `Run ${run.id} was made by an earlier version, which did not record what a migration needs. Ask for a newer run.`;
        return problem(404, 'There is no runbook.', detail);
      }
      return {
        mediaType,
        shown: 'inline',
        fileName: `runbook-${params.key}.md`,
        body: runbookMarkdown(runbook),
      };
    });
  },
});
