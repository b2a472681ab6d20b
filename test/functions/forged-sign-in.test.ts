import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsOfToken, principalHeaders } from './principal.ts';
import { type SignInApp, startSignInApp } from './sign-in-app.ts';

let app: SignInApp;
beforeAll(async () => {
  app = await startSignInApp({ WEBSITE_AUTH_ENABLED: 'False' });
});
afterAll(() => app.stop());

/** What a caller can send where nothing in front takes it off. */
const forged = { 'an id alone': { 'x-ms-client-principal-id': 'x' }, everything: principalHeaders(claimsOfToken) };

describe.each(Object.entries(forged))('headers of a sign-in that nobody vouches for: %s', (_, headers) => {
  it.each(['runs', 'report', 'clusters', 'status', 'openapi.json'])('do not open %s', async (path) => {
    const answer = await fetch(`${app.host.url}/api/${path}`, { headers });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'application/problem+json']);
  });

  it('start no audit', async () => {
    const answer = await fetch(`${app.host.url}/api/runs`, { method: 'POST', headers });

    expect(answer.status).toBe(403);
    expect(app.host.invocations().map(({ functionName }) => functionName)).not.toContain('audit-work');
  });
});
