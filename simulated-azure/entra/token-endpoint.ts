import type { Principal } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, ok } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import { isKnownAudience } from './audience.ts';
import { type EntraFailure, entraError } from './entra-error.ts';

/** `POST /{tenant}/oauth2/v2.0/token`: client credentials with a secret, the one grant that an unattended audit uses. */
export async function answerTokenRequest(incoming: Incoming, state: SimulationState): Promise<Answer> {
  const form = readForm(incoming);
  const now = state.now();
  const request = checkRequest(form, state);
  if ('code' in request) return entraError(request, now);

  const lifetimeSeconds = state.settings.tokenLifetimeSeconds;
  const accessToken = await state.tokens.issue({
    tenantId: state.estate.tenantId,
    principal: request.principal,
    audience: request.audience,
    now,
    lifetimeSeconds,
  });
  return ok({
    token_type: 'Bearer',
    expires_in: lifetimeSeconds,
    ext_expires_in: lifetimeSeconds,
    access_token: accessToken,
  });
}

/** The form's fields, with the client id and secret from a Basic header when the client sent them there. */
function readForm(incoming: Incoming): URLSearchParams {
  const form = new URLSearchParams(incoming.body);
  const basic = /^Basic (.+)$/i.exec(incoming.headers['authorization'] ?? '')?.[1];
  if (basic === undefined) return form;
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent);
  form.set('client_id', id);
  form.set('client_secret', secret);
  return form;
}

function checkRequest(
  form: URLSearchParams,
  state: SimulationState,
): { principal: Principal; audience: string } | EntraFailure {
  const grantType = form.get('grant_type');
  const clientId = form.get('client_id');
  if (grantType === null) return missing('grant_type');
  if (grantType !== 'client_credentials') return unsupportedGrant(grantType);
  if (clientId === null) return missing('client_id');

  const principal = state.estate.principals.find((each) => each.clientId.toLowerCase() === clientId.toLowerCase());
  if (principal?.clientSecret === undefined) return unknownClient(clientId, state.estate.tenantId);
  const secret = form.get('client_secret');
  if (secret === null) return secretRequired();
  if (secret !== principal.clientSecret) return wrongSecret(clientId);

  const scope = form.get('scope') ?? '';
  const audience = /^(.+)\/\.default$/.exec(scope)?.[1];
  if (audience === undefined) return scopeWithoutDefault(scope);
  if (!isKnownAudience(audience, state.settings.armAudiences)) return unknownResource(audience, state.estate.tenantId);
  return { principal, audience };
}

function missing(parameter: string): EntraFailure {
  const message = `The request body must contain the following parameter: '${parameter}'.`;
  return { status: 400, error: 'invalid_request', code: 900144, message };
}

function unsupportedGrant(grantType: string): EntraFailure {
  const message = `The app requested an unsupported grant type '${grantType}'.`;
  return { status: 400, error: 'unsupported_grant_type', code: 70003, message };
}

function unknownClient(clientId: string, tenantId: string): EntraFailure {
  const message =
    `Application with identifier '${clientId}' was not found in the directory '${tenantId}'. This can happen if the ` +
    'application has not been installed by the administrator of the tenant or consented to by any user in the tenant. ' +
    'You may have sent your authentication request to the wrong tenant.';
  return { status: 400, error: 'unauthorized_client', code: 700016, message };
}

function secretRequired(): EntraFailure {
  const message =
    "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.";
  return { status: 401, error: 'invalid_client', code: 7000216, message };
}

function wrongSecret(clientId: string): EntraFailure {
  const message =
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the ' +
    `client secret ID, for a secret added to app '${clientId}'.`;
  return { status: 401, error: 'invalid_client', code: 7000215, message };
}

function scopeWithoutDefault(scope: string): EntraFailure {
  const message =
    `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with ` +
    '/.default suffixed to the resource identifier (application ID URI).';
  return { status: 400, error: 'invalid_scope', code: 1002012, message };
}

function unknownResource(audience: string, tenantId: string): EntraFailure {
  const message =
    `The resource principal named ${audience} was not found in the tenant named ${tenantId}. This can happen if the ` +
    'application has not been installed by the administrator of the tenant or consented to by any user in the tenant.';
  return { status: 400, error: 'invalid_resource', code: 500011, message };
}
