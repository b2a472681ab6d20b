import type { SimulationState } from '../simulation-state.ts';
import { type Answer, ok } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import { entraError } from './entra-error.ts';
import { answerTokenRequest } from './token-endpoint.ts';

/** Microsoft Entra: OpenID configuration, instance discovery, signing keys and the token endpoint, below one authority. */
export async function answerEntra(incoming: Incoming, state: SimulationState): Promise<Answer> {
  const [tenant = '', ...rest] = incoming.url.pathname.split('/').filter((part) => part !== '');
  const path = rest.join('/').toLowerCase();
  if (path === 'discovery/instance') return instanceDiscovery(incoming);
  if (path === 'discovery/v2.0/keys' || path === 'discovery/keys') return ok({ keys: [state.tokens.publicKey] });
  if (!isTenant(tenant, state)) return unknownTenant(tenant, state);

  if (path === 'v2.0/.well-known/openid-configuration') return ok(openIdConfiguration(tenant, incoming.url));
  if (path === 'oauth2/v2.0/token' && incoming.method === 'POST') return answerTokenRequest(incoming, state);
  return { status: 404, text: '' };
}

function isTenant(tenant: string, state: SimulationState): boolean {
  return [state.estate.tenantId.toLowerCase(), 'common', 'organizations'].includes(tenant.toLowerCase());
}

function unknownTenant(tenant: string, state: SimulationState): Answer {
  const message =
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct ` +
    'cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.';
  return entraError({ status: 400, error: 'invalid_request', code: 90002, message }, state.now());
}

function openIdConfiguration(tenant: string, { origin, host }: URL): Record<string, unknown> {
  const base = `${origin}/${tenant}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${base}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    tenant_region_scope: 'EU',
    cloud_instance_name: host,
  };
}

function instanceDiscovery({ url }: Incoming): Answer {
  const tenant = /\/([^/]+)\/oauth2/i.exec(url.searchParams.get('authorization_endpoint') ?? '')?.[1] ?? 'common';
  return ok({
    tenant_discovery_endpoint: `${url.origin}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: url.host, preferred_cache: url.host, aliases: [url.host] }],
  });
}
