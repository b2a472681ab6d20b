import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/locks.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { aLock } from '../../builders/management-lock.ts';
import {
  clusterId,
  managedRouteTableId,
  networkResourceGroupId,
  nodeResourceGroupId,
  nodeSubnetId,
  routeTableId,
  subscriptionId,
  virtualNetworkId,
} from '../../builders/resource-ids.ts';
import { aNodeSubnet } from '../../builders/virtual-network.ts';
import { ask, failingIds, plainCommands } from '../ask.ts';

const subscription = `/subscriptions/${subscriptionId}`;

describe('MIG-012', () => {
  it('passes where nothing is locked', () => {
    expect(ask(check)).toMatchObject({ status: 'pass', findings: [{ resourceId: clusterId }] });
  });

  it.each([
    ['the node resource group', nodeResourceGroupId],
    ['the node resource group in another case', nodeResourceGroupId.toUpperCase()],
    ['the subscription', subscription],
    ['the route table', routeTableId],
    ['the virtual network', virtualNetworkId],
    ['the node subnet', nodeSubnetId],
    ['the resource group of the network', networkResourceGroupId],
  ])('is stopped by a ReadOnly lock on %s', (_, scopeId) => {
    const outcome = ask(check, { locks: [aLock(scopeId, 'readonly')] });
    expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker' });
    expect(failingIds(outcome)).toEqual([aLock(scopeId).id]);
    expect(plainCommands(outcome)).toEqual([`az lock delete --ids ${aLock(scopeId).id}`]);
  });

  it.each([
    ['the node resource group', nodeResourceGroupId, 'blocker'],
    ['the subscription, from which the node resource group inherits it', subscription, 'blocker'],
    ["a table of the owner's", routeTableId, 'low'],
    ['the virtual network', virtualNetworkId, 'low'],
    ['the node subnet', nodeSubnetId, 'low'],
    ['the resource group of the network', networkResourceGroupId, 'low'],
  ])('counts a CanNotDelete lock on %s as it hinders', (_, scopeId, severity) => {
    expect(ask(check, { locks: [aLock(scopeId)] })).toMatchObject({ status: 'fail', severity });
  });

  it('is stopped by a CanNotDelete lock on the table that AKS made', () => {
    const nodeSubnets = [aNodeSubnet({ routeTableId: managedRouteTableId })];
    expect(ask(check, { nodeSubnets, locks: [aLock(managedRouteTableId)] })).toMatchObject({ severity: 'blocker' });
  });

  it.each([
    ['the cluster itself', clusterId],
    ["a group whose name begins like the node resource group's", `${nodeResourceGroupId}-2`],
    ['another table', `${routeTableId}-2`],
    ['another subnet of the network', `${virtualNetworkId}/subnets/other`],
    ['another subscription', '/subscriptions/00000000-0000-0000-0000-000000000002'],
    ['a machine in the node resource group', `${nodeResourceGroupId}/providers/Microsoft.Compute/disks/d`],
  ])('passes a lock on %s', (_, scopeId) => {
    expect(ask(check, { locks: [aLock(scopeId, 'ReadOnly')] }).status).toBe('pass');
  });

  it('names each lock, the worst deciding', () => {
    const outcome = ask(check, { locks: [aLock(routeTableId), aLock(nodeResourceGroupId, 'ReadOnly')] });
    expect(outcome.findings.map(({ severity }) => severity)).toEqual(['low', 'blocker']);
    expect(outcome.severity).toBe('blocker');
  });

  it('passes a subnet without a table', () => {
    const nodeSubnets = [aNodeSubnet({ routeTableId: undefined })];
    expect(ask(check, { nodeSubnets, locks: [aLock(routeTableId)] }).status).toBe('pass');
  });

  it('is unknown where the cluster does not name its node resource group', () => {
    expect(ask(check, { managedCluster: aManagedCluster({ nodeResourceGroup: undefined }) }).status).toBe('unknown');
  });

  it.each(['nodeSubnets', 'locks'] as const)('is unknown where %s could not be read', (fact) => {
    expect(ask(check, { [fact]: notKnown('403') })).toMatchObject({
      status: 'unknown',
      severity: 'blocker',
      reason: '403',
    });
  });

  it('is unknown of a lock whose level is not known, and names all that a lock covers', () => {
    const odd = { ...aLock(routeTableId), level: undefined };
    expect(ask(check, { locks: [odd] })).toMatchObject({
      status: 'unknown',
      reason: 'Lock keep covers rt-shop, and its level is not known.',
    });
    expect(ask(check, { locks: [aLock(routeTableId, 'Odd')] }).status).toBe('unknown');
    const outcome = ask(check, { locks: [aLock(networkResourceGroupId)] });
    expect(outcome.reason).toBe('Lock keep (CanNotDelete) covers rt-shop, snet-nodes, vnet-shop.');
    expect(outcome.findings[0]?.evidence).toEqual({
      level: 'CanNotDelete',
      lockedAt: networkResourceGroupId,
      covers: [routeTableId, nodeSubnetId, virtualNetworkId],
    });
  });

  it('finds the network by its pools alone, and by its subnets alone', () => {
    const onNetwork = { locks: [aLock(virtualNetworkId)] };
    expect(ask(check, { ...onNetwork, nodeSubnets: [] }).status).toBe('fail');
    const managedCluster = aManagedCluster({ agentPoolProfiles: [] });
    expect(ask(check, { ...onNetwork, managedCluster }).status).toBe('fail');
  });
});
