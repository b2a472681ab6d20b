import { randomUUID } from 'node:crypto';
import type { CryptoKey, JWK } from 'jose';
import { errors, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { Principal } from '../estate/estate.ts';
import { recentlyUsed } from '../recently-used.ts';

/** What a token says, once its signature has been checked. Times are seconds since 1970. */
interface TokenClaims {
  readonly audience: string;
  readonly clientId: string;
  readonly objectId: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Makes and reads access tokens; the private key never leaves it. */
export interface TokenIssuer {
  readonly publicKey: JWK;
  issue(request: TokenRequest): Promise<string>;
  /** Null when the token is not one of ours or not a JWT; the dates are the caller's to judge. */
  read(token: string): Promise<TokenClaims | null>;
}

interface TokenRequest {
  readonly tenantId: string;
  readonly principal: Principal;
  readonly audience: string;
  readonly now: Date;
  readonly lifetimeSeconds: number;
}

/** A fresh RSA key pair and the functions that use it. */
export async function createTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const kid = randomUUID().replaceAll('-', '');
  // A token comes with every request, and what it says does not change.
  const known = recentlyUsed<Promise<TokenClaims | null>>(1_000);
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' };

  return {
    publicKey: jwk,
    async issue({ tenantId, principal, audience, now, lifetimeSeconds }) {
      const issuedAt = Math.floor(now.getTime() / 1000);
      return new SignJWT({
        appid: principal.clientId,
        appidacr: principal.clientSecret === undefined ? '2' : '1',
        idp: `https://sts.windows.net/${tenantId}/`,
        idtyp: 'app',
        oid: principal.objectId,
        sub: principal.objectId,
        tid: tenantId,
        uti: randomUUID(),
        ver: '1.0',
      })
        .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid, x5t: kid })
        .setIssuer(`https://sts.windows.net/${tenantId}/`)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .sign(privateKey);
    },
    read: (token) => known(token, () => claimsOf(token, publicKey)),
  };
}

async function claimsOf(token: string, publicKey: CryptoKey): Promise<TokenClaims | null> {
  try {
    // The dates are checked by the caller against the injected clock, so this one must never expire anything.
    const { payload } = await jwtVerify(token, publicKey, { currentDate: new Date(0), clockTolerance: '1000y' });
    const { aud, exp, iat, appid, oid } = payload;
    if (typeof aud !== 'string' || exp === undefined || iat === undefined) return null;
    if (typeof appid !== 'string' || typeof oid !== 'string') return null;
    return { audience: aud, clientId: appid, objectId: oid, issuedAt: iat, expiresAt: exp };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
