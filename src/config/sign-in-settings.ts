import type { Environment } from './environment.ts';
import type { SettingValues } from './setting-list.ts';

/** How callers of the HTTP routes prove who they are. */
export type SignInSettings = { readonly kind: 'key' } | ({ readonly kind: 'entra' } & EntraSignInSettings);

export interface EntraSignInSettings {
  /** Whether what stands in front of the app takes the headers that name a principal off every request, and sets its own. */
  readonly isInFront: boolean;
  /** Undefined: nobody is let in. */
  readonly tenantId: string | undefined;
  /** Undefined: nobody is let in. */
  readonly clientId: string | undefined;
  /** App roles or object ids of groups; empty: everybody of the tenant who signed in to the app. */
  readonly readers: readonly string[];
  /** App roles or object ids of groups; empty: all readers. */
  readonly starters: readonly string[];
}

type SignInSettingValues = Pick<
  SettingValues,
  | 'KUBENET_AUDIT_SIGN_IN'
  | 'KUBENET_AUDIT_ENTRA_TENANT_ID'
  | 'KUBENET_AUDIT_ENTRA_CLIENT_ID'
  | 'KUBENET_AUDIT_READERS'
  | 'KUBENET_AUDIT_STARTERS'
  | 'KUBENET_AUDIT_TRUST_PRINCIPAL_HEADERS'
>;

/**
 * @param environment App Service says `WEBSITE_AUTH_ENABLED` there when its authentication stands in front
 * @see https://learn.microsoft.com/azure/app-service/overview-authentication-authorization
 */
export function readSignInSettings(environment: Environment, values: SignInSettingValues): SignInSettings {
  if (values.KUBENET_AUDIT_SIGN_IN === 'key') return { kind: 'key' };
  const isPlatformsOn = environment['WEBSITE_AUTH_ENABLED']?.toLowerCase() === 'true';
  return {
    kind: 'entra',
    isInFront: isPlatformsOn || values.KUBENET_AUDIT_TRUST_PRINCIPAL_HEADERS,
    tenantId: values.KUBENET_AUDIT_ENTRA_TENANT_ID,
    clientId: values.KUBENET_AUDIT_ENTRA_CLIENT_ID,
    readers: values.KUBENET_AUDIT_READERS,
    starters: values.KUBENET_AUDIT_STARTERS,
  };
}
