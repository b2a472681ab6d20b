import type { Estate, Grant, Principal } from '../estate/estate.ts';
import { type Answer, armError } from '../wire/answer.ts';
import { indexGrants } from './grant-index.ts';
import { managementGroupsOf } from './management-groups.ts';

/** Whether a grant of the principal allows the action at the scope. Scopes and actions compare without regard to case. */
export function isAllowed(principal: Principal, action: string, scope: string, estate: Estate): boolean {
  return grantsAt(principal, scope, estate).some((grant) => grantsAction(grant, action));
}

/** Whether the principal holds any grant at the subscription, above it or below it: that is what `GET /subscriptions` lists. */
export function hasAnyGrant(principal: Principal, subscriptionId: string, estate: Estate): boolean {
  const scope = `/subscriptions/${subscriptionId}`;
  return indexGrants(principal).hasWithin(scope) || grantsAt(principal, scope, estate).length > 0;
}

/** The grants that hold at a scope: given there, at a place above it, or at a management group above it. */
function grantsAt(principal: Principal, scope: string, estate: Estate): readonly Grant[] {
  const { above, ofGroups } = indexGrants(principal);
  const subscriptionId = /^\/subscriptions\/([^/]+)/i.exec(scope)?.[1];
  if (ofGroups.size === 0 || subscriptionId === undefined) return above(scope);
  const groups = [estate.tenantId, ...managementGroupsOf(subscriptionId, estate).map(({ name }) => name)];
  return [...above(scope), ...groups.flatMap((name) => ofGroups.get(name.toLowerCase()) ?? [])];
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
