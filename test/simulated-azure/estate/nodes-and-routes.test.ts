import { describe, expect, it } from 'vitest';
import type { ArmResource } from '../../../simulated-azure/estate/estate.ts';
import { asOf, at, clusters, isKubenet, list, resourcesOfType } from './contoso.ts';

interface Node {
  readonly name: string;
  readonly instanceId: string;
  readonly ageMinutes: number;
  readonly addresses: readonly string[];
  readonly forwards: boolean;
}

const interfaces = new Map(
  [
    ...resourcesOfType('Microsoft.Compute/virtualMachineScaleSets/virtualMachines/networkInterfaces'),
    ...resourcesOfType('Microsoft.Network/networkInterfaces'),
  ].map((nic) => [nic.id, nic]),
);
const machines = [
  ...resourcesOfType('Microsoft.Compute/virtualMachineScaleSets/virtualMachines'),
  ...resourcesOfType('Microsoft.Compute/virtualMachines'),
];
const tables = resourcesOfType('Microsoft.Network/routeTables');

function nodesOf(cluster: ArmResource): readonly Node[] {
  const group = `/resourceGroups/${String(at(cluster, 'properties', 'nodeResourceGroup'))}/`;
  return machines.filter(({ id }) => id.includes(group)).map(nodeOf);
}

function nodeOf(machine: ArmResource): Node {
  const nic = interfaces.get(String(at(machine, 'properties', 'networkProfile', 'networkInterfaces', 0, 'id')));
  return {
    name: String(at(machine, 'properties', 'osProfile', 'computerName')),
    instanceId: String(machine['instanceId']),
    ageMinutes: (Date.parse(asOf) - Date.parse(String(at(machine, 'properties', 'timeCreated')))) / 60_000,
    addresses: list(nic, 'properties', 'ipConfigurations').map((each) =>
      String(at(each, 'properties', 'privateIPAddress')),
    ),
    forwards: at(nic, 'properties', 'enableIPForwarding') === true,
  };
}

function namesWhere(claim: (nodes: readonly Node[]) => boolean): readonly string[] {
  return clusters.filter((cluster) => isKubenet(cluster) && claim(nodesOf(cluster))).map(({ name }) => name);
}

const routes = tables.flatMap((table) =>
  list(table, 'properties', 'routes').map((route) => ({
    name: String(at(route, 'name')),
    prefix: String(at(route, 'properties', 'addressPrefix')),
    hop: at(route, 'properties', 'nextHopIpAddress'),
  })),
);
const routesByNode = Map.groupBy(routes, ({ name }) => name.split('____')[0] ?? '');

describe('nodes and their routes', () => {
  it('lacks routes in the two clusters that say so, and in the one that is being created', () => {
    expect(namesWhere((nodes) => nodes.some(({ name }) => !routesByNode.has(name))).toSorted()).toEqual([
      'aks-orders-prod',
      'aks-preview-test',
      'aks-returns-prod',
    ]);
  });

  it('has one node without a route that is older than five minutes', () => {
    const bare = clusters
      .filter(isKubenet)
      .flatMap(nodesOf)
      .filter(({ name }) => !routesByNode.has(name));

    expect(bare.filter(({ ageMinutes }) => ageMinutes > 5).map(({ ageMinutes }) => ageMinutes)).toEqual([47]);
    expect(Math.max(...bare.map(({ ageMinutes }) => ageMinutes).filter((age) => age <= 5))).toBe(4);
  });

  it('points every route at its node but for one', () => {
    expect(
      namesWhere((nodes) =>
        nodes.some(({ name, addresses }) =>
          routesByNode.get(name)?.some(({ hop }) => !addresses.includes(String(hop))),
        ),
      ),
    ).toEqual(['aks-shipping-prod']);
  });

  it('forwards on every interface but one', () => {
    expect(namesWhere((nodes) => nodes.some(({ forwards }) => !forwards))).toEqual(['aks-tracking-prod']);
  });

  it('keeps two routes of departed nodes', () => {
    const names = new Set(clusters.flatMap(nodesOf).map(({ name }) => name));
    const stale = routes.filter(({ name }) => name.includes('____') && !names.has(name.split('____')[0] ?? ''));

    expect(stale.map(({ prefix }) => prefix)).toEqual(['10.244.9.0/24', '10.244.11.0/24']);
  });

  it('names routes after the node and its prefix', () => {
    const odd = routes.filter(
      ({ name, prefix }) => name.includes('____') && name.split('____')[1] !== prefix.replaceAll(/[.:/]/g, ''),
    );

    expect(odd).toEqual([]);
  });

  it('ends the names of scale set nodes in the instance id in base 36', () => {
    const odd = clusters
      .flatMap(nodesOf)
      .filter(({ name, instanceId }) => name.includes('-vmss') && parseInt(name.slice(-6), 36) !== Number(instanceId));

    expect(odd).toEqual([]);
    expect(routesByNode.size).toBeGreaterThan(36);
  });

  it('fills one table with 372 routes and one with 252', () => {
    const sizes = tables.map((table) => list(table, 'properties', 'routes').length).toSorted((a, b) => b - a);

    expect(sizes.slice(0, 2)).toEqual([372, 252]);
  });

  it('gives every node of a dual-stack cluster a route for each IP family', () => {
    const dual = clusters.find(({ name }) => name === 'aks-iot-dualstack-prod');
    const counts = dual === undefined ? [] : nodesOf(dual).map(({ name }) => routesByNode.get(name)?.length);

    expect(counts).toEqual([2, 2, 2, 2, 2, 2, 2]);
  });
});
