import { describe, expect, it } from 'vitest';
import type { ArmResource } from '../../simulated-azure/estate/estate.ts';
import type { ArmClient } from '../../src/arm/arm-client.ts';
import { armReads } from '../../src/arm/arm-reads.ts';
import { AzureRequestError } from '../../src/arm/errors.ts';
import { countRequests } from '../../src/arm/request-counter.ts';
import { createArmSource } from '../../src/gather/arm/arm-source.ts';
import { gatherSurroundings } from '../../src/gather/surroundings.ts';
import type { ManagedCluster } from '../../src/model/azure/managed-cluster.ts';
import type { Surroundings } from '../../src/model/cluster-facts.ts';
import { known, notKnown } from '../../src/model/fact.ts';
import { resourceKey } from '../../src/model/resource-id.ts';
import { estateClient } from '../audit/properties/estate-client.ts';
import { buildEstate } from '../audit/properties/generated-estate.ts';
import { anAgentPool } from '../builders/agent-pool.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import {
  clusterId,
  networkResourceGroupId,
  nodeSubnetId,
  principalId,
  securityGroupId,
  subscriptionId,
  virtualNetworkId,
} from '../builders/resource-ids.ts';
import { builtInRoles, roleDefinitionId } from '../builders/role-assignment.ts';
import { aNodeSubnet, aVirtualNetwork } from '../builders/virtual-network.ts';

const subscription = `/subscriptions/${subscriptionId}`;
const customRole = roleDefinitionId('00000000-0000-0000-0000-0000000000c1');

/** An Azure that holds these resources and nothing else; what was asked for is kept. */
function azureWith(resources: readonly ArmResource[] = []): { client: ArmClient; asked: string[] } {
  const client = estateClient({ ...buildEstate([]), resources });
  const asked: string[] = [];
  const names = new Map(Object.entries(armReads).map(([name, read]) => [JSON.stringify(read), name]));
  const note = (read: object, parent: string) => asked.push(`${names.get(JSON.stringify(read))} ${parent}`);
  return {
    asked,
    client: {
      ...client,
      get: async (read, id) => {
        note(read, id);
        return client.get(read, id);
      },
      list: async (read, parent = '') => {
        note(read, parent);
        return client.list(read, parent);
      },
    },
  };
}

async function around(
  client: ArmClient,
  cluster: ManagedCluster = aManagedCluster(),
  located = {},
): Promise<Surroundings> {
  const source = createArmSource(client, countRequests());
  const defaults = { cluster, networks: known([aVirtualNetwork()]), subnets: known([aNodeSubnet()]) };
  const found = (await gatherSurroundings(source, [{ ...defaults, ...located }])).get(resourceKey(cluster.id));
  if (found === undefined) throw new Error('Nothing was gathered.');
  return found;
}

function resource(id: string, properties: Record<string, unknown>): ArmResource {
  return { id, name: id.split('/').at(-1) ?? '', type: '', properties };
}

const assignment = (role: string, scope: string, principal = principalId) =>
  resource(`${scope}/providers/Microsoft.Authorization/roleAssignments/${role.slice(-4)}`, {
    principalId: principal,
    roleDefinitionId: role,
    scope,
  });

/** AKS made this cluster's network. */
const managed = () =>
  aManagedCluster({ agentPoolProfiles: [anAgentPool()].map(({ vnetSubnetID: _, ...pool }) => pool) });

describe('what surrounds a cluster', () => {
  it('is empty, and known, where there is nothing', async () => {
    const found = await around(azureWith().client);
    const { nodeDisruption: _, ...others } = found;
    for (const [name, fact] of Object.entries(others)) expect(fact, name).toEqual(known([]));
  });

  it('asks nothing of roles, gateways and windows that the cluster does not need', async () => {
    const { client, asked } = azureWith();
    await around(client, managed());
    expect(asked.sort(), 'a list that every cluster needs is named here').toEqual([
      `advisorRecommendations ${subscription}`,
      `locks ${subscription}`,
      `managedClustersPreview ${subscription}`,
    ]);
  });

  it("reads the locks of the network's subscription too", async () => {
    const elsewhere = nodeSubnetId.replace(subscriptionId, '00000000-0000-0000-0000-000000000002');
    const { client, asked } = azureWith();
    await around(client, aManagedCluster({ agentPoolProfiles: [anAgentPool({ vnetSubnetID: elsewhere })] }));
    expect(asked.filter((each) => each.startsWith('locks'))).toHaveLength(2);
    expect(asked).toContain('roleAssignments /subscriptions/00000000-0000-0000-0000-000000000002');
  });

  it("reads the definition of a role of one's own that the identity holds on the network, and of no other", async () => {
    const definition = resource(customRole, { permissions: [{ actions: ['Microsoft.Network/*'], notActions: [] }] });
    const { client, asked } = azureWith([
      definition,
      assignment(customRole, networkResourceGroupId),
      assignment(roleDefinitionId(builtInRoles.networkContributor), networkResourceGroupId),
      assignment(roleDefinitionId('00000000-0000-0000-0000-0000000000c2'), `${networkResourceGroupId}-2`),
      assignment(roleDefinitionId('00000000-0000-0000-0000-0000000000c3'), networkResourceGroupId, 'somebody'),
    ]);
    const { roleAssignments, roleDefinitions } = await around(client);
    expect(roleAssignments.known && roleAssignments.value).toHaveLength(4);
    expect(roleDefinitions).toMatchObject({ known: true, value: [{ id: customRole }] });
    expect(asked.filter((each) => each.startsWith('roleDefinition '))).toEqual([`roleDefinition ${customRole}`]);
  });

  it('leaves only the definitions unknown where a role is gone', async () => {
    const { roleAssignments, roleDefinitions } = await around(
      azureWith([assignment(customRole, networkResourceGroupId)]).client,
    );
    expect(roleAssignments.known).toBe(true);
    expect(roleDefinitions.known).toBe(false);
  });

  it('looks for local network gateways beside the network and beside its peers', async () => {
    const hub = '/subscriptions/00000000-0000-0000-0000-000000000003/resourceGroups/rg-hub';
    const peering = {
      name: 'hub',
      remoteVirtualNetwork: `${hub}/providers/Microsoft.Network/virtualNetworks/vnet-hub`,
    };
    const gateway = resource(`${hub}/providers/Microsoft.Network/localNetworkGateways/lgw`, {
      localNetworkAddressSpace: { addressPrefixes: ['10.200.0.0/16'] },
    });
    const { client, asked } = azureWith([gateway]);
    const networks = known([aVirtualNetwork({ virtualNetworkPeerings: [peering] })]);
    const { localNetworkGateways } = await around(client, aManagedCluster(), { networks });
    expect(localNetworkGateways).toMatchObject({ value: [{ name: 'lgw', addressPrefixes: ['10.200.0.0/16'] }] });
    expect(asked.filter((each) => each.startsWith('localNetwork'))).toEqual([
      `localNetworkGateways ${networkResourceGroupId}`,
      `localNetworkGateways ${hub}`,
    ]);
  });

  it('knows neither gateways nor groups where the network is not known', async () => {
    const unread = notKnown('403 on the network');
    const found = await around(azureWith().client, aManagedCluster(), { networks: unread, subnets: unread });
    expect(found.securityGroups).toEqual(unread);
    expect(found.localNetworkGateways).toEqual(unread);
    expect(found.locks.known).toBe(true);
  });

  it("reads the groups on the node subnets, without Azure's default rules", async () => {
    const rule = {
      name: 'deny',
      properties: {
        priority: 100,
        direction: 'Inbound',
        access: 'Deny',
        protocol: '*',
        sourceAddressPrefix: '*',
        sourcePortRange: '*',
        destinationAddressPrefix: '*',
        destinationPortRange: '*',
      },
    };
    const group = resource(securityGroupId, { securityRules: [rule], defaultSecurityRules: [rule, rule] });
    const subnets = known([aNodeSubnet({ networkSecurityGroupId: securityGroupId.toUpperCase() })]);
    const { securityGroups } = await around(azureWith([group]).client, aManagedCluster(), { subnets });
    expect(securityGroups).toMatchObject({ value: [{ securityRules: [{ priority: 100, sourcePrefixes: ['*'] }] }] });
  });

  it("finds the add-on's gateway and the subnet it stands in", async () => {
    const gatewayId = `${networkResourceGroupId}/providers/Microsoft.Network/applicationGateways/agw`;
    const subnetId = `${virtualNetworkId}/subnets/snet-gateway`;
    const network = resource(virtualNetworkId, {
      subnets: [{ id: subnetId, name: 'snet-gateway', properties: { addressPrefix: '10.10.8.0/24' } }],
    });
    const gateway = resource(gatewayId, {
      gatewayIPConfigurations: [{ properties: { subnet: { id: subnetId.toUpperCase() } } }],
    });
    const config = { applicationGatewayId: 'another', effectiveApplicationGatewayId: gatewayId };
    const cluster = aManagedCluster({ addonProfiles: { ingressApplicationGateway: { enabled: true, config } } });

    const found = await around(azureWith([network, gateway]).client, cluster);
    expect(found.applicationGateways).toMatchObject({ value: [{ id: gatewayId }] });
    expect(found.gatewaySubnets).toMatchObject({ value: [{ addressPrefixes: ['10.10.8.0/24'] }] });

    const withoutNetwork = await around(azureWith([gateway]).client, cluster);
    expect(withoutNetwork.applicationGateways.known).toBe(true);
    expect(withoutNetwork.gatewaySubnets.known).toBe(false);
  });

  it('says so where the add-on names no gateway', async () => {
    const cluster = aManagedCluster({ addonProfiles: { ingressApplicationGateway: { enabled: true } } });
    const { applicationGateways } = await around(azureWith().client, cluster);
    expect(applicationGateways).toMatchObject({
      known: false,
      reason: expect.stringContaining('names no application gateway'),
    });
  });

  it.each([
    [{ nodeDisruptionPolicy: 'Block' }, known({ policy: 'Block' })],
    [undefined, known({ policy: 'Allow' })],
  ])('takes the node disruption policy %j from the preview', async (nodeDisruptionProfile, expected) => {
    const { client } = azureWith([resource(clusterId.toUpperCase(), { nodeDisruptionProfile })]);
    expect((await around(client)).nodeDisruption).toEqual(expected);
  });

  it("does not take a stable answer's silence for Allow", async () => {
    const { client } = azureWith();
    const refusing: ArmClient = {
      ...client,
      list: async (read, parent) => {
        if (read !== armReads.managedClustersPreview) return client.list(read, parent);
        throw new AzureRequestError('400', { status: 400, code: 'NoRegisteredProviderFound', path: 'managedClusters' });
      },
    };
    expect((await around(refusing)).nodeDisruption.known).toBe(false);
    const stated = aManagedCluster({ nodeDisruptionProfile: { nodeDisruptionPolicy: 'Block' } });
    expect((await around(refusing, stated)).nodeDisruption).toEqual(known({ policy: 'Block' }));
  });

  it("keeps of Advisor's recommendations the retirements that are about the cluster", async () => {
    const recommendation = (name: string, about: string, recommendationSubCategory: string) =>
      resource(`${subscription}/providers/Microsoft.Advisor/recommendations/${name}`, {
        resourceMetadata: { resourceId: about },
        extendedProperties: { recommendationSubCategory },
      });
    const { client } = azureWith([
      recommendation('mine', clusterId.toLowerCase(), 'serviceUpgradeAndRetirement'),
      recommendation('other-cluster', `${clusterId}-2`, 'ServiceUpgradeAndRetirement'),
      recommendation('other-kind', clusterId, 'Scalability'),
    ]);
    const { retirementNotices } = await around(client);
    expect(retirementNotices.known && retirementNotices.value.map(({ id }) => id.split('/').at(-1))).toEqual(['mine']);
  });
});
