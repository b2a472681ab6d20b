import { armAudiences, includesAudience } from '../entra/audience.ts';
import type { Principal } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, armError } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';

/** The caller behind a bearer token, or Resource Manager's 401. */
export async function authenticate(incoming: Incoming, state: SimulationState): Promise<Principal | Answer> {
  const header = incoming.headers['authorization'];
  if (header === undefined) {
    return unauthorized(state, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.");
  }
  const token = /^Bearer (.+)$/i.exec(header)?.[1];
  if (token === undefined) {
    const message = "The 'Authorization' header is provided in an invalid format.";
    return unauthorized(state, 'AuthenticationFailedInvalidHeader', message);
  }
  const claims = await state.tokens.read(token);
  if (claims === null) return unauthorized(state, 'InvalidAuthenticationToken', 'The access token is invalid.');

  const now = state.now().getTime() / 1000;
  if (claims.expiresAt <= now || claims.issuedAt < state.tokensValidFrom) {
    const expiry = Math.min(claims.expiresAt, now);
    const message = `The access token expiry UTC time '${usTime(expiry)}' is earlier than current UTC time '${usTime(now)}'.`;
    return unauthorized(state, 'ExpiredAuthenticationToken', message);
  }
  const audiences = [...armAudiences, ...state.settings.armAudiences];
  if (!includesAudience(audiences, claims.audience)) return wrongAudience(state, claims.audience, audiences);

  const principal = state.estate.principals.find((each) => each.objectId === claims.objectId);
  return (
    principal ??
    unauthorized(state, 'InvalidAuthenticationToken', 'The access token is for an identity that no longer exists.')
  );
}

function wrongAudience(state: SimulationState, audience: string, audiences: readonly string[]): Answer {
  const allowed = audiences.flatMap((each) => [`'${each}/'`, `'${each}'`]).join(',');
  const message =
    `The access token has been obtained for wrong audience or resource '${audience}'. ` +
    `It should exactly match with one of the allowed audiences ${allowed}.`;
  return unauthorized(state, 'InvalidAuthenticationTokenAudience', message);
}

function unauthorized(state: SimulationState, code: string, message: string): Answer {
  const challenge =
    `Bearer authorization_uri="${state.authorityOrigin}/${state.estate.tenantId}", ` +
    `error="invalid_token", error_description="${message.replaceAll('"', "'")}"`;
  return armError(401, code, message, { 'www-authenticate': challenge, 'x-ms-failure-cause': 'gateway' });
}

/** Resource Manager prints times the American way: `11/22/2026 6:00:00 AM`. */
function usTime(seconds: number): string {
  return new Date(seconds * 1000)
    .toLocaleString('en-US', { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'medium' })
    .replace(/\/(\d\d),/, '/20$1')
    .replaceAll('\u202f', ' ');
}
