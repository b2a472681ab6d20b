import { z } from 'zod';

/** Somebody whom the sign-in in front of the app has let in, as it tells the app. */
export interface ClientPrincipal {
  /** Every `aud` of the token. */
  readonly audiences: readonly string[];
  readonly tenantIds: readonly string[];
  /** App roles, and object ids of groups where the app registration puts them into the token. */
  readonly roles: readonly string[];
}

const principalSchema = z.object({
  auth_typ: z.literal('aad'),
  role_typ: z.string().optional(),
  claims: z.array(z.object({ typ: z.string(), val: z.string() })),
});

/** Claims go by their own name or by the long one that App Service maps it to. */
const tenantClaims = ['tid', 'http://schemas.microsoft.com/identity/claims/tenantid'];
const roleClaims = ['roles', 'groups', 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role'];

/**
 * Reads `x-ms-client-principal`: undefined where it is missing, malformed, or of another provider than Microsoft Entra. It proves
 * nothing by itself: anybody can send it where nothing in front takes it off.
 * @see https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
 */
export function readClientPrincipal(headers: { get(name: string): string | null }): ClientPrincipal | undefined {
  const parsed = principalSchema.safeParse(decoded(headers.get('x-ms-client-principal')));
  if (!parsed.success || !headers.get('x-ms-client-principal-id')) return undefined;
  const { claims, role_typ = 'roles' } = parsed.data;
  const valuesOf = (types: readonly string[]) => claims.filter(({ typ }) => types.includes(typ)).map(({ val }) => val);
  return {
    audiences: valuesOf(['aud']),
    tenantIds: valuesOf(tenantClaims),
    roles: valuesOf([...new Set([...roleClaims, role_typ])]),
  };
}

/** A header that was sent twice arrives as one text with a comma, which Node.js would read up to there. */
function decoded(header: string | null): unknown {
  if (!z.base64().safeParse(header).success) return undefined;
  try {
    return JSON.parse(Buffer.from(header ?? '', 'base64').toString('utf8'));
  } catch {
    // What is no JSON is no principal: the schema refuses it.
    return undefined;
  }
}
