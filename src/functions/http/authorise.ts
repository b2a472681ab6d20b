import type { EntraSignInSettings } from '../../config/sign-in-settings.ts';
import type { WorkLog } from '../runs/work-services.ts';
import { type ClientPrincipal, readClientPrincipal } from './client-principal.ts';
import { problem } from './problem.ts';
import type { RouteResponse } from './route-response.ts';

/** What a route lets its callers do. */
export type RouteAccess = 'read' | 'start';

/** Why this caller may not do that, as an answer; undefined where they may. What an operator must mend is in the log, for them alone. */
export function refusal(
  settings: EntraSignInSettings,
  access: RouteAccess,
  headers: { get(name: string): string | null },
  log: WorkLog,
): RouteResponse | undefined {
  const unready = whyUnready(settings);
  if (unready !== undefined) {
    log.error(`Every request is refused: ${unready}`);
    return problem(403, 'Sign-in is not set up.', 'The log of the app says what is missing.');
  }
  const principal = readClientPrincipal(headers);
  if (principal === undefined) {
    return problem(401, 'Nobody is signed in.', 'Sign in with Microsoft Entra, then open the address again.');
  }
  if (!isOfThisApp(settings, principal)) {
    return problem(403, 'The sign-in is not for this app.', 'Sign in to this app with an account of its tenant.');
  }
  const { readers, starters } = settings;
  const needed = access === 'start' ? [readers, starters] : [readers];
  if (needed.every((allowed) => isAmong(allowed, principal))) return undefined;
  return problem(
    403,
    access === 'start' ? 'You may not start an audit.' : 'You may not read this.',
    'Ask the owner of the app for the role. Somebody in more than 200 groups needs an app role: the sign-in names no groups then.',
  );
}

function whyUnready({ isInFront, tenantId, clientId }: EntraSignInSettings): string | undefined {
  if (!isInFront) {
    return 'KUBENET_AUDIT_SIGN_IN is entra, but WEBSITE_AUTH_ENABLED does not say that App Service authentication stands in front. Switch it on; where something else stands there, set KUBENET_AUDIT_TRUST_PRINCIPAL_HEADERS.';
  }
  if (tenantId === undefined) return 'set KUBENET_AUDIT_ENTRA_TENANT_ID to the tenant that people must come from.';
  if (clientId === undefined)
    return 'set KUBENET_AUDIT_ENTRA_CLIENT_ID to the app registration that people sign in to.';
  return undefined;
}

/** Tokens of version 1 name the app by its address, those of version 2 by its id. */
function isOfThisApp({ tenantId, clientId }: EntraSignInSettings, { audiences, tenantIds }: ClientPrincipal): boolean {
  const ours = [clientId, `api://${clientId}`];
  return (
    audiences.length > 0 &&
    audiences.every((each) => ours.includes(each.toLowerCase())) &&
    tenantIds.length > 0 &&
    tenantIds.every((each) => each.toLowerCase() === tenantId)
  );
}

function isAmong(allowed: readonly string[], { roles }: ClientPrincipal): boolean {
  const held = new Set(roles.map((role) => role.toLowerCase()));
  return allowed.length === 0 || allowed.some((each) => held.has(each.toLowerCase()));
}
