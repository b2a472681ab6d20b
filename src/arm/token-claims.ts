import type { z } from 'zod';

/**
 * The claims of an access token, not verified: they tell who is signed in and prove nothing. Undefined where the token does not tell:
 * nobody promises that a client can read it.
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function tokenClaims<T>(token: string, schema: z.ZodType<T>): T | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return schema.safeParse(payload).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
