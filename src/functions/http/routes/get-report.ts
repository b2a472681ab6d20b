import { z } from 'zod';
import { reportSchema } from '../../../model/report.ts';
import { selectClusters } from '../../../model/select-clusters.ts';
import { formats } from '../../../report/formats.ts';
import { type Download, htmlContentSecurityPolicy } from '../../../report/html.ts';
import { preferred } from '../accept.ts';
import { validatorsOf } from '../cache-validators.ts';
import { clusterFilterShape, toFilter } from '../cluster-filter.ts';
import { documentOfRun, openedReport } from '../document-of-run.ts';
import { noticed, noticeHeader, reportNotice } from '../report-notice.ts';
import { defineRoute, noParams } from '../route.ts';
import { findReportedRun, runSchema } from '../run-parameter.ts';

const documents = formats.filter((format) => format.isDocument);
/** Whoever says nothing, or takes everything alike, is a person with a browser. */
const byLikelihood = documents.toSorted((a, b) => Number(b.name === 'html') - Number(a.name === 'html'));

/** The same run, the same clusters and the same key, in the other formats. */
function downloadsOf(asked: URLSearchParams, run: string): Download[] {
  return documents
    .filter(({ name }) => name !== 'html')
    .map(({ name }) => {
      const parameters = new URLSearchParams(asked);
      parameters.set('format', name);
      parameters.set('run', run);
      return { text: name === 'md' ? 'Markdown' : name.toUpperCase(), address: `?${parameters}` };
    });
}

export const getReport = defineRoute({
  name: 'http-report',
  method: 'GET',
  path: 'report',
  authLevel: 'function',
  summary: 'The report of a run, as a document.',
  params: noParams,
  query: z.strictObject({
    format: z
      .enum(documents.map(({ name }) => name))
      .optional()
      .meta({ description: 'The format. Left out, `Accept` chooses; a page for whoever takes anything.' }),
    run: runSchema,
    ...clusterFilterShape,
  }),
  responses: [
    {
      status: 200,
      description: 'The report.',
      content: Object.fromEntries(
        documents.map(({ name, mediaType }) => [mediaType, name === 'json' ? reportSchema : null]),
      ),
    },
    { status: 304, description: 'The asker has it already.' },
    { status: 404, description: 'There is no such report.' },
  ],

  async handle({ url, headers, query }, services) {
    const found = await findReportedRun(services, query.run);
    if ('response' in found) return found.response;
    const { run } = found;
    const filter = toFilter(query);
    const { portalUrl, store } = services;
    const format =
      query.format === undefined
        ? (preferred(headers.get('accept'), byLikelihood) ?? byLikelihood[0])
        : documents.find(({ name }) => name === query.format);
    const notice = query.run === 'latest' ? await reportNotice(services, run) : undefined;
    const downloads = downloadsOf(url.searchParams, run.id);
    const code = url.searchParams.get('code');
    const validators = { ...validatorsOf(run, [format?.name, filter, portalUrl, notice, code]), vary: 'accept' };
    return documentOfRun(headers, validators, async () => {
      const report = await openedReport(store, run);
      if (format === undefined) throw new Error('There is a format for every name that the query allows.');
      return {
        mediaType: format.mediaType,
        shown: format.name === 'html' ? 'inline' : 'attachment',
        fileName: `kubenet-audit-${run.id}.${format.extension}`,
        headers: {
          ...noticeHeader(notice),
          ...(format.name === 'html' ? { 'content-security-policy': htmlContentSecurityPolicy } : {}),
        },
        body: noticed(format.name, format.render(selectClusters(report, filter), { portalUrl, downloads }), notice),
      };
    });
  },
});
