import { z } from 'zod';
import type { Diagnosis } from './diagnosis.ts';

/** @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
const claimsSchema = z.object({
  oid: z.string().optional(),
  tid: z.string().optional(),
  appid: z.string().optional(),
  azp: z.string().optional(),
  upn: z.string().optional(),
  unique_name: z.string().optional(),
  preferred_username: z.string().optional(),
  /** Resource id of a managed identity, or of the machine it belongs to. */
  xms_mirid: z.string().optional(),
});

/** Who a token is for, by its claims. The token itself is never shown. */
export function judgeIdentity(token: string): Diagnosis {
  const claims = claimsOf(token);
  if (claims === undefined) return { level: 'ok', text: 'Sign-in: worked; the token does not say as whom.' };
  const { oid, tid, xms_mirid: managed } = claims;
  const user = claims.upn ?? claims.unique_name ?? claims.preferred_username;
  const app = claims.appid ?? claims.azp;
  const parts = [
    user === undefined ? `app ${app ?? 'without a name'}` : `user ${user}`,
    ...(oid === undefined ? [] : [`object ${oid}`]),
    ...(tid === undefined ? [] : [`tenant ${tid}`]),
    ...(managed === undefined ? [] : [`managed identity ${managed}`]),
  ];
  return { level: 'ok', text: `Sign-in: as ${parts.join(', ')}.` };
}

function claimsOf(token: string): z.infer<typeof claimsSchema> | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return claimsSchema.safeParse(payload).data;
  } catch (error) {
    // Nobody promises that a token can be read.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
