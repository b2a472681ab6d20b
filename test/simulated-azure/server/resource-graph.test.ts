import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { describe, expect, it } from 'vitest';
import { signedRequest } from './raw-request.ts';
import { clientOptions, credentialFor, useSimulatedAzure } from './simulation.ts';
import { auditor, cluster, clusterId, ids, smallEstate } from './small-estate.ts';

const azure = useSimulatedAzure();
const graphPath = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
const lock = 'Microsoft.Authorization/locks/read';
const own = `authorizationresources | where type =~ 'microsoft.authorization/roleassignments'
  | where properties.principalId =~ '${auditor.objectId}' | project id, scope = tostring(properties.scope)`;
const definitions = `authorizationresources | where type =~ 'microsoft.authorization/roledefinitions'
  | where properties.type =~ 'CustomRole' | where tostring(properties.permissions) contains '${lock}' | project id, permissions = properties.permissions`;
const clusterIds =
  "resources | where type =~ 'microsoft.containerservice/managedclusters' | project id | order by id asc";

function client() {
  return new ResourceGraphClient(credentialFor(azure()), clientOptions(azure()));
}

async function post(body: Record<string, unknown>) {
  const headers = { 'content-type': 'application/json' };
  return signedRequest(azure(), graphPath, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The rows of a query, through the real client. */
async function rows(query: string, scope: Record<string, unknown> = {}): Promise<Record<string, unknown>[]> {
  return (await client().resources({ query, ...scope })).data;
}

async function detailCodes(body: Record<string, unknown>): Promise<(string | undefined)[]> {
  const { error } = (await post(body)).json();
  return [error?.code, ...(error?.details ?? []).map((each) => each.code)];
}

describe('paging of a Resource Graph query', () => {
  it('brings every row once through $skipToken, with resultTruncated false on each page', async () => {
    const graph = client();
    const found: string[] = [];
    let skipToken: string | undefined;
    const pages = [];
    do {
      const page = await graph.resources({
        query: clusterIds,
        options: { top: 5, ...(skipToken ? { skipToken } : {}) },
      });
      pages.push([page.totalRecords, page.count, page.resultTruncated]);
      found.push(...page.data.map((row: { id: string }) => row.id));
      skipToken = page.skipToken;
    } while (skipToken !== undefined);

    expect(pages).toEqual([
      [13, 5, 'false'],
      [13, 5, 'false'],
      [13, 3, 'false'],
    ]);
    expect(new Set(found).size).toBe(13);
  });

  it('repeats one row and loses another when the query has no order', async () => {
    const query = "resources | where type =~ 'microsoft.containerservice/managedclusters' | project id";
    const first = await client().resources({ query, options: { top: 7 } });
    const second = await client().resources({ query, options: { top: 7, skipToken: first.skipToken ?? '' } });
    const found = [...first.data, ...second.data].map((row: { id: string }) => row.id);

    expect(found).toHaveLength(13);
    expect(new Set(found).size).toBe(12);
  });

  it.each([
    ['the id is not projected', 'resources | project name | order by name asc'],
    ['the query limits its rows', 'resources | project id | order by id asc | limit 10'],
    ['the query aggregates', 'resources | summarize count() by id'],
  ])('is truncated without a token when %s', async (_, query) => {
    const page = await client().resources({ query, options: { top: 5 } });

    expect([page.count, page.resultTruncated, page.skipToken]).toEqual([5, 'true', undefined]);
  });

  it('gives 100 rows when no $top is asked for, and 1000 to whoever asks for more', async () => {
    const many = Array.from({ length: 1005 }, (_, n) => cluster(clusterId(1000 + n)));
    azure().control.replaceEstate({ ...smallEstate(), resources: many });
    const asked = await post({ query: clusterIds, options: { $top: 5000 } });

    expect(await rows(clusterIds)).toHaveLength(100);
    expect(asked.json()).toMatchObject({ count: 1000, totalRecords: 1005, $skipToken: expect.any(String) });
  });

  it('refuses a token that has expired', async () => {
    const { skipToken = '' } = await client().resources({ query: clusterIds, options: { top: 5 } });
    azure().control.changeSettings({ tokenLifetimeSeconds: 36_000 });
    azure().clock.advance(3601);

    expect(await detailCodes({ query: clusterIds, options: { $skipToken: skipToken } })).toEqual([
      'BadRequest',
      'InvalidSkipToken',
    ]);
  });
});

describe('what Resource Graph shows', () => {
  it('has type and resource group in lower case, missing text empty and other missing columns null', async () => {
    const [row] = await rows(`resources | where id =~ '${clusterId(1)}'`);

    expect(row).toMatchObject({
      id: clusterId(1),
      type: 'microsoft.containerservice/managedclusters',
      resourceGroup: 'rg-a',
      tenantId: ids.tenant,
      kind: '',
      sku: null,
      tags: null,
    });
  });

  it('keeps scale set instances and their network interfaces out of resources, in computeresources', async () => {
    const count = (table: string) =>
      rows(`${table} | where type contains 'scalesets/' | summarize n = count() by type | order by type asc`);

    expect(await count('resources')).toEqual([]);
    expect((await count('computeresources')).map((each) => each['n'])).toEqual([25, 25]);
  });

  it('has the power state of an instance below extended.instanceView', async () => {
    const [row] =
      await rows(`computeresources | where type =~ 'microsoft.compute/virtualmachinescalesets/virtualmachines'
      | project id, power = tostring(properties.extended.instanceView.powerState.code) | order by id asc | limit 1`);

    expect(row).toEqual({ id: expect.stringMatching(/^[^A-Z]+$/), power: 'PowerState/running' });
  });

  it('has role assignments in authorizationresources and no locks anywhere', async () => {
    const assignments = "authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | project id";
    const added = smallEstate().resources.filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments');

    expect((await rows(assignments)).map(({ id }) => id)).toEqual(expect.arrayContaining(added.map(({ id }) => id)));
    expect(await rows("resources | where type contains 'locks' | project id")).toEqual([]);
  });

  it('has the role that lets somebody in, and what it allows; one from a management group only where that is asked for', async () => {
    const group = '/providers/Microsoft.Management/managementGroups/contoso-prod';
    azure().replaceEstate({
      ...smallEstate(),
      principals: [
        { ...auditor, grants: [...auditor.grants, { scope: group, actions: ['*/read'], notActions: [lock] }] },
      ],
    });
    const scopes = async (options = {}) =>
      (await rows(own, { options, subscriptions: [ids.production] })).map(({ scope }) => scope);
    const given = auditor.grants.map(({ scope }) => scope).filter((scope) => scope.includes(ids.production));
    const [definition] = await rows(definitions, { options: { authorizationScopeFilter: 'AtScopeAndAbove' } });

    expect(new Set(await scopes())).toEqual(new Set(given));
    expect(await scopes({ authorizationScopeFilter: 'AtScopeAndAbove' })).toContain(group);
    expect(definition).toMatchObject({ permissions: [{ actions: ['*/read'], notActions: [lock] }] });
  });

  it('has an old body, or none, for a resource that lags behind', async () => {
    const state = `resources | where id in~ ('${clusterId(1)}', '${clusterId(2)}') | project tostring(properties.provisioningState)`;
    azure().control.setGraphLag(clusterId(1), cluster(clusterId(1), 'Creating'));
    azure().control.setGraphLag(clusterId(2), null);
    const throughArm = await signedRequest(azure(), `${clusterId(1)}?api-version=2026-06-01`);

    expect((await rows(state)).flatMap((row) => Object.values(row))).toEqual(['Creating']);
    expect(throughArm.json()['properties']).toMatchObject({ provisioningState: 'Succeeded' });
  });

  it('comes as a table when that is asked for', async () => {
    const query = `resources | where id =~ '${clusterId(1)}' | project id, properties`;
    const { data } = (await post({ query, options: { resultFormat: 'table' } })).json();

    expect(data).toMatchObject({
      columns: [
        { name: 'id', type: 'string' },
        { name: 'properties', type: 'object' },
      ],
      rows: [[clusterId(1), { provisioningState: 'Succeeded' }]],
    });
  });
});

describe('the scope of a query', () => {
  const containers =
    "resourcecontainers | where type =~ 'microsoft.resources/subscriptions' | project subscriptionId | order by subscriptionId asc";
  const found = async (scope: Record<string, unknown>) =>
    (await rows(containers, scope)).map((row) => row['subscriptionId']);

  it('loses unreadable subscriptions without a word', async () => {
    expect(await found({})).toEqual([ids.production, ids.development]);
    expect(await found({ subscriptions: [ids.refused, ids.production] })).toEqual([ids.production]);
  });

  it('can be a management group', async () => {
    expect(await found({ managementGroups: ['contoso-DEV'] })).toEqual([ids.development]);
  });

  it('is refused when none of its subscriptions is readable, or one is no GUID', async () => {
    expect(await detailCodes({ query: containers, subscriptions: [ids.refused] })).toEqual([
      'BadRequest',
      'NoValidSubscriptionsInQueryRequest',
    ]);
    expect(await detailCodes({ query: containers, subscriptions: ['production'] })).toEqual([
      'BadRequest',
      'SubscriptionsContainInvalidGuids',
    ]);
  });

  it('leaves out a disabled subscription', async () => {
    const estate = smallEstate();
    const subscriptions = estate.subscriptions.map((each) =>
      each.subscriptionId === ids.development ? { ...each, state: 'Disabled' as const } : each,
    );
    azure().control.replaceEstate({ ...estate, subscriptions });

    expect(await found({})).toEqual([ids.production]);
  });

  it('shows only what a grant on a resource group, a resource or a type reaches', async () => {
    const estate = smallEstate();
    const grants = [
      { scope: clusterId(3), actions: ['*/read'] },
      {
        scope: `/subscriptions/${ids.production}/resourceGroups/MC_rg-a_a1_westeurope`,
        actions: ['Microsoft.Network/routeTables/read'],
      },
    ];
    azure().control.replaceEstate({ ...estate, principals: [{ ...auditor, grants }] });

    expect((await rows('resources | project name | order by name asc')).map((row) => row['name'])).toEqual([
      'a3',
      'aks-routetable',
    ]);
  });
});

describe('a query that Resource Graph refuses', () => {
  it.each([
    ['does not parse', 'resources | where where', 'ParserFailure'],
    ['names a table that is not there', 'nothings | project id', 'DisallowedLogicalTableName'],
  ])('%s', async (_, query, code) => {
    const codes = await detailCodes({ query });

    expect([codes[0], codes.at(-1)]).toEqual(['BadRequest', code]);
  });

  it('comes back larger than 16 MB', async () => {
    azure().control.changeSettings({ graphMaximumPayloadBytes: 1000 });
    const { error } = (await post({ query: 'resources' })).json();
    azure().control.changeSettings({ graphMaximumPayloadBytes: 16 * 1024 * 1024 });

    expect(error?.details?.[0]).toMatchObject({
      code: 'ResponsePayloadTooLarge',
      message: expect.stringContaining('has exceeded the limit of 1000'),
    });
  });
});

describe('the quota of Resource Graph', () => {
  it('is 15 requests in 5 seconds, told in headers on every answer', async () => {
    const answers = [];
    for (let n = 0; n < 16; n++) answers.push(await post({ query: 'resources | count' }));
    const last = answers.at(-1);

    expect(answers.map((each) => each.status)).toEqual([...Array(15).fill(200), 429]);
    expect(answers[0]?.headers).toMatchObject({
      'x-ms-user-quota-remaining': '14',
      'x-ms-user-quota-resets-after': '00:00:05',
    });
    expect(last?.headers).toMatchObject({ 'x-ms-user-quota-remaining': '0', 'retry-after': '5' });
    expect(last?.json().error?.details?.[0]?.code).toBe('RateLimiting');
    azure().clock.advance(5);
    expect((await post({ query: 'resources | count' })).headers['x-ms-user-quota-remaining']).toBe('14');
  });
});

describe('queries of other clients', () => {
  it('put a number in the place of a dynamic value that is not there', async () => {
    const found = await rows("resources | where name == 'a1' | project pools = coalesce(properties.nothing, 4), name");

    expect(found).toEqual([{ pools: 4, name: 'a1' }]);
  });

  it('find a documented table that is empty', async () => {
    expect(await rows('recoveryservicesresources | count')).toEqual([{ Count: 0 }]);
  });
});
