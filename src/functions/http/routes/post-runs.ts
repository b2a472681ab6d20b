import { z } from 'zod';
import { startManualRun } from '../../runs/start-run.ts';
import { jsonResponse } from '../json-response.ts';
import { problem } from '../problem.ts';
import { publicAddress } from '../public-address.ts';
import { defineRoute, noParams } from '../route.ts';
import { withHeaders } from '../route-response.ts';

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
    { status: 403, description: 'A page of another site sent the request, or the caller may only read.' },
    {
      status: 409,
      description: 'An audit that somebody asked for is under way; `Location` says where its progress is.',
    },
    { status: 429, description: 'The last one began a short while ago; `Retry-After` says how many seconds to wait.' },
  ],

  async handle({ url, headers, body }, services, log) {
    // Where sign-in is a cookie, another site could send this on behalf of somebody who is signed in.
    const site = headers.get('sec-fetch-site');
    if (site !== null && site !== 'same-origin' && site !== 'none') {
      return problem(403, 'The request comes from another site.', 'Send it from this site, or from a program.');
    }
    if (body.trim() !== '') return problem(400, 'The request is not valid.', 'It takes no body.');
    const started = await startManualRun(services, log);
    const location = (id: string) => publicAddress(services, new URL(`${url.pathname.replace(/\/+$/, '')}/${id}`, url));
    if ('underWay' in started) {
      const detail = `Run ${started.underWay} was asked for before and is not done: follow it at the address in Location.`;
      return withHeaders(problem(409, 'An audit is under way.', detail), { location: location(started.underWay) });
    }
    if ('tooSoon' in started) {
      const { last, waitSeconds } = started.tooSoon;
      const detail = `Run ${last} began a short while ago: ask again in ${waitSeconds} seconds.`;
      return withHeaders(problem(429, 'The last audit is too recent.', detail), { 'retry-after': String(waitSeconds) });
    }
    return jsonResponse(202, { id: started.id }, { location: location(started.id), 'cache-control': 'no-store' });
  },
});
