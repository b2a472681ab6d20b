import { describe, expect, it } from 'vitest';
import { whyItStays, whyTableIsNotWritten } from '../../src/checks/table-writes.ts';
import { notKnown } from '../../src/model/fact.ts';
import { clusterFacts, type FactOverrides, healthyRoutes } from '../builders/cluster-facts.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { aLock } from '../builders/management-lock.ts';
import {
  clusterId,
  managedRouteTableId,
  networkResourceGroupId,
  routeTableId,
  subscriptionId,
  virtualNetworkId,
} from '../builders/resource-ids.ts';
import { aRoleAssignment } from '../builders/role-assignment.ts';
import { aRouteTable } from '../builders/route-table.ts';

const table = aRouteTable({ routes: healthyRoutes() });
const why = (facts: FactOverrides = {}, written = table, routeLimit = 400) =>
  whyTableIsNotWritten(clusterFacts(facts), [written], routeLimit);
const dualStack = aManagedCluster({ networkProfile: { ipFamilies: ['IPv4', 'IPv6'] } });

describe('what keeps AKS from writing a table', () => {
  it('is nothing for the healthy cluster, and nothing where the cluster was not read', () => {
    expect(why()).toEqual([]);
    expect(why({ managedCluster: notKnown('403') }, { ...table, provisioningState: 'Failed' })).toEqual([]);
  });

  it.each([
    ['one family, of which one more route fits', aManagedCluster(), 4, []],
    ['one family, of which none fits', aManagedCluster(), 3, ['rt-shop is full, with 3 of 3 routes.']],
    ['two families, of which both fit', dualStack, 5, []],
    ['two families, of which only one fits', dualStack, 4, ['rt-shop is full, with 3 of 4 routes.']],
  ])('is that it is full, with %s', (_, managedCluster, routeLimit, causes) => {
    expect(why({ managedCluster }, table, routeLimit)).toEqual(causes);
  });

  it.each([routeTableId, networkResourceGroupId.toUpperCase(), `/subscriptions/${subscriptionId}`])(
    'is a lock against every write at %s',
    (scope) => {
      expect(why({ locks: [aLock(scope, 'readonly')] })).toEqual(['Lock keep forbids every write of rt-shop.']);
    },
  );

  it('is no lock against deleting, and none of something beside it', () => {
    expect(why({ locks: [aLock(routeTableId, 'CanNotDelete'), aLock(virtualNetworkId, 'ReadOnly')] })).toEqual([]);
    expect(why({ locks: notKnown('403') })).toEqual([]);
  });

  it('is a write that has not ended', () => {
    expect(why({}, { ...table, provisioningState: 'Updating' })).toEqual(['rt-shop is Updating.']);
    expect(why({}, { ...table, provisioningState: 'succeeded' })).toEqual([]);
    expect(why({}, { ...table, provisioningState: undefined })).toEqual([]);
  });

  describe('rights', () => {
    const lacks = ['The identity of the cluster holds no role on rt-shop.'];
    const other = '00000000-0000-0000-0000-0000000000ff';

    it.each([
      ['no role at all', [], lacks],
      ["another's role", [aRoleAssignment({ principalId: other })], lacks],
      ['a role on the network alone', [aRoleAssignment({ scope: virtualNetworkId })], lacks],
      [
        "a group's role, which may hold the identity",
        [aRoleAssignment({ principalId: other, principalType: 'group' })],
        [],
      ],
      [
        "a group's role elsewhere",
        [aRoleAssignment({ principalId: other, principalType: 'Group', scope: virtualNetworkId })],
        lacks,
      ],
    ])('are missing or not with %s', (_, roleAssignments, causes) => {
      expect(why({ roleAssignments })).toEqual(causes);
    });

    it('are not asked for on a table of AKS, or where they or the group of AKS are not known', () => {
      const roleAssignments: never[] = [];
      expect(why({ roleAssignments }, { ...table, id: managedRouteTableId })).toEqual([]);
      expect(why({ roleAssignments: notKnown('403') })).toEqual([]);
      expect(why({ roleAssignments, managedCluster: aManagedCluster({ identity: undefined }) })).toEqual([]);
      expect(why({ roleAssignments, managedCluster: aManagedCluster({ nodeResourceGroup: undefined }) })).toEqual([]);
    });
  });

  it('is whoever else writes there: a network manager, and a cluster beside', () => {
    const neighbour = { clusterId: `${clusterId}-2`, nodeSubnetIds: [], routeNames: [] };
    const facts = {
      routingConfigurations: [{ id: '/rc', name: 'hub', targetIds: [] }],
      tableNeighbours: [
        { ...neighbour, routeTableId: routeTableId.toUpperCase() },
        { ...neighbour, routeTableId: `${routeTableId}-2` },
      ],
    };

    expect(why(facts)).toEqual(['hub of a network manager writes there too.', 'aks-shop-2 writes to rt-shop as well.']);
    expect(why({ routingConfigurations: notKnown('403'), tableNeighbours: notKnown('403') })).toEqual([]);
  });

  it('is told of each table', () => {
    const other = aRouteTable({ id: `${routeTableId}-2`, name: 'rt-other', provisioningState: 'Failed' });

    expect(whyTableIsNotWritten(clusterFacts(), [{ ...table, provisioningState: 'Failed' }, other], 400)).toEqual([
      'rt-shop is Failed.',
      'rt-other is Failed.',
    ]);
  });
});

describe('why a route stays', () => {
  it.each([
    [[], false, ''],
    [['A lock.', 'It is full.'], false, ' AKS would have taken it away: A lock. It is full.'],
    [
      ['A lock.', 'It is full.'],
      true,
      ' It has outlived two audits, which AKS takes away in its first cycle: the controller cannot write. A lock. It is full.',
    ],
    [
      [],
      true,
      ' It has outlived two audits, which AKS takes away in its first cycle: the controller cannot write. Look for a lock, missing rights, a policy, or the limit of routes.',
    ],
  ])('with %j, seen twice: %s', (causes, isOld, text) => {
    expect(whyItStays(causes, isOld)).toBe(text);
  });
});
