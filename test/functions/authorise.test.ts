import { describe, expect, it } from 'vitest';
import type { EntraSignInSettings } from '../../src/config/sign-in-settings.ts';
import { type RouteAccess, refusal } from '../../src/functions/http/authorise.ts';
import { claimsOfToken, clientId, principalHeaders, tenantId } from './principal.ts';

const ready: EntraSignInSettings = { isInFront: true, tenantId, clientId, readers: [], starters: [] };
const group = '44444444-4444-4444-4444-444444444444';
const longRole = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role';
const longTenant = 'http://schemas.microsoft.com/identity/claims/tenantid';

function statusOf(
  headers: Record<string, string>,
  settings: Partial<EntraSignInSettings> = {},
  access: RouteAccess = 'read',
): { status: number | undefined; logged: string[] } {
  const logged: string[] = [];
  const log = { log: fail, warn: fail, error: (text: string) => void logged.push(text) };
  const answer = refusal({ ...ready, ...settings }, access, new Headers(headers), log);
  return { status: answer?.status, logged };
}

describe('somebody who signed in', () => {
  it('is let in with the audience and the tenant of the app', () => {
    expect(statusOf(principalHeaders(claimsOfToken))).toEqual({ status: undefined, logged: [] });
  });

  it.each([
    ['the audience of a token of version 1', { ...claimsOfToken, aud: `api://${clientId}` }],
    ['other letter case', { ...claimsOfToken, aud: clientId.toUpperCase() }],
    ['the tenant by its short name', { aud: clientId, tid: tenantId }],
  ])('is let in with %s', (_, claims) => {
    expect(statusOf(principalHeaders(claims)).status).toBeUndefined();
  });

  const { aud: _, ...withoutAudience } = claimsOfToken;
  it.each([
    ['another audience', { ...claimsOfToken, aud: '55555555-5555-5555-5555-555555555555' }],
    ['another audience beside ours', { ...claimsOfToken, aud: [clientId, 'https://graph.microsoft.com'] }],
    ['no audience', withoutAudience],
    ['another tenant', { ...claimsOfToken, [longTenant]: '66666666-6666-6666-6666-666666666666' }],
    ['another tenant beside ours', { ...claimsOfToken, tid: '66666666-6666-6666-6666-666666666666' }],
    ['no tenant', { aud: clientId }],
  ])('is refused with %s', (_name, claims) => {
    expect(statusOf(principalHeaders(claims)).status).toBe(403);
  });

  const signedIn = principalHeaders(claimsOfToken);
  const principal = signedIn['x-ms-client-principal'];
  it.each([
    ['an id alone', { 'x-ms-client-principal-id': 'x' }],
    ['nothing', {}],
    ['no id', { 'x-ms-client-principal': principalHeaders(claimsOfToken)['x-ms-client-principal'] }],
    ['another provider', principalHeaders(claimsOfToken, 'github')],
    ['the principal twice', { ...signedIn, 'x-ms-client-principal': `${principal}, ${principal}` }],
    ['something before the principal', { ...signedIn, 'x-ms-client-principal': `!!!!${principal}` }],
    ['what is not JSON', { ...principalHeaders(claimsOfToken), 'x-ms-client-principal': 'AAAA' }],
    ['claims of another shape', { ...principalHeaders({}), 'x-ms-client-principal': btoa('{"auth_typ":"aad"}') }],
  ])('is nobody with %s', (_name, headers) => {
    expect(statusOf(headers).status).toBe(401);
  });
});

describe('roles and groups', () => {
  it.each([
    ['a role', { roles: 'Audit.Read' }],
    ['a role by its long name, among others', { [longRole]: ['Other', 'audit.read'] }],
    ['a group', { groups: group }],
  ])('let read with %s', (_name, claims) => {
    const settings = { readers: ['Audit.Read', group.toUpperCase()] };
    expect(statusOf(principalHeaders({ ...claimsOfToken, ...claims }), settings).status).toBeUndefined();
  });

  it('refuse whoever has none of them', () => {
    const headers = principalHeaders({ ...claimsOfToken, roles: 'Audit.Reader' });
    expect(statusOf(headers, { readers: ['Audit.Read'] }).status).toBe(403);
  });

  it.each<[string, string[], RouteAccess, number | undefined]>([
    ['a reader may read', ['Audit.Read'], 'read', undefined],
    ['a reader may not start', ['Audit.Read'], 'start', 403],
    ['who may start and read may start', ['Audit.Read', 'Audit.Start'], 'start', undefined],
    ['who may start alone may not read', ['Audit.Start'], 'read', 403],
    ['who may not read may not start', ['Audit.Start'], 'start', 403],
  ])('%s', (_name, roles, access, status) => {
    const settings = { readers: ['Audit.Read'], starters: ['Audit.Start'] };
    expect(statusOf(principalHeaders({ ...claimsOfToken, roles }), settings, access).status).toBe(status);
  });

  it('narrow who may start even where everybody may read', () => {
    const headers = principalHeaders(claimsOfToken);
    expect(statusOf(headers, { starters: [group] }, 'read').status).toBeUndefined();
    expect(statusOf(headers, { starters: [group] }, 'start').status).toBe(403);
  });
});

describe('sign-in that is not set up', () => {
  it.each([
    ['nothing in front', { isInFront: false }, 'WEBSITE_AUTH_ENABLED'],
    ['no tenant', { tenantId: undefined }, 'KUBENET_AUDIT_ENTRA_TENANT_ID'],
    ['no app registration', { clientId: undefined }, 'KUBENET_AUDIT_ENTRA_CLIENT_ID'],
  ])('with %s refuses everybody, and the log says what to set', (_name, settings, name) => {
    expect(statusOf(principalHeaders(claimsOfToken), settings)).toEqual({
      status: 403,
      logged: [expect.stringContaining(name)],
    });
  });
});

function fail(text: string): never {
  throw new Error(text);
}
