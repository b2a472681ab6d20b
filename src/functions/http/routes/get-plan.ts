import { z } from 'zod';
import { makePlan } from '../../../plan/make-plan.ts';
import { planDocumentSchema } from '../../../plan/plan-document.ts';
import { planFormats } from '../../../report/plan/formats.ts';
import { preferred } from '../accept.ts';
import { validatorsOf } from '../cache-validators.ts';
import { documentOfRun, openedReport } from '../document-of-run.ts';
import { problem } from '../problem.ts';
import { defineRoute, noParams } from '../route.ts';
import { findReportedRun, runSchema } from '../run-parameter.ts';

const documents = planFormats.filter(({ name }) => name !== 'table');

export const getPlan = defineRoute({
  name: 'http-plan',
  method: 'GET',
  path: 'plan',
  authLevel: 'function',
  summary: 'When each kubenet cluster migrates, and what becomes of its addresses.',
  params: noParams,
  query: z.strictObject({
    format: z
      .enum(documents.map(({ name }) => name))
      .optional()
      .meta({ description: 'The form of the plan. Left out, `Accept` chooses; JSON for whoever takes anything.' }),
    run: runSchema,
  }),
  responses: [
    {
      status: 200,
      description: 'The plan.',
      content: Object.fromEntries(
        documents.map(({ name, mediaType }) => [mediaType, name === 'json' ? planDocumentSchema : null]),
      ),
    },
    { status: 304, description: 'The asker has it already.' },
    { status: 404, description: 'There is no such report, or it is of a version that planned nothing.' },
  ],

  async handle({ headers, query }, services) {
    const found = await findReportedRun(services, query.run);
    if ('response' in found) return found.response;
    const { run } = found;
    const format =
      query.format === undefined
        ? (preferred(headers.get('accept'), documents) ?? documents[0])
        : documents.find(({ name }) => name === query.format);
    const validators = { ...validatorsOf(run, ['plan', format?.name]), vary: 'accept' };
    return documentOfRun(headers, validators, async () => {
      const report = await openedReport(services.store, run);
      const { schedule } = report.head;
      if (schedule === undefined) {
        return problem(404, 'There is no plan.', `The report of run ${run.id} has none: the next audit makes one.`);
      }
      if (format === undefined) throw new Error('There is a format for every name that the query allows.');
      return {
        mediaType: format.mediaType,
        shown: 'attachment',
        fileName: `kubenet-plan-${run.id}.${format.extension}`,
        body: format.render(await makePlan(report, schedule)),
      };
    });
  },
});
