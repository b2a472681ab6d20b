import type { TokenCredential } from '@azure/core-auth';
import { bearerTokenAuthenticationPolicy, type PipelinePolicy } from '@azure/core-rest-pipeline';
import type { RequestCounter } from '../request-counter.ts';

interface SignInOptions {
  readonly credential: TokenCredential;
  /** Audience of the token, without `/.default`. */
  readonly audience: string;
  readonly counter: RequestCounter;
}

/**
 * Signs each request, with a new token from shortly before the old one ends. Where Azure calls a token expired all the same (the
 * machine's clock is behind, the session was revoked), the request is sent once more with a token that no cache has held.
 */
export function signIn({ credential, audience, counter }: SignInOptions): PipelinePolicy {
  return bearerTokenAuthenticationPolicy({
    credential,
    scopes: `${audience}/.default`,
    challengeCallbacks: {
      authorizeRequestOnChallenge: async ({ request, response, scopes, getAccessToken }) => {
        if (!isExpired(response.headers.get('www-authenticate'), response.bodyAsText)) return false;
        const token = await getAccessToken(scopes, { claims: notBefore(response.headers.get('date')) }).catch(
          // Sign-ins that cannot be renewed on demand (the Azure CLI's) leave the 401 as the answer, which says enough.
          () => null,
        );
        if (token === null) return false;
        counter.attempted();
        counter.retried();
        request.headers.set('Authorization', `Bearer ${token.token}`);
        return true;
      },
    },
  });
}

function isExpired(challenge: string | undefined, body: string | null | undefined): boolean {
  return /ExpiredAuthenticationToken/.test(body ?? '') || /expired|expiry/i.test(challenge ?? '');
}

/**
 * A claim that only a token issued from now on can hold, by the service's clock: asking for claims is what goes past the caches.
 * @see https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
function notBefore(date: string | undefined): string {
  const time = Date.parse(date ?? '');
  const value = Number.isNaN(time) ? {} : { value: String(Math.floor(time / 1000)) };
  return JSON.stringify({ access_token: { nbf: { essential: true, ...value } } });
}
