import { z } from 'zod';
import { productVersion } from '../../../config/product-version.ts';
import type { RunRecord } from '../../../store/run-record.ts';
import { jsonResponse } from '../json-response.ts';
import { defineRoute, noParams } from '../route.ts';

const healthSchema = z.object({
  version: z.string(),
  /** The last run that ended with a report of at least a part of the scope; null before the first. */
  lastRun: z.object({ id: z.string(), finishedAt: z.string(), ageSeconds: z.number().int() }).nullable(),
  /** Notices that were given up; absent where no alerts are set up. */
  undeliveredNotices: z.number().int().optional(),
});

export const getHealth = defineRoute({
  name: 'http-health',
  method: 'GET',
  path: 'health',
  authLevel: 'anonymous',
  summary: 'The version, and how old the last finished audit is.',
  params: noParams,
  query: z.strictObject({}),
  responses: [{ status: 200, description: 'The app answers.', content: { 'application/json': healthSchema } }],

  async handle(_request, { store, now, alerts }) {
    const run = await store.latestReportedRun();
    const undelivered = await alerts?.undelivered();
    return jsonResponse(200, {
      version: productVersion,
      lastRun: run === undefined ? null : lastRun(run, now()),
      ...(undelivered === undefined ? {} : { undeliveredNotices: undelivered.count }),
    });
  },
});

function lastRun({ id, status, closedAt }: RunRecord, now: Date) {
  if (closedAt === undefined || status === 'failed') return null;
  const ageSeconds = Math.max(0, Math.round((now.getTime() - Date.parse(closedAt)) / 1000));
  return { id, finishedAt: closedAt, ageSeconds };
}
