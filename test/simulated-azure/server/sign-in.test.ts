import { DefaultAzureCredential } from '@azure/identity';
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { rawRequest, signedRequest } from './raw-request.ts';
import { credentialFor, useSimulatedAzure } from './simulation.ts';
import { auditor, identity, ids } from './small-estate.ts';

const azure = useSimulatedAzure();
const armScope = 'https://management.azure.com/.default';
const subscriptionsPath = '/subscriptions?api-version=2022-12-01';

function claims(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

function tokenRequest(form: Record<string, string>, tenant: string = ids.tenant) {
  return rawRequest(azure(), `${azure().authorityHost}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
}

describe('DefaultAzureCredential', () => {
  afterEach(() => vi.unstubAllEnvs());

  const credential = () =>
    new DefaultAzureCredential({
      authorityHost: azure().authorityHost,
      disableInstanceDiscovery: true,
      tlsOptions: { ca: azure().caPem },
    });

  it('signs in with the secret from the environment', async () => {
    vi.stubEnv('AZURE_TENANT_ID', ids.tenant);
    vi.stubEnv('AZURE_CLIENT_ID', auditor.clientId);
    vi.stubEnv('AZURE_CLIENT_SECRET', auditor.clientSecret);

    const { token } = await credential().getToken(armScope);

    expect(claims(token)).toMatchObject({
      aud: 'https://management.azure.com',
      appid: auditor.clientId,
      oid: auditor.objectId,
      tid: ids.tenant,
    });
  });

  it('signs in as a managed identity through IDENTITY_ENDPOINT', async () => {
    // The library compares what this endpoint tells with the machine's clock; other tests have a day of their own.
    const ahead = (Date.now() - azure().clock.now().getTime()) / 1000;
    azure().clock.advance(ahead);
    onTestFinished(() => azure().clock.advance(-ahead));
    vi.stubEnv('IDENTITY_ENDPOINT', azure().identityEndpoint);
    vi.stubEnv('IDENTITY_HEADER', azure().identityHeader);

    const { token } = await credential().getToken(armScope);

    expect(claims(token)).toMatchObject({ appid: identity.clientId, oid: identity.objectId });
    expect(azure().requests()).toMatchObject([{ service: 'identity', status: 200 }]);
  });
});

describe('the token endpoint', () => {
  const form = {
    grant_type: 'client_credentials',
    client_id: auditor.clientId,
    client_secret: auditor.clientSecret,
    scope: armScope,
  };

  it('says AADSTS7000215 to a wrong secret, through the real library', async () => {
    const wrong = credentialFor(azure(), { ...auditor, clientSecret: 'wrong' }).getToken(armScope);

    await expect(wrong).rejects.toThrow(/AADSTS7000215: Invalid client secret provided/);
  });

  it.each([
    ['an unknown client', { client_id: ids.production }, 400, 700016],
    ['a scope without /.default', { scope: 'https://management.azure.com' }, 400, 1002012],
    ['an unknown resource', { scope: 'https://contoso.example/.default' }, 400, 500011],
    ['another grant type', { grant_type: 'password' }, 400, 70003],
    ['a wrong secret', { client_secret: 'wrong' }, 401, 7000215],
  ])('refuses %s', async (_, change, status, code) => {
    const answer = await tokenRequest({ ...form, ...change });

    expect(answer.status).toBe(status);
    expect(answer.json()).toMatchObject({ error_codes: [code] });
  });

  it('refuses another tenant', async () => {
    expect((await tokenRequest(form, ids.production)).json()).toMatchObject({ error_codes: [90002] });
  });

  it('signs tokens with the key that it publishes', async () => {
    const { access_token: token } = (await tokenRequest(form)).json();
    const configuration = await rawRequest(
      azure(),
      `${azure().authorityHost}/${ids.tenant}/v2.0/.well-known/openid-configuration`,
    );
    const keys = createRemoteJWKSet(new URL(String(configuration.json()['jwks_uri'])), {
      [customFetch]: async (url: string) => new Response((await rawRequest(azure(), url)).bytes.toString('utf8')),
    });

    const { payload } = await jwtVerify(String(token), keys, { currentDate: azure().clock.now() });

    expect(payload['appid']).toBe(auditor.clientId);
  });
});

describe('the managed identity endpoint', () => {
  const ask = async (query: Record<string, string>, header = azure().identityHeader) => {
    const url = `${azure().identityEndpoint}?${new URLSearchParams({ 'api-version': '2019-08-01', ...query })}`;
    const response = await fetch(url, { headers: { 'X-IDENTITY-HEADER': header } });
    return { status: response.status, body: await response.json() };
  };

  it('refuses a caller without the header of this app', async () => {
    expect((await ask({ resource: 'https://management.azure.com/' }, 'guess')).status).toBe(401);
  });

  it('refuses a client id that is not assigned', async () => {
    const answer = await ask({ resource: 'https://management.azure.com/', client_id: auditor.clientId });

    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining('No User Assigned') } });
  });
});

describe('a bearer token at Resource Manager', () => {
  it('is asked for with a challenge that names the authority', async () => {
    const answer = await rawRequest(azure(), subscriptionsPath);

    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain(`authorization_uri="${azure().authorityHost}/${ids.tenant}"`);
    expect(answer.json().error?.code).toBe('AuthenticationFailed');
  });

  it('expires in the middle of a run', async () => {
    azure().control.changeSettings({ tokenLifetimeSeconds: 600 });
    const { token } = await credentialFor(azure()).getToken(armScope);
    const read = () => rawRequest(azure(), subscriptionsPath, { headers: { authorization: `Bearer ${token}` } });

    expect((await read()).status).toBe(200);
    azure().clock.advance(601);

    expect((await read()).json().error).toMatchObject({
      code: 'ExpiredAuthenticationToken',
      message: expect.stringMatching(/expiry UTC time '\d+\/\d+\/2026 \d+:\d+:\d+ [AP]M' is earlier than current UTC/),
    });
  });

  it('can be made to expire by the control, and the next one holds', async () => {
    const { token } = await credentialFor(azure()).getToken(armScope);
    azure().control.expireTokens();
    const headers = { authorization: `Bearer ${token}` };

    expect((await rawRequest(azure(), subscriptionsPath, { headers })).status).toBe(401);
    azure().clock.advance(1);
    expect((await signedRequest(azure(), subscriptionsPath)).status).toBe(200);
  });

  it('must be for Resource Manager, and signed by this tenant', async () => {
    const { token } = await credentialFor(azure()).getToken('https://vault.azure.net/.default');
    const wrong = await rawRequest(azure(), subscriptionsPath, { headers: { authorization: `Bearer ${token}` } });
    const forged = await rawRequest(azure(), subscriptionsPath, { headers: { authorization: 'Bearer a.b.c' } });

    expect(wrong.json().error?.code).toBe('InvalidAuthenticationTokenAudience');
    expect(forged.json().error?.code).toBe('InvalidAuthenticationToken');
  });
});
