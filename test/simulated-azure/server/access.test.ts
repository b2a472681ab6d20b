import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasAnyGrant, isAllowed, isWithin } from '../../../simulated-azure/arm/access.ts';
import type { Grant, Principal } from '../../../simulated-azure/estate/estate.ts';
import { ids, smallEstate } from './small-estate.ts';

const estate = smallEstate();
const subscription = `/subscriptions/${ids.production}`;
const read = 'Microsoft.Network/routeTables/read';

function holding(...grants: Grant[]): Principal {
  return { clientId: 'c', objectId: 'o', grants };
}

describe('a grant', () => {
  it.each([
    ['at the scope itself', subscription, true],
    ['above, at the root', '/', true],
    ['above, at the management group', '/providers/Microsoft.Management/managementGroups/CONTOSO-PROD', true],
    ['above, at the tenant root group', `/providers/Microsoft.Management/managementGroups/${ids.tenant}`, true],
    ['at another management group', '/providers/Microsoft.Management/managementGroups/contoso-dev', false],
    ['below, at a resource group', `${subscription}/resourceGroups/rg`, false],
    ['at a subscription whose id only begins alike', subscription.slice(0, -1), false],
  ])('%s', (_, scope, expected) => {
    expect(isAllowed(holding({ scope, actions: ['*/read'] }), read, subscription, estate)).toBe(expected);
  });

  it.each([
    ['*', [], true],
    ['*/read', [], true],
    ['microsoft.network/*/READ', [], true],
    ['Microsoft.Network/*', ['Microsoft.Network/routeTables/*'], false],
    ['Microsoft.Network/routeTables', [], false],
    ['Microsoft.Network/routeTables/write', [], false],
  ])('with action %s and notActions %j', (action, notActions, expected) => {
    const principal = holding({ scope: subscription, actions: [action], notActions });

    expect(isAllowed(principal, read, subscription, estate)).toBe(expected);
  });

  it('loses its notActions only for itself', () => {
    const principal = holding(
      { scope: subscription, actions: ['*'], notActions: [read] },
      { scope: subscription, actions: [read] },
    );

    expect(isAllowed(principal, read, subscription, estate)).toBe(true);
  });

  it('below a subscription makes the subscription appear in the list', () => {
    const principal = holding({ scope: `${subscription}/resourceGroups/rg`, actions: ['*/read'] });

    expect(hasAnyGrant(principal, ids.production.toUpperCase(), estate)).toBe(true);
    expect(hasAnyGrant(principal, ids.development, estate)).toBe(false);
  });
});

/** Places that lie above, below and beside each other, in any case and with or without a closing slash. */
const segment = fc.constantFrom('subscriptions', ids.production, 'resourceGroups', 'rg', 'rg-a', 'providers');
const place = fc
  .record({ segments: fc.array(segment, { maxLength: 5 }), isUpper: fc.boolean(), closes: fc.boolean() })
  .map(({ segments, isUpper, closes }) => {
    const path = `${segments.map((each) => `/${each}`).join('')}${closes ? '/' : ''}`;
    return isUpper ? path.toUpperCase() : path;
  });
const places = fc.array(place, { maxLength: 4 });
const readingAt = (scopes: readonly string[]) => holding(...scopes.map((scope) => ({ scope, actions: ['*/read'] })));

describe('of several grants', () => {
  it('one holds at its scope and below it, and nowhere else', () => {
    fc.assert(
      fc.property(places, place, (scopes, at) => {
        expect(isAllowed(readingAt(scopes), read, at, estate)).toBe(scopes.some((each) => isWithin(at, each)));
      }),
    );
  });

  it('one above or below makes a subscription appear in the list', () => {
    fc.assert(
      fc.property(places, (scopes) => {
        const sees = scopes.some((each) => isWithin(subscription, each) || isWithin(each, subscription));
        expect(hasAnyGrant(readingAt(scopes), ids.production, estate)).toBe(sees);
      }),
    );
  });

  it('none is looked at again for each resource', () => {
    let looks = 0;
    const groups = Array.from({ length: 50 }, (_, index) => `${subscription}/resourceGroups/rg-${index}`);
    const principal = holding(
      ...groups.map((group) => ({
        get scope() {
          looks += 1;
          return group;
        },
        actions: [read],
      })),
    );
    const isRead = (group: string) => isAllowed(principal, read, `${group}/providers/x/y/z`, estate);

    expect(isRead(subscription)).toBe(false);
    const first = looks;
    expect(groups.every(isRead)).toBe(true);
    expect(looks).toBe(first);
  });
});
