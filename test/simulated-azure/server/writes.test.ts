import { beforeEach, describe, expect, it } from 'vitest';
import { signIns } from '../../../simulated-azure/estate/principals.ts';
import { buildSampleEstate } from '../../../simulated-azure/estate/sample.ts';
import { signedRequest } from './raw-request.ts';
import { useSimulatedAzure } from './simulation.ts';
import { ids } from './small-estate.ts';

const azure = useSimulatedAzure();
const sample = buildSampleEstate({ seed: 'contoso', asOf: '2026-11-22T06:00:00.000Z' });
const operator = {
  ...signIns.operator,
  grants: sample.subscriptions.map(({ subscriptionId }) => ({
    scope: `/subscriptions/${subscriptionId}`,
    actions: ['*'],
  })),
};
const auditor = { ...signIns.auditor, grants: operator.grants.map((grant) => ({ ...grant, actions: ['*/read'] })) };
const idOf = (type: string, part: string) =>
  sample.resources.find((each) => each.type.toLowerCase() === type.toLowerCase() && each.id.includes(part))?.id ?? '';
const clusterOf = (name: string) => idOf('Microsoft.ContainerService/managedClusters', `/${name}`);
const tableOf = (name: string) => idOf('Microsoft.Network/routeTables', `_${name}_`);

beforeEach(() => {
  azure().control.replaceEstate({ ...sample, tenantId: ids.tenant, principals: [auditor, operator] });
  azure().control.changeSettings({ throttling: 'off' });
});

type SignIn = {
  readonly clientId: string;
  readonly objectId: string;
  readonly clientSecret: string;
  readonly grants: { scope: string; actions: string[] }[];
};

interface Body {
  readonly properties?: { readonly provisioningState?: string; readonly [key: string]: unknown };
  readonly error?: { readonly code?: string };
}

async function ask(method: string, id: string, version: string, body?: object, as: SignIn = operator) {
  const answer = await signedRequest(azure(), `${id}?api-version=${version}`, {
    ...{ method, as },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (answer.status === 204 ? {} : answer.json()) as Body };
}

const aks = '2026-06-01';
const get = async (id: string, version = aks) => (await ask('GET', id, version)).body;

async function update(name: string, networkProfile: object, as: SignIn = operator) {
  const { properties = {} } = await get(clusterOf(name));
  const before = properties['networkProfile'];
  const merged = {
    ...properties,
    networkProfile: { ...(typeof before === 'object' ? before : {}), ...networkProfile },
  };
  return ask('PUT', clusterOf(name), aks, { location: 'westeurope', properties: merged }, as);
}
const overlay = { networkPlugin: 'azure', networkPluginMode: 'overlay' };

describe('the update to Overlay', () => {
  it('is refused to whoever only reads', async () => {
    expect(await update('aks-payments-prod', overlay, auditor)).toMatchObject({ status: 403 });
    expect((await get(clusterOf('aks-payments-prod'))).properties).toMatchObject({
      networkProfile: { networkPlugin: 'kubenet' },
    });
  });

  it('is under way for a while, shows the goal from the beginning, and takes the table of AKS with it', async () => {
    const [id, table] = [clusterOf('aks-payments-prod'), tableOf('aks-payments-prod')];
    expect((await get(table, '2025-05-01')).error).toBeUndefined();
    expect((await update('aks-payments-prod', overlay)).body.properties?.provisioningState).toBe('Updating');
    expect(await update('aks-payments-prod', overlay)).toMatchObject({ status: 409 });
    expect((await get(id)).properties).toMatchObject({ provisioningState: 'Succeeded', networkProfile: overlay });
    expect((await get(table, '2025-05-01')).error?.code).toBe('ResourceNotFound');
  });

  it.each([
    ['an engine is on', 'aks-identity-prod', {}, 'ValidationError'],
    [
      'another pod CIDR comes with it',
      'aks-payments-prod',
      { podCidr: '10.244.0.0/15' },
      'UnsupportedNetworkPluginModeWithNetworkPlugin',
    ],
    ['a subnet without nodes uses the table', 'aks-storefront-prod', {}, 'CustomRouteTableWithUnsupportedSubnet'],
  ])('is refused where %s', async (_, name, more, code) => {
    expect(await update(name, { ...overlay, ...more })).toMatchObject({ status: 400, body: { error: { code } } });
  });

  it('leaves a table of the owner, without the routes to pods', async () => {
    const table = idOf('Microsoft.Network/routeTables', '/rt-settlement');
    await update('aks-settlement-prod', overlay);
    await get(clusterOf('aks-settlement-prod'));
    await get(clusterOf('aks-settlement-prod'));
    const { routes } = (await get(table, '2025-05-01')).properties ?? {};
    expect(JSON.stringify(routes)).not.toContain('____');
  });
});

it('keeps Calico where Kubernetes is below 1.30', async () => {
  expect(await update('aks-identity-legacy', { networkPolicy: 'none' })).toMatchObject({ status: 400 });
  expect(await update('aks-identity-prod', { networkPolicy: 'none' })).toMatchObject({ status: 200 });
});

it('does not delete a route table that a subnet uses', async () => {
  const inUse = await ask('DELETE', tableOf('aks-payments-prod'), '2025-05-01');
  expect(inUse).toMatchObject({ status: 400, body: { error: { code: 'InUseRouteTableCannotBeDeleted' } } });
});

it('takes no other write', async () => {
  expect(await ask('DELETE', clusterOf('aks-payments-prod'), aks)).toMatchObject({ status: 405 });
});
