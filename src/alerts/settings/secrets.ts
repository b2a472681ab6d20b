import { AlertSettingsError } from './parse-settings.ts';
import type { SecretReference } from './schema.ts';

/** App settings by name, as `process.env` holds them. */
export type AppSettings = Readonly<Record<string, string | undefined>>;

/** Throws where the setting is missing, or holds a Key Vault reference that the platform could not resolve. */
export function readSecret(settings: AppSettings, { setting }: SecretReference): string {
  const value = settings[setting]?.trim();
  if (value === undefined || value === '') {
    throw new AlertSettingsError(`The app setting ${setting} is missing or empty: alert settings refer to it.`);
  }
  if (value.startsWith('@Microsoft.KeyVault(')) {
    throw new AlertSettingsError(
      `The Key Vault reference in the app setting ${setting} is not resolved: give the app's identity the role Key Vault Secrets User, and check the secret's name.`,
    );
  }
  return value;
}

/** Parts shorter than this would mask ordinary words. */
const shortestSecret = 6;

/**
 * The text without any of the secrets, whole or in part: of an address also its path, query and each value in it, plain or
 * percent-encoded.
 */
export function masked(text: string, secrets: readonly string[]): string {
  const parts = [...new Set(secrets.flatMap(secretParts))]
    .filter((part) => part.length >= shortestSecret)
    .sort((a, b) => b.length - a.length);
  return parts.reduce((shown, part) => shown.replaceAll(part, '***'), text);
}

function secretParts(secret: string): string[] {
  const url = URL.parse(secret);
  if (url === null) {
    // A connection string holds its secret after a name.
    const values = secret.split(';').map((pair) => pair.replace(/^[^=]*=/, ''));
    return [secret, ...values].flatMap((part) => [
      part,
      encodeURIComponent(part),
      Buffer.from(part).toString('base64'),
    ]);
  }
  const { pathname, search } = url;
  const segments = pathname.split('/').filter((segment) => segment.length >= 16);
  return [secret, url.href, `${pathname}${search}`, search, ...url.searchParams.values(), ...segments].flatMap(
    (part) => [part, encodeURIComponent(part)],
  );
}
