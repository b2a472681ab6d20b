import { describe, expect, it } from 'vitest';
import { buildSampleEstate } from '../../../simulated-azure/estate/sample.ts';
import { asOf, at, clusters, contoso, isKubenet, list, resourcesOfType } from './contoso.ts';

describe('the sample estate', () => {
  it('has the same bytes for the same seed', () => {
    expect(JSON.stringify(buildSampleEstate({ seed: 'contoso', asOf }))).toBe(JSON.stringify(contoso));
  });

  it('has other ids and the same names for another seed', () => {
    const other = buildSampleEstate({ seed: 'other', asOf });

    expect(other.resources.length).toBe(contoso.resources.length);
    expect(other.subscriptions.map(({ displayName }) => displayName)).toEqual(
      contoso.subscriptions.map(({ displayName }) => displayName),
    );
    expect(other.subscriptions[0]?.subscriptionId).not.toBe(contoso.subscriptions[0]?.subscriptionId);
  });

  it('holds no key without a value, so that JSON and memory agree', () => {
    expect(JSON.parse(JSON.stringify(contoso))).toStrictEqual(contoso);
  });

  it('has at least 42 clusters, 26 of them on kubenet, each with a name of its own', () => {
    expect(clusters.length).toBeGreaterThanOrEqual(42);
    expect(clusters.filter(isKubenet).length).toBeGreaterThanOrEqual(26);
    expect(new Set(clusters.map(({ name }) => name)).size).toBe(clusters.length);
  });

  it('has no id twice', () => {
    const ids = contoso.resources.map(({ id }) => id.toLowerCase());

    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('gives every cluster machines with digits of their own', () => {
    const digits = resourcesOfType('Microsoft.Compute/virtualMachineScaleSets').map(
      ({ id, name }) => `${id.split('/')[4]} ${/-(\d{8})-vmss$/.exec(name)?.[1]}`,
    );

    expect(new Set(digits.map((each) => each.split(' ')[1])).size).toBe(new Set(digits).size);
  });

  it('shows the warts of real answers', () => {
    const text = JSON.stringify(clusters);

    expect(text).toContain('/resourcegroups/');
    expect(text).toContain('/resourceGroups/');
    expect(text).toContain('"networkPlugin":"Kubenet"');
    expect(text).toContain('"loadBalancerSku":"Standard"');
    expect(text).toContain('"upgradeSettings":null');
    expect(
      clusters.filter((cluster) => at(cluster, 'properties', 'currentKubernetesVersion') === undefined),
    ).toHaveLength(1);
  });

  it('spells one subnet differently in pool and virtual network', () => {
    const subnetIds = resourcesOfType('Microsoft.Network/virtualNetworks').flatMap((network) =>
      list(network, 'properties', 'subnets').map((subnet) => String(at(subnet, 'id'))),
    );
    const poolSubnetIds = resourcesOfType('Microsoft.ContainerService/managedClusters/agentPools')
      .map((pool) => at(pool, 'properties', 'vnetSubnetID'))
      .filter((id) => typeof id === 'string');
    const otherwiseSpelt = new Set(poolSubnetIds.filter((id) => !subnetIds.includes(id)));

    expect([...otherwiseSpelt]).toHaveLength(1);
    expect(subnetIds.map((id) => id.toLowerCase())).toContain([...otherwiseSpelt][0]?.toLowerCase());
  });
});

describe('the sample subscriptions', () => {
  const readable = contoso.subscriptions.filter(({ subscriptionId }) =>
    contoso.principals[0]?.grants.some(
      ({ scope, actions }) => scope === `/subscriptions/${subscriptionId}` && actions.includes('*/read'),
    ),
  );

  it('are at least seven in two management groups, one delegated from another tenant', () => {
    expect(contoso.subscriptions.length).toBeGreaterThanOrEqual(7);
    expect(contoso.managementGroups).toHaveLength(2);
    expect(contoso.subscriptions.filter(({ tenantId }) => tenantId !== contoso.tenantId)).toHaveLength(1);
  });

  it('hold one that the auditor sees in the list and may not read', () => {
    expect(contoso.subscriptions.length - readable.length).toBe(1);
    expect(contoso.principals[0]?.grants).toHaveLength(contoso.subscriptions.length);
  });

  it('hold one without a cluster', () => {
    const withCluster = new Set(clusters.map(({ id }) => id.split('/')[2]));

    expect(readable.filter(({ subscriptionId }) => !withCluster.has(subscriptionId))).toHaveLength(1);
  });

  it('give nobody no grant', () => {
    expect(contoso.principals.map(({ grants }) => grants.length)).toEqual([8, 8, 0]);
  });
});
