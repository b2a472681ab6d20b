import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FunctionsHost, startFunctionsHost } from '../../src/local/functions-host/start-functions-host.ts';
import { type Azurite, startAzurite } from '../store/azurite-store.ts';

/** What the platform tells the app of somebody it has let in. */
const signedIn = {
  'x-ms-client-principal': Buffer.from(JSON.stringify({ claims: [] })).toString('base64'),
  'x-ms-client-principal-id': '11111111-1111-1111-1111-111111111111',
  'x-ms-client-principal-name': 'lead@contoso.example',
  'x-ms-client-principal-idp': 'aad',
};

// One storage for the file: the app is loaded once in a process and keeps its clients.
let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

describe.each([
  { front: 'behind the platform’s sign-in', platformAuthentication: true, known: 200 },
  { front: 'with no sign-in in front', platformAuthentication: false, known: 401 },
])('the HTTP routes with Entra sign-in, $front', ({ platformAuthentication, known }) => {
  let host: FunctionsHost;
  let workingDirectory: string;
  beforeAll(async () => {
    workingDirectory = await mkdtemp(join(tmpdir(), 'kubenet-audit-'));
    host = await startFunctionsHost({
      appDirectory: fileURLToPath(new URL('../../', import.meta.url)),
      entry: fileURLToPath(new URL('fake-app.ts', import.meta.url)),
      settings: { AzureWebJobsStorage: azurite.connectionString, KUBENET_AUDIT_SIGN_IN: 'entra' },
      log: () => undefined,
      workingDirectory,
      platformAuthentication,
    });
  });
  afterAll(async () => {
    await host.stop();
    await rm(workingDirectory, { recursive: true, force: true });
  });

  it('answers a person the platform let in, without a key', async () => {
    expect((await fetch(`${host.url}/api/runs`, { headers: signedIn })).status).toBe(known);
  });

  it.each(['runs', 'report', 'clusters', 'openapi.json'])(
    'refuses %s to somebody unknown, as a problem',
    async (path) => {
      const answer = await fetch(`${host.url}/api/${path}`);

      expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'application/problem+json']);
    },
  );

  it('takes no function key in place of a sign-in', async () => {
    const answer = await fetch(`${host.url}/api/runs`, { headers: { 'x-functions-key': host.functionKey } });

    expect(answer.status).toBe(401);
  });

  it('leaves health open', async () => {
    expect((await fetch(`${host.url}/api/health`)).status).toBe(200);
  });
});
