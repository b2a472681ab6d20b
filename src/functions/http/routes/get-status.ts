import { z } from 'zod';
import { productVersion } from '../../../config/product-version.ts';
import { auditTrouble } from '../../runs/audit-trouble.ts';
import type { UndeliveredNotices } from '../../runs/work-services.ts';
import { readHealth } from '../health-reader.ts';
import { jsonResponse } from '../json-response.ts';
import { defineRoute, noParams } from '../route.ts';
import { runAge } from '../run-age.ts';
import { runViewSchema, toRunView } from '../run-view.ts';
import { healthSchema } from './get-health.ts';

const statusSchema = healthSchema.extend({
  /** The newest run, whatever became of it; null before the first. */
  newestRun: runViewSchema.nullable(),
  alerts: z
    .object({
      /** Notices that were given up; null where that could not be read. */
      undeliveredNotices: z.number().int().nullable(),
      /** Which notices were given up and why, or why alerts do not work at all; null where nothing is wrong. */
      trouble: z.string().nullable(),
    })
    .nullable(),
});

export const getStatus = defineRoute({
  name: 'http-status',
  method: 'GET',
  path: 'status',
  authLevel: 'function',
  summary: 'Health in full: the newest run, and whether alerts can be sent. Alerts are null where none are set up.',
  params: noParams,
  query: z.strictObject({}),
  responses: [{ status: 200, description: 'How the app does.', content: { 'application/json': statusSchema } }],

  async handle(_request, { store, expected, now, alerts }, log) {
    const { lastRun, lastCompleteRun, newestRun } = await readHealth(store);
    return jsonResponse(200, {
      version: productVersion,
      lastRun: runAge(lastRun, now()),
      lastCompleteRun: runAge(lastCompleteRun, now()),
      trouble: auditTrouble(newestRun, expected, now()) ?? null,
      newestRun: newestRun === undefined ? null : toRunView(newestRun),
      alerts: alerts === undefined ? null : await alertsStatus(await alerts.undelivered(log)),
    });
  },
});

function alertsStatus({ count, sentence }: UndeliveredNotices) {
  return { undeliveredNotices: count ?? null, trouble: sentence ?? null };
}
