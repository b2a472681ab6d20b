import { describe, expect, it } from 'vitest';
import { AzureRequestError } from '../../src/arm/errors.ts';
import type { Row } from '../../src/arm/resource-graph.ts';
import { createProvedRights } from '../../src/gather/graph/own-rights.ts';
import { readShownSubscriptions } from '../../src/gather/graph/shown-subscriptions.ts';

const [one, two] = ['11111111-0000-4000-8000-000000000001', '22222222-0000-4000-8000-000000000002'];
const locks = 'Microsoft.Authorization/locks/read';
const advisor = 'Microsoft.Advisor/recommendations/read';
const reader = 'ACDD72A7-3385-48ef-bd42-f606fba81ae7';
const group = '/providers/Microsoft.Management/managementGroups/mg-Corp';

const assignment = (scope: string, role: string): Row => ({
  id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${role}`,
  properties: {
    principalId: 'me',
    roleDefinitionId: `/subscriptions/${one}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    scope,
  },
});

const definition = (role: string, actions: readonly string[], notActions: readonly string[] = []): Row => ({
  id: `/providers/Microsoft.Authorization/RoleDefinitions/${role.toUpperCase()}`,
  properties: { roleName: role, permissions: [{ actions, notActions }] },
});

/** A tenant of two subscriptions, the first below the management group. */
function rights(assignments: readonly Row[], definitions: readonly Row[] = []) {
  const asked: string[] = [];
  const containers = [
    { id: `/Subscriptions/${one}`, managementGroups: [{ displayName: 'Corp', name: 'MG-corp' }] },
    { id: `/subscriptions/${two}`, managementGroups: null },
  ];
  const query = async (text: string): Promise<readonly Row[]> => {
    const [table = ''] = text.split('\n');
    asked.push(table);
    if (table === 'resourcecontainers') return containers;
    return text.includes('roledefinitions') ? definitions : assignments;
  };
  return { asked, graph: { query }, mayRead: createProvedRights({ query }, async () => 'me') };
}

const proved = async ({ mayRead }: Pick<ReturnType<typeof rights>, 'mayRead'>, action: string) => [
  ...(await mayRead(action, [one, two])),
];

describe('a right is proved', () => {
  it('by Reader at the subscription, and there alone', async () => {
    expect(await proved(rights([assignment(`/subscriptions/${two}/`, reader)]), locks)).toEqual([two]);
  });

  it('by Reader at a management group above, whatever its case', async () => {
    expect(await proved(rights([assignment(group, reader)]), locks)).toEqual([one]);
  });

  it('by a role that lists the action, not by what the role takes away', async () => {
    const custom = rights([assignment(`/subscriptions/${one}`, 'c')], [definition('c', ['*/read'], [advisor])]);

    expect(await proved(custom, locks)).toEqual([one]);
    expect(await proved(custom, advisor)).toEqual([]);
  });

  it('with the roles asked for once', async () => {
    const all = rights([assignment(`/subscriptions/${one}`, 'c')], [definition('c', ['*'])]);
    await Promise.all([proved(all, locks), proved(all, advisor)]);
    await proved(all, locks);

    expect(all.asked.sort()).toEqual(['authorizationresources', 'authorizationresources', 'resourcecontainers']);
  });
});

it('the subscriptions are asked for once, by whoever comes first', async () => {
  const all = rights([assignment(`/subscriptions/${two}`, reader)]);
  const shown = readShownSubscriptions(all.graph);
  const mayRead = createProvedRights(all.graph, async () => 'me', shown);
  const readable = await shown([one, two].map((id) => `/subscriptions/${id}`));

  expect([...readable.keys()]).toEqual([`/subscriptions/${one}`, `/subscriptions/${two}`]);
  expect(await proved({ mayRead }, locks)).toEqual([two]);
  expect(all.asked.filter((table) => table === 'resourcecontainers')).toHaveLength(1);
});

describe('nothing is proved', () => {
  it.each<[string, readonly Row[]]>([
    ['by a role below the subscription', [assignment(`/subscriptions/${one}/resourceGroups/rg`, reader)]],
    ['by a role at another management group', [assignment(`${group}-2`, reader)]],
    ['by a role whose definition is not shown', [assignment(`/subscriptions/${one}`, 'c')]],
    ['without any role', []],
  ])('%s', async (_, assignments) => {
    expect(await proved(rights(assignments), locks)).toEqual([]);
  });

  it('about whoever is not known', async () => {
    const all = rights([assignment(`/subscriptions/${one}`, reader)]);
    const mayRead = createProvedRights(all.graph, async () => undefined);

    expect(await proved({ mayRead }, locks)).toEqual([]);
    expect(all.asked).not.toContain('authorizationresources');
  });

  it('where Resource Graph refuses to tell', async () => {
    expect(await proved(refusing(403), locks)).toEqual([]);
  });

  it('but a spent quota is no answer', async () => {
    await expect(proved(refusing(429), locks)).rejects.toMatchObject({ status: 429 });
  });
});

function refusing(status: number) {
  const query = () => Promise.reject(new AzureRequestError(`${status}`, { status, code: 'No', path: '/graph' }));
  return { mayRead: createProvedRights({ query }, async () => 'me') };
}
