import { randomUUID } from 'node:crypto';
import type { Principal } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, ok } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import { isKnownAudience } from './audience.ts';

/**
 * The managed identity endpoint as App Service and Functions offer it (`IDENTITY_ENDPOINT`), plain HTTP on loopback.
 * Without `client_id` the estate's first principal that has no secret plays the system-assigned identity.
 * @see https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export async function answerManagedIdentity(incoming: Incoming, state: SimulationState): Promise<Answer> {
  const query = incoming.url.searchParams;
  if (incoming.headers['x-identity-header'] !== state.identityHeader) {
    return refusal(401, 'The X-IDENTITY-HEADER header is missing or does not match.');
  }
  if (query.get('api-version') !== '2019-08-01') {
    return refusal(400, `Unsupported api version '${query.get('api-version') ?? ''}'.`);
  }
  const resource = query.get('resource');
  if (resource === null) return refusal(400, "The parameter 'resource' is required.");

  const principal = findIdentity(query.get('client_id') ?? query.get('principal_id'), state);
  if (principal === undefined) {
    const kind = query.has('client_id') ? 'User Assigned or Delegated Managed Identity' : 'Managed Identity';
    return refusal(400, `No ${kind} found for specified ClientId/ResourceId/PrincipalId.`);
  }
  if (!isKnownAudience(resource, state.settings.armAudiences)) {
    return refusal(400, `AADSTS500011: The resource principal named ${resource} was not found in the tenant.`);
  }
  return token(principal, resource, state);
}

function findIdentity(id: string | null, state: SimulationState): Principal | undefined {
  const identities = state.estate.principals.filter((each) => each.clientSecret === undefined);
  if (id === null) return identities[0];
  const wanted = id.toLowerCase();
  return identities.find((each) => [each.clientId, each.objectId].some((own) => own.toLowerCase() === wanted));
}

async function token(principal: Principal, resource: string, state: SimulationState): Promise<Answer> {
  const now = state.now();
  const lifetimeSeconds = state.settings.tokenLifetimeSeconds;
  const accessToken = await state.tokens.issue({
    tenantId: state.estate.tenantId,
    principal,
    audience: resource,
    now,
    lifetimeSeconds,
  });
  return ok({
    access_token: accessToken,
    expires_on: String(Math.floor(now.getTime() / 1000) + lifetimeSeconds),
    resource,
    token_type: 'Bearer',
    client_id: principal.clientId,
  });
}

function refusal(statusCode: number, message: string): Answer {
  return { status: statusCode, json: { statusCode, message, correlationId: randomUUID() } };
}
