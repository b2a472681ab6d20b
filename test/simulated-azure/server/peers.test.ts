import { ComputeManagementClient } from '@azure/arm-compute';
import { ContainerServiceClient } from '@azure/arm-containerservice';
import { NetworkManagementClient } from '@azure/arm-network';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { describe, expect, it } from 'vitest';
import { signedRequest } from './raw-request.ts';
import { all, clientOptions, credentialFor, useSimulatedAzure } from './simulation.ts';
import { clusterId, clusterReader, ids, networkId, nodeGroup } from './small-estate.ts';

const azure = useSimulatedAzure();
const subscription = `/subscriptions/${ids.production}`;

async function listed(path: string, version: string) {
  const separator = path.includes('?') ? '&' : '?';
  const answer = await signedRequest(azure(), `${path}${separator}api-version=${version}`);
  expect(answer.status).toBe(200);
  return answer.json().value ?? [];
}

describe('what other clients ask for first', () => {
  it('are the regions of a subscription', async () => {
    const client = new SubscriptionClient(credentialFor(azure()), clientOptions(azure()));

    const locations = await all(client.subscriptions.listLocations(ids.production));

    expect(locations).toContainEqual(
      expect.objectContaining({
        id: `${subscription}/locations/westeurope`,
        displayName: 'West Europe',
        regionalDisplayName: '(Europe) West Europe',
      }),
    );
  });

  it('are sizes of machines, of one region where they ask for it', async () => {
    const client = new ComputeManagementClient(credentialFor(azure()), ids.production, clientOptions(azure()));

    const everywhere = await all(client.resourceSkus.list());
    const found = await all(client.resourceSkus.list({ filter: "location eq 'westeurope'" }));

    expect(found.length).toBeLessThan(everywhere.length);
    expect(found).toContainEqual(
      expect.objectContaining({
        name: 'Standard_D4s_v5',
        family: 'standardDSv5Family',
        capabilities: expect.arrayContaining([{ name: 'vCPUs', value: '4' }]),
      }),
    );
  });

  it('are kinds of resources that nobody has', async () => {
    const client = new NetworkManagementClient(credentialFor(azure()), ids.production, clientOptions(azure()));

    expect(await all(client.networkWatchers.listAll())).toEqual([]);
    expect(await all(client.bastionHosts.list())).toEqual([]);
    expect(await all(client.bastionHosts.listByResourceGroup('rg-a'))).toEqual([]);
  });
});

it('what kinds of recommendations Advisor has is a list of the tenant', async () => {
  const answer = await signedRequest(azure(), '/providers/Microsoft.Advisor/metadata?api-version=2020-01-01');

  expect(answer.json().value).toContainEqual(
    expect.objectContaining({
      name: 'recommendationType',
      properties: expect.objectContaining({ supportedValues: [] }),
    }),
  );
});

describe('the list of all resources', () => {
  it('holds top-level resources, without what is inside them', async () => {
    const resources = await listed(`${subscription}/resources`, '2024-07-01');

    const found = resources.map(({ id }) => id.toLowerCase());
    expect(found).toContain(clusterId(1).toLowerCase());
    expect(found).toContain(networkId.toLowerCase());
    expect(found.filter((id) => /\/(subnets|agentpools|virtualmachinescalesets\/[^/]+|locks)\//.test(id))).toEqual([]);
    expect(resources.filter((each) => 'properties' in each)).toEqual([]);
  });

  it.each([
    ["resourceType eq 'microsoft.containerservice/managedClusters'", 12],
    ["resourceType eq 'Microsoft.ContainerService/managedClusters' and name eq 'A7'", 1],
    ["resourceGroup eq 'mc_rg-a_a1_westeurope' and resourceType eq 'Microsoft.Network/routeTables'", 1],
    ["location eq 'nowhere'", 0],
  ])('is filtered by %s', async (filter, count) => {
    expect(await listed(`${subscription}/resources?$filter=${encodeURIComponent(filter)}`, '2024-07-01')).toHaveLength(
      count,
    );
  });

  it('is one of a resource group, too', async () => {
    const resources = await listed(`${nodeGroup}/resources`, '2024-07-01');

    expect(resources.length).toBeGreaterThan(0);
    expect(resources.filter(({ id }) => !id.toLowerCase().startsWith(nodeGroup.toLowerCase()))).toEqual([]);
  });

  it('takes a right of its own', async () => {
    const answer = await signedRequest(azure(), `${subscription}/resources?api-version=2024-07-01`, {
      as: clusterReader,
    });

    expect(answer.json().error?.message).toContain("'Microsoft.Resources/subscriptions/resources/read'");
  });
});

describe('the providers', () => {
  it.each(['', subscription])('of "%s" name their types and versions', async (scope) => {
    const answer = await signedRequest(azure(), `${scope}/providers/microsoft.compute?api-version=2021-04-01`);

    expect(answer.json()).toMatchObject({
      id: `${scope}/providers/Microsoft.Compute`,
      registrationState: 'Registered',
      resourceTypes: expect.arrayContaining([expect.objectContaining({ resourceType: 'virtualMachineScaleSets' })]),
    });
    expect((await listed(`${scope}/providers`, '2021-04-01')).map(({ id }) => id)).toContain(
      `${scope}/providers/Microsoft.Network`,
    );
  });

  it('have none of a name that nobody registered', async () => {
    const answer = await signedRequest(azure(), `${subscription}/providers/Microsoft.Nothing?api-version=2021-04-01`);

    expect(answer.status).toBe(404);
  });
});

describe('versions of the AKS API', () => {
  it.each(['2017-08-31', '2021-03-01', '2018-08-01-preview', '2026-04-02-preview'])(
    '%s lists clusters',
    async (apiVersion) => {
      const client = new ContainerServiceClient(credentialFor(azure()), ids.development, {
        ...clientOptions(azure()),
        apiVersion,
      });

      expect((await all(client.managedClusters.list())).map(({ name }) => name)).toEqual(['d1']);
    },
  );

  it.each(['2021-03-02', '2021-03-01-preview'])('%s was never published', async (version) => {
    const path = `${subscription}/providers/Microsoft.ContainerService/managedClusters?api-version=${version}`;

    expect((await signedRequest(azure(), path)).json().error?.code).toBe('NoRegisteredProviderFound');
  });
});
