import { lasting, passing } from '../transport/errors.ts';
import type { AppIdentity } from './channel-services.ts';

/** A token of the app's identity. That it cannot be had may pass; that there is no identity does not. */
export async function appToken(
  identity: AppIdentity,
  scope: string,
): Promise<{ readonly token: string; readonly expiresOnTimestamp: number }> {
  const token = await identity.getToken(scope).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw passing(`The app's identity got no token for ${scope}: ${reason}`, error);
  });
  if (token === null) throw lasting(`The app has no identity that could get a token for ${scope}.`);
  return token;
}
