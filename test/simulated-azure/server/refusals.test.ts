import { ContainerServiceClient } from '@azure/arm-containerservice';
import { NetworkManagementClient } from '@azure/arm-network';
import { describe, expect, it } from 'vitest';
import { signedRequest } from './raw-request.ts';
import { all, clientOptions, credentialFor, useSimulatedAzure } from './simulation.ts';
import { auditor, clusterId, clusterReader, ids, networkId, scaleSetId } from './small-estate.ts';

const azure = useSimulatedAzure();
const clustersOf = (subscriptionId: string) =>
  `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerService/managedClusters?api-version=2026-06-01`;

describe('a caller without the right', () => {
  it('gets AuthorizationFailed through the real SDK', async () => {
    const client = new ContainerServiceClient(credentialFor(azure()), ids.refused, clientOptions(azure()));

    await expect(all(client.managedClusters.list())).rejects.toMatchObject({
      statusCode: 403,
      code: 'AuthorizationFailed',
    });
  });

  it('is told the action and the scope in the words of the service', async () => {
    expect((await signedRequest(azure(), clustersOf(ids.refused))).json().error?.message).toBe(
      `The client '${auditor.clientId}' with object id '${auditor.objectId}' does not have authorization to perform ` +
        `action 'Microsoft.ContainerService/managedClusters/read' over scope '/subscriptions/${ids.refused}' or the ` +
        'scope is invalid. If access was recently granted, please refresh your credentials.',
    );
  });

  it('reads through a grant at a management group', async () => {
    expect((await signedRequest(azure(), clustersOf(ids.development))).json().value).toHaveLength(1);
  });

  it('reads one type and not another when the role names actions', async () => {
    const pools = `${clusterId(1)}/agentPools?api-version=2026-06-01`;

    expect((await signedRequest(azure(), clustersOf(ids.production), { as: clusterReader })).status).toBe(200);
    expect((await signedRequest(azure(), pools, { as: clusterReader })).json().error?.message).toContain(
      "'Microsoft.ContainerService/managedClusters/agentPools/read'",
    );
  });

  it('cannot write: the refusal names the write action', async () => {
    const answer = await signedRequest(azure(), `${clusterId(1)}?api-version=2026-06-01`, { method: 'DELETE' });

    expect(answer.json().error?.message).toContain('managedClusters/delete');
  });
});

describe('something that is not there', () => {
  it('is ResourceNotFound through the real SDK', async () => {
    const client = new NetworkManagementClient(credentialFor(azure()), ids.production, clientOptions(azure()));

    await expect(client.routeTables.get('rg-a', 'gone')).rejects.toMatchObject({
      statusCode: 404,
      code: 'ResourceNotFound',
    });
  });

  it.each([
    [
      'a resource group',
      `/subscriptions/${ids.production}/resourceGroups/no/providers/Microsoft.Network/routeTables?api-version=2026-01-01`,
      'ResourceGroupNotFound',
    ],
    ['a subscription', clustersOf('aaaaaaaa-0000-0000-0000-00000000ffff'), 'SubscriptionNotFound'],
    ['a subnet', `${networkId}/subnets/no?api-version=2026-01-01`, 'NotFound'],
    ['the parent of a list', `${scaleSetId}x/virtualMachines?api-version=2026-04-01`, 'ParentResourceNotFound'],
    [
      'a type',
      `/subscriptions/${ids.production}/providers/Microsoft.Network/nothings?api-version=2026-01-01`,
      'InvalidResourceType',
    ],
    [
      'a namespace',
      `/subscriptions/${ids.production}/providers/Contoso.Nothing/things?api-version=2026-01-01`,
      'InvalidResourceNamespace',
    ],
  ])('%s is 404 with its own code', async (_, path, code) => {
    const answer = await signedRequest(azure(), path);

    expect([answer.status, answer.json().error?.code]).toEqual([404, code]);
  });

  it('a subscription id that is no GUID is 400', async () => {
    expect((await signedRequest(azure(), clustersOf('mine'))).json().error?.code).toBe('InvalidSubscriptionId');
  });
});

describe('an api-version', () => {
  const codeOf = async (path: string) => {
    const answer = await signedRequest(azure(), path);
    return answer.status === 200 ? 200 : answer.json().error?.code;
  };

  it('is required', async () => {
    expect(await codeOf('/subscriptions')).toBe('MissingApiVersionParameter');
  });

  it('that Resource Manager does not know is InvalidApiVersionParameter', async () => {
    expect(await codeOf('/subscriptions?api-version=2031-01-01')).toBe('InvalidApiVersionParameter');
  });

  it('that a provider does not know is NoRegisteredProviderFound', async () => {
    expect(await codeOf(`${clusterId(1)}?api-version=2031-01-01`)).toBe('NoRegisteredProviderFound');
  });

  it('of scale set network interfaces is an old one, not that of Microsoft.Network', async () => {
    expect(await codeOf(`${scaleSetId}/networkInterfaces?api-version=2023-09-01`)).toBe(200);
    expect(await codeOf(`${scaleSetId}/networkInterfaces?api-version=2018-10-01`)).toBe(200);
    expect(await codeOf(`${scaleSetId}/networkInterfaces?api-version=2026-01-01`)).toBe('NoRegisteredProviderFound');
  });
});
