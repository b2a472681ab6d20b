import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsOfToken, principalHeaders } from './principal.ts';
import { type SignInApp, startSignInApp } from './sign-in-app.ts';

const signedIn = principalHeaders({ ...claimsOfToken, roles: 'Audit.Read' });

let app: SignInApp;
beforeAll(async () => {
  app = await startSignInApp({ WEBSITE_AUTH_ENABLED: 'True', KUBENET_AUDIT_STARTERS: 'Audit.Start' });
});
afterAll(() => app.stop());

describe("the HTTP routes behind the platform's sign-in", () => {
  it('answer a person the platform let in, without a key', async () => {
    expect((await fetch(`${app.host.url}/api/runs`, { headers: signedIn })).status).toBe(200);
  });

  it.each(['runs', 'report', 'clusters', 'status', 'openapi.json'])(
    'refuse %s to somebody unknown, as a problem',
    async (path) => {
      const answer = await fetch(`${app.host.url}/api/${path}`);

      expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'application/problem+json']);
    },
  );

  it('take no function key in place of a sign-in', async () => {
    const answer = await fetch(`${app.host.url}/api/runs`, { headers: { 'x-functions-key': app.host.functionKey } });

    expect(answer.status).toBe(401);
  });

  it('let only those start an audit who may', async () => {
    const start = (roles: string[]) =>
      fetch(`${app.host.url}/api/runs`, { method: 'POST', headers: principalHeaders({ ...claimsOfToken, roles }) });

    expect((await start(['Audit.Read'])).status).toBe(403);
    expect((await start(['Audit.Start'])).status).toBe(202);
  });

  it('leave health open', async () => {
    expect((await fetch(`${app.host.url}/api/health`)).status).toBe(200);
  });
});
