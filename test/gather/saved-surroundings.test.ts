import { describe, expect, it } from 'vitest';
import { armReads } from '../../src/arm/arm-reads.ts';
import { countRequests } from '../../src/arm/request-counter.ts';
import { createArmSource } from '../../src/gather/arm/arm-source.ts';
import { factAbout } from '../../src/gather/azure-source.ts';
import { createFolderClient } from '../../src/gather/input/folder-client.ts';
import { savedResources } from '../../src/gather/input/saved-resources.ts';
import {
  clusterId,
  networkResourceGroupId,
  nodeResourceGroupId,
  principalId,
  securityGroupId,
  subscriptionId,
} from '../builders/resource-ids.ts';
import { builtInRoles, roleDefinitionId } from '../builders/role-assignment.ts';

const subscription = `/subscriptions/${subscriptionId}`;
const managementGroup = '/providers/Microsoft.Management/managementGroups/mg-root';

/** The source over one saved document. */
function over(document: unknown) {
  return createArmSource(createFolderClient(savedResources(document).resources), countRequests(), { kind: 'input' });
}

const assignmentOn = (scope: string) => ({
  id: `${scope}/providers/Microsoft.Authorization/roleAssignments/1`,
  type: 'Microsoft.Authorization/roleAssignments',
  principalId,
  principalType: 'ServicePrincipal',
  roleDefinitionId: roleDefinitionId(builtInRoles.networkContributor),
  scope,
});

describe('a folder of what the Azure CLI prints', () => {
  it('holds locks, at any depth', async () => {
    const locks = [subscription, nodeResourceGroupId, securityGroupId].map((scope) => ({
      id: `${scope}/providers/Microsoft.Authorization/locks/keep`,
      name: 'keep',
      level: 'CanNotDelete',
      type: 'Microsoft.Authorization/locks',
    }));
    const found = factAbout(await over(locks).lists('locks', [subscription]), subscription);
    expect(found.known && found.value.map(({ scopeId }) => scopeId)).toEqual([
      subscription,
      nodeResourceGroupId,
      securityGroupId,
    ]);
  });

  it('does not take the absence of locks for freedom, and says what to add', async () => {
    const found = factAbout(await over([]).lists('locks', [subscription]), subscription);
    expect(found).toMatchObject({ known: false, reason: expect.stringContaining('az lock list') });
  });

  it('does not take a page of a list for the list', async () => {
    const lock = { id: `${subscription}/providers/Microsoft.Authorization/locks/keep`, level: 'ReadOnly' };
    const found = factAbout(
      await over({ value: [lock], nextLink: 'https://management.azure.com/next' }).lists('locks', [subscription]),
      subscription,
    );
    expect(found.known).toBe(false);
  });

  it('holds what a subscription inherits from management groups', async () => {
    const saved = [assignmentOn(managementGroup), assignmentOn(networkResourceGroupId)];
    const found = factAbout(await over(saved).lists('roleAssignments', [subscription]), subscription);
    expect(found.known && found.value.map(({ scope }) => scope).sort()).toEqual(
      [managementGroup, networkResourceGroupId].sort(),
    );
  });

  it('holds security groups, gateways, windows and notices', async () => {
    const gatewayId = `${networkResourceGroupId}/providers/Microsoft.Network/localNetworkGateways/lgw`;
    const source = over([
      { id: securityGroupId, name: 'nsg-shop', securityRules: [] },
      { id: gatewayId, name: 'lgw', localNetworkAddressSpace: { addressPrefixes: ['10.200.0.0/16'] } },
      { id: `${clusterId}/maintenanceConfigurations/default`, name: 'default', maintenanceWindow: null },
      { id: `${subscription}/providers/Microsoft.Advisor/recommendations/1`, extendedProperties: null },
    ]);
    const facts = [
      ...(await source.networkSecurityGroups([securityGroupId])).values(),
      ...(await source.lists('localNetworkGateways', [networkResourceGroupId])).values(),
      ...(await source.lists('maintenanceConfigurations', [clusterId])).values(),
      ...(await source.lists('advisorRecommendations', [subscription])).values(),
    ];
    expect(facts.map(({ known }) => known)).toEqual([true, true, true, true]);
  });

  it('does not answer for the preview with what a stable version said', async () => {
    const stable = { read: 'managedClusters', parent: subscription, value: [{ id: clusterId, name: 'aks-shop' }] };
    const found = factAbout(await over(stable).previewClusters([subscription]), subscription);
    expect(found.known).toBe(false);
    const preview = { ...stable, read: 'managedClustersPreview' };
    expect(factAbout(await over(preview).previewClusters([subscription]), subscription).known).toBe(true);
    expect(armReads.managedClustersPreview.action).toBe(armReads.managedClusters.action);
  });
});
