import type { TokenCredential } from '@azure/core-auth';
import { z } from 'zod';

const claims = z.object({ oid: z.string() });

/**
 * The object id of who is signed in, from the access token. Undefined where the token does not tell (nobody promises that a client can
 * read it) or cannot be had: whatever is asked next says why.
 * @param audience without `/.default`
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export async function ownObjectId(credential: TokenCredential, audience: string): Promise<string | undefined> {
  const token = await credential.getToken(`${audience}/.default`).catch(() => null);
  const payload = token?.token.split('.')[1] ?? '';
  try {
    return claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).oid;
  } catch {
    return undefined;
  }
}
