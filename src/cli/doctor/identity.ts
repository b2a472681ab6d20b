import { z } from 'zod';
import { tokenClaims } from '../../arm/token-claims.ts';
import type { Diagnosis } from './diagnosis.ts';

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
  const claims = tokenClaims(token, claimsSchema);
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
