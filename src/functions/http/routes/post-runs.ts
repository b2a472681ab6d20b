import { z } from 'zod';
import { startManualRun } from '../../runs/start-run.ts';
import { jsonResponse } from '../json-response.ts';
import { problem } from '../problem.ts';
import { defineRoute, noParams } from '../route.ts';

export const postRuns = defineRoute({
  name: 'http-start-run',
  method: 'POST',
  path: 'runs',
  authLevel: 'function',
  summary: 'Starts an audit of the configured scope now. Takes no body.',
  params: noParams,
  query: z.strictObject({}),
  responses: [
    {
      status: 202,
      description: 'The audit has started; `Location` says where its progress is.',
      content: { 'application/json': z.object({ id: z.string() }) },
    },
    { status: 403, description: 'A page of another site sent the request.' },
  ],

  async handle({ url, headers, body }, services, log) {
    // Where sign-in is a cookie, another site could send this on behalf of somebody who is signed in.
    const site = headers.get('sec-fetch-site');
    if (site !== null && site !== 'same-origin' && site !== 'none') {
      return problem(403, 'The request comes from another site.', 'Send it from this site, or from a program.');
    }
    if (body.trim() !== '') return problem(400, 'The request is not valid.', 'It takes no body.');
    const id = await startManualRun(services, log);
    const location = new URL(`${url.pathname.replace(/\/+$/, '')}/${id}`, url.origin).href;
    return jsonResponse(202, { id }, { location, 'cache-control': 'no-store' });
  },
});
