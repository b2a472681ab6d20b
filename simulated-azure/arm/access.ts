import type { Estate, Grant, Principal } from '../estate/estate.ts';
import { type Answer, armError } from '../wire/answer.ts';

/** Whether a grant of the principal allows the action at the scope. Scopes and actions compare without regard to case. */
export function isAllowed(principal: Principal, action: string, scope: string, estate: Estate): boolean {
  return principal.grants.some((grant) => grantsAction(grant, action) && covers(grant.scope, scope, estate));
}

/** Whether the principal holds any grant at the subscription, above it or below it: that is what `GET /subscriptions` lists. */
export function hasAnyGrant(principal: Principal, subscriptionId: string, estate: Estate): boolean {
  const scope = `/subscriptions/${subscriptionId}`;
  return principal.grants.some((grant) => covers(grant.scope, scope, estate) || isWithin(grant.scope, scope));
}

/** Whether a grant at `grantScope` holds at `scope`: the same place, one above it, or a management group above it. */
function covers(grantScope: string, scope: string, estate: Estate): boolean {
  if (isWithin(scope, grantScope)) return true;
  const group = /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)$/i.exec(grantScope)?.[1]?.toLowerCase();
  if (group === undefined) return false;
  const subscriptionId = /^\/subscriptions\/([^/]+)/i.exec(scope)?.[1]?.toLowerCase();
  if (subscriptionId === undefined) return false;
  if (group === estate.tenantId.toLowerCase()) return true;
  const members = estate.managementGroups.find((each) => each.name.toLowerCase() === group)?.subscriptionIds ?? [];
  return members.some((id) => id.toLowerCase() === subscriptionId);
}

/** Whether `scope` is `above` or lies below it; '' and '/' are the root, above everything. */
export function isWithin(scope: string, above: string): boolean {
  const inner = scope.toLowerCase().replace(/\/$/, '');
  const outer = above.toLowerCase().replace(/\/$/, '');
  return inner === outer || inner.startsWith(`${outer}/`);
}

function grantsAction(grant: Grant, action: string): boolean {
  const matches = (pattern: string) => actionPattern(pattern).test(action);
  return grant.actions.some(matches) && !(grant.notActions ?? []).some(matches);
}

const patterns = new Map<string, RegExp>();

/** An action with `*` for any run of characters, slashes included, as role definitions use it. */
function actionPattern(pattern: string): RegExp {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const made = new RegExp(`^${source.join('.*')}$`, 'i');
  patterns.set(pattern, made);
  return made;
}

/** Resource Manager's 403, in its own words. */
export function authorizationFailed({ clientId, objectId }: Principal, action: string, scope: string): Answer {
  return armError(
    403,
    'AuthorizationFailed',
    `The client '${clientId}' with object id '${objectId}' does not have authorization to perform action '${action}' ` +
      `over scope '${scope === '' ? '/' : scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}
