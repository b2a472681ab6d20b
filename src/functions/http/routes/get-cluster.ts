import { z } from 'zod';
import { type ClusterReport, clusterReportSchema, type ReportHead } from '../../../model/report.ts';
import { clusterContentSecurityPolicy, renderClusterHtml } from '../../../report/cluster-html.ts';
import { clusterHistorySchema } from '../../../store/cluster-history.ts';
import type { StoredValueError } from '../../../store/errors.ts';
import type { RunRecord } from '../../../store/run-record.ts';
import { momentText } from '../../../words/dates.ts';
import type { AppServices } from '../../app-services.ts';
import { passOver } from '../../runs/damaged-history.ts';
import { preferred } from '../accept.ts';
import { notModified, validatorsOf } from '../cache-validators.ts';
import { clusterKeySchema, type FoundCluster, findClusterReport } from '../cluster-parameter.ts';
import { openedReport } from '../document-of-run.ts';
import { jsonResponse } from '../json-response.ts';
import { takePage } from '../paging.ts';
import { defineRoute } from '../route.ts';
import type { RouteResponse } from '../route-response.ts';
import { runIdSchema, runSchema } from '../run-parameter.ts';
import { securityHeaders } from '../security-headers.ts';

/** Runs before this one that the answer looks back on. */
const historyShown = 60;

const data = { name: 'json', mediaType: 'application/json' } as const;
const page = { name: 'html', mediaType: 'text/html; charset=utf-8' } as const;

export const getCluster = defineRoute({
  name: 'http-cluster',
  method: 'GET',
  path: 'clusters/{key}',
  authLevel: 'function',
  summary: 'One cluster of a run in full, with what the runs before it saw.',
  params: z.strictObject({ key: clusterKeySchema }),
  query: z.strictObject({
    run: runSchema,
    format: z
      .enum(['json', 'html'])
      .optional()
      .meta({ description: 'The form. Left out, `Accept` chooses; JSON for whoever takes anything.' }),
    seen: runIdSchema.optional().meta({
      description:
        'Of `format=html`: the run whose alert led here. The page shows the latest run, and links to that one.',
    }),
  }),
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
          historyNotRead: z.int().positive().optional().meta({
            description: 'Rows of the history that could not be read: their runs are missing from it.',
          }),
        }),
        [page.mediaType]: null,
      },
    },
    { status: 304, description: 'The asker has it already.' },
    { status: 404, description: 'There is no such report, or no such cluster in it.' },
  ],

  async handle({ url, headers, params, query }, services, log) {
    const { store } = services;
    const format = query.format ?? preferred(headers.get('accept'), [data, page])?.name ?? 'json';
    const asked = await findClusterReport(services, query.run, params.key);
    // A cluster that has left kubenet since is shown as the alert saw it.
    const found =
      'response' in asked && query.seen !== undefined
        ? await findClusterReport(services, query.seen, params.key)
        : asked;
    if ('response' in found) return 'response' in asked ? asked.response : found.response;
    const { run } = found;
    const code = url.searchParams.get('code');
    const validators = { ...validatorsOf(run, ['cluster', params.key, format, query.seen, code]), vary: 'accept' };
    const unchanged = notModified(headers, validators);
    if (unchanged !== undefined) return unchanged;
    if (format === 'html') return clusterPage(services, found, { ...query, ...params, code }, validators);
    const cluster = await found.read();
    const damaged: StoredValueError[] = [];
    const points = store.listClusterHistory(cluster.id, run.id, (error) => damaged.push(error));
    const { items: history } = await takePage(points, historyShown);
    damaged.forEach(passOver(log));
    const gap = damaged.length === 0 ? {} : { historyNotRead: damaged.length };
    return jsonResponse(200, { runId: run.id, asOf: run.createdAt, cluster, history, ...gap }, validators);
  },
});

interface Asked {
  readonly key: string;
  readonly seen?: string | undefined;
  /** The key that opened this page opens what it links to. */
  readonly code: string | null;
}

async function clusterPage(
  services: AppServices,
  found: Exclude<FoundCluster, { response: RouteResponse }>,
  asked: Asked,
  validators: Readonly<Record<string, string>>,
): Promise<RouteResponse> {
  const { run } = found;
  const [report, cluster] = await Promise.all([openedReport(services.store, run), found.read()]);
  return {
    status: 200,
    headers: {
      ...securityHeaders,
      ...validators,
      'content-type': page.mediaType,
      'content-disposition': `inline; filename="kubenet-audit-${asked.key}.html"`,
      'content-security-policy': clusterContentSecurityPolicy,
    },
    body: renderClusterHtml(cluster, report.head, {
      portalUrl: services.portalUrl,
      reportAddress: relativeAddress('../report', { format: 'html', run: run.id }, asked),
      beside: await asSeenThen(services, run, { head: report.head, cluster }, asked),
    }),
  };
}

/** The way to what the alert was about, however long ago that was. */
async function asSeenThen(
  services: AppServices,
  shown: RunRecord,
  { head, cluster }: { readonly head: ReportHead; readonly cluster: ClusterReport },
  asked: Asked,
): Promise<{ readonly text: string; readonly address: string | undefined } | undefined> {
  const { key, seen } = asked;
  if (seen === undefined) return undefined;
  const latest = await services.store.latestReportedRun();
  if (seen === shown.id) {
    const isOld = latest !== undefined && latest.id !== shown.id;
    const text = `${cluster.name} is not among the kubenet clusters of the latest audit. This is what the audit of ${momentText(head.asOf)} saw.`;
    return isOld ? { text, address: undefined } : undefined;
  }
  const then = await findClusterReport(services, seen, key);
  if ('response' in then) {
    return { text: 'This is the latest audit. The one of the alert is kept no longer.', address: undefined };
  }
  const address = relativeAddress(key, { format: 'html', run: seen }, asked);
  return { text: `As seen then, ${momentText(then.run.createdAt)}`, address };
}

function relativeAddress(path: string, parameters: Record<string, string>, { code }: Asked): string {
  return `${path}?${new URLSearchParams(code === null ? parameters : { ...parameters, code })}`;
}
