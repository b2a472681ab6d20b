import { describe, expect, it } from 'vitest';
import { hasAnyGrant, isAllowed } from '../../../simulated-azure/arm/access.ts';
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
