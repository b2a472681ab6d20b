import type { TokenCredential } from '@azure/core-auth';
import { z } from 'zod';
import { tokenClaims } from './token-claims.ts';

const claims = z.object({ oid: z.string() });

/**
 * The object id of who is signed in, from the access token. Undefined where the token does not tell or cannot be had: whatever is asked next
 * says why.
 * @param audience without `/.default`
 */
export async function ownObjectId(credential: TokenCredential, audience: string): Promise<string | undefined> {
  const token = await credential.getToken(`${audience}/.default`).catch(() => null);
  return token === null ? undefined : tokenClaims(token.token, claims)?.oid;
}
