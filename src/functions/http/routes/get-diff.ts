import { z } from 'zod';
import { compareReports } from '../../../diff/compare-reports.ts';
import { diffJson, diffMarkdown } from '../../../diff/render-diff.ts';
import { DiffError, reportDiffSchema } from '../../../diff/report-diff.ts';
import { notModified, validatorsOf } from '../cache-validators.ts';
import { openedReport } from '../document-of-run.ts';
import { problem } from '../problem.ts';
import { defineRoute, noParams } from '../route.ts';
import { findReportedRun, runIdSchema, runSchema } from '../run-parameter.ts';
import { securityHeaders } from '../security-headers.ts';

const formats = {
  json: { mediaType: 'application/json', render: diffJson },
  md: { mediaType: 'text/markdown; charset=utf-8', render: diffMarkdown },
} as const;

export const getDiff = defineRoute({
  name: 'http-diff',
  method: 'GET',
  path: 'diff',
  authLevel: 'function',
  summary: 'What differs between two stored runs.',
  params: noParams,
  query: z.strictObject({
    from: runIdSchema.meta({ description: 'The id of the older run.' }),
    to: runSchema,
    format: z.enum(['json', 'md']).default('json').meta({ description: 'The format.' }),
  }),
  responses: [
    {
      status: 200,
      description: 'The differences.',
      content: { 'application/json': reportDiffSchema, [formats.md.mediaType]: null },
    },
    { status: 304, description: 'The asker has it already.' },
    { status: 404, description: 'There is no such report.' },
  ],

  async handle({ headers, query }, services) {
    const older = await findReportedRun(services, query.from);
    if ('response' in older) return older.response;
    const newer = await findReportedRun(services, query.to);
    if ('response' in newer) return newer.response;
    const validators = validatorsOf(newer.run, ['diff', older.run.id, query.format]);
    const unchanged = notModified(headers, validators);
    if (unchanged !== undefined) return unchanged;
    const [before, after] = await Promise.all([
      openedReport(services.store, older.run),
      openedReport(services.store, newer.run),
    ]);
    const { mediaType, render } = formats[query.format];
    try {
      const body = render(await compareReports(before, after));
      return { status: 200, headers: { ...securityHeaders, ...validators, 'content-type': mediaType }, body };
    } catch (error) {
      if (error instanceof DiffError) return problem(400, 'The runs cannot be compared.', error.message);
      throw error;
    }
  },
});
