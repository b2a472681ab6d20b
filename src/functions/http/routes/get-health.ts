import { z } from 'zod';
import { productVersion } from '../../../config/product-version.ts';
import { auditTrouble } from '../../runs/audit-trouble.ts';
import { jsonResponse } from '../json-response.ts';
import { defineRoute, noParams } from '../route.ts';
import { runAge, runAgeSchema } from '../run-age.ts';

/** What anybody may know; everything else is behind the key, in `status`. */
export const healthSchema = z.object({
  version: z.string(),
  /** The last run that ended with a report of at least a part of the scope; null before the first. */
  lastRun: runAgeSchema.nullable(),
  /** The last run that could read all of the scope; null before the first. */
  lastCompleteRun: runAgeSchema.nullable(),
  /** Why no newer audit is there, or that the newest failed; null where all is as it should be. */
  trouble: z.string().nullable(),
});

export const getHealth = defineRoute({
  name: 'http-health',
  method: 'GET',
  path: 'health',
  authLevel: 'anonymous',
  summary:
    'The version, how old the last finished audit and the last complete one are, and what is wrong. Read at most once a minute.',
  params: noParams,
  query: z.strictObject({}),
  responses: [{ status: 200, description: 'The app answers.', content: { 'application/json': healthSchema } }],

  async handle(_request, { health, expected, now }) {
    const { lastRun, lastCompleteRun, newestRun } = await health();
    return jsonResponse(200, {
      version: productVersion,
      lastRun: runAge(lastRun, now()),
      lastCompleteRun: runAge(lastCompleteRun, now()),
      trouble: auditTrouble(newestRun, expected, now()) ?? null,
    });
  },
});
