import { beforeEach, describe, expect, it } from 'vitest';
import { signIns } from '../../../simulated-azure/estate/principals.ts';
import { sampleEstate as sample } from '../../audit/audit-azure.ts';
import { signedRequest } from './raw-request.ts';
import { useSimulatedAzure } from './simulation.ts';
import { ids } from './small-estate.ts';

const azure = useSimulatedAzure();
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

// One for all tests: what is looked up in an estate is made once for each.
const estate = { ...sample, tenantId: ids.tenant, principals: [auditor, operator] };

beforeEach(() => {
  azure().control.replaceEstate(estate);
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
  return { status: answer.status, headers: answer.headers, body: (answer.status === 204 ? {} : answer.json()) as Body };
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
    ['another cluster uses the table', 'aks-catalog-prod', {}, 'CustomRouteTableWithUnsupportedSubnet'],
    ['Kubernetes is below 1.27', 'aks-warehouse-legacy', {}, 'BadRequest'],
    ["the identity is the system's in an own subnet", 'aks-hr-prod', {}, 'CustomRouteTableMissingPermission'],
    ['a node subnet lost its table', 'aks-pricing-prod', {}, 'SubnetMissingRouteTableAssociation'],
    ['the maxima need more blocks', 'aks-batch-prod', {}, 'InsufficientSubnetSize'],
    ['the maxima exceed what kubenet takes', 'aks-burst-prod', {}, 'ValidationError'],
    ['the pods meet a subnet', 'aks-merged-acme', {}, 'PodCidrOverlapExistingSubnetsCidr'],
    ['the services meet a subnet', 'aks-lab-shared', {}, 'ServiceCidrOverlapExistingSubnetsCidr'],
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

describe('an update that AKS had accepted', () => {
  const stateOf = async (name: string) => (await get(clusterOf(name))).properties ?? {};

  it('reimages pool after pool, and can be followed by its operation', async () => {
    const begun = await update('aks-payments-prod', overlay);
    const poolStates = async () => {
      const { agentPoolProfiles } = await stateOf('aks-payments-prod');
      return Array.isArray(agentPoolProfiles) ? agentPoolProfiles.map((pool) => pool.provisioningState) : [];
    };
    const address = new URL(String(begun.headers['azure-asyncoperation']));
    const follow = () => ask('GET', address.pathname, '2016-03-30');
    expect((await follow()).body).toMatchObject({ status: 'InProgress', error: { code: 'NotLatestOperation' } });
    const pools = await ask('GET', `${clusterOf('aks-payments-prod')}/agentPools`, aks);
    expect(JSON.stringify(pools.body)).toMatch(/"provisioningState":"Succeeded".*"provisioningState":"Upgrading"/);
    expect((await follow()).body).toMatchObject({ status: 'Succeeded' });
    expect(new Set(await poolStates())).toEqual(new Set(['Succeeded']));
  });

  it('can fail late: the goal is shown, pools are mixed, the table is there, and the same update ends it', async () => {
    const [id, table] = [clusterOf('aks-payments-prod'), tableOf('aks-payments-prod')];
    azure().control.failNextUpdate(id, { code: 'PodDrainFailure', message: 'A pod did not go.' });
    const begun = await update('aks-payments-prod', overlay);
    const { pathname } = new URL(String(begun.headers['azure-asyncoperation']));
    await ask('GET', pathname, '2016-03-30');
    expect((await ask('GET', pathname, '2016-03-30')).body).toMatchObject({
      status: 'Failed',
      error: { code: 'PodDrainFailure' },
    });
    expect(await stateOf('aks-payments-prod')).toMatchObject({
      provisioningState: 'Failed',
      networkProfile: overlay,
      status: { provisioningError: { code: 'PodDrainFailure' } },
      agentPoolProfiles: [{ provisioningState: 'Succeeded' }, { provisioningState: 'Failed' }],
    });
    expect((await get(table, '2025-05-01')).error).toBeUndefined();
    await update('aks-payments-prod', overlay);
    await get(id);
    expect(await stateOf('aks-payments-prod')).toMatchObject({ provisioningState: 'Succeeded' });
    expect((await get(table, '2025-05-01')).error?.code).toBe('ResourceNotFound');
  });

  it.each([
    ['no address is free for the surge', 'aks-branch-office', 'SubnetIsFull'],
    ['a lock keeps the table', 'aks-audit-archive', 'ScopeLocked'],
  ])('fails late where %s', async (_, name, code) => {
    await update(name, overlay);
    await get(clusterOf(name));
    expect(await stateOf(name)).toMatchObject({ status: { provisioningError: { code } } });
  });
});

it('takes the changes of a node pool, of identities, of their roles, and of tags', async () => {
  const pool = `${clusterOf('aks-stream-prod')}/agentPools/stream`;
  const { properties } = await get(pool);
  await ask('PUT', pool, aks, { properties: { ...properties, upgradeSettings: { maxSurge: '27' } } });
  await get(pool);
  await get(pool);
  expect(await get(clusterOf('aks-stream-prod'))).toMatchObject({
    properties: { agentPoolProfiles: [{}, { name: 'stream', upgradeSettings: { maxSurge: '27' } }] },
  });

  const identity = `${clusterOf('aks-hr-prod').split('/providers/')[0]}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-new`;
  const made = await ask('PUT', identity, '2024-11-30', { location: 'westeurope' });
  expect(made).toMatchObject({ status: 201, body: { properties: { principalId: expect.any(String) } } });
  const role = `${clusterOf('aks-hr-prod')}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-00000000000f`;
  const assignment = { properties: { principalId: made.body.properties?.['principalId'], roleDefinitionId: '/r' } };
  expect((await ask('PUT', role, '2022-04-01', assignment)).status).toBe(201);
  expect(await ask('PUT', `${role.slice(0, -1)}e`, '2022-04-01', assignment)).toMatchObject({
    body: { error: { code: 'RoleAssignmentExists' } },
  });
  const tags = `${clusterOf('aks-hr-prod')}/providers/Microsoft.Resources/tags/default`;
  await ask('PATCH', tags, '2024-11-01', { operation: 'Merge', properties: { tags: { seen: 'yes' } } });
  expect(await get(clusterOf('aks-hr-prod'))).toMatchObject({ tags: { seen: 'yes' } });
  for (const write of [
    () => ask('PUT', pool, aks, {}, auditor),
    () => ask('POST', `${pool}/upgradeNodeImageVersion`, aks, {}, auditor),
    () => ask('PUT', identity, '2024-11-30', {}, auditor),
    () => ask('PUT', role, '2022-04-01', {}, auditor),
    () => ask('PATCH', tags, '2024-11-01', {}, auditor),
    () => ask('DELETE', clusterOf('aks-hr-prod'), aks, undefined, auditor),
  ]) {
    expect(await write()).toMatchObject({ status: 403 });
  }
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
  expect(await ask('PATCH', clusterOf('aks-payments-prod'), aks, {})).toMatchObject({ status: 405 });
});
