import { describe, expect, it } from 'vitest';
import nodeWithoutRoute from '../../../src/checks/route-table/node-without-route.ts';
import type { RouteTable } from '../../../src/model/azure/route-table.ts';
import type { ClusterNode } from '../../../src/model/cluster-facts.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { asOf } from '../../builders/check-context.ts';
import { healthyNodes, healthyRoutes } from '../../builders/cluster-facts.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { aNode } from '../../builders/node.ts';
import { instanceId, nodeName, nodeSubnetId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { aNodeSubnet } from '../../builders/virtual-network.ts';
import { ask, failing, failingIds, plainCommands } from '../ask.ts';

const userNode = nodeName('user', 0);

/** The table without the route of the node `user 0`. */
const routesWithoutUser = () => healthyRoutes().filter(({ name }) => !name.startsWith(userNode));
const tableWithoutUser = (): RouteTable[] => [aRouteTable({ routes: routesWithoutUser() })];

/** The nodes, with the one whose route is missing changed. */
const nodesWith = (overrides: Partial<ClusterNode>) =>
  healthyNodes().map((node) => (node.name === userNode ? { ...node, ...overrides } : node));

const secondsBefore = (seconds: number) => new Date(asOf.getTime() - seconds * 1000).toISOString();

const dualStack = () =>
  aManagedCluster({
    networkProfile: { ipFamilies: ['IPv4', 'IPv6'], podCidrs: ['10.244.0.0/16', 'fd12:3456:789a::/64'] },
  });

describe('RT-004', () => {
  it('passes when every node has its route', () => {
    expect(ask(nodeWithoutRoute)).toMatchObject({ status: 'pass', severity: 'high', live: true });
  });

  it('names the one node of three without a route, and keeps the machine, the only one of its pool', () => {
    const outcome = ask(nodeWithoutRoute, { routeTables: tableWithoutUser() });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failingIds(outcome)).toEqual([instanceId('user', 0)]);
    expect(failing(outcome)[0]).toMatchObject({ confidence: 'measured' });
    expect(failing(outcome)[0]?.evidence).toEqual({
      node: userNode,
      pool: 'user',
      missing: ['IPv4'],
      powerState: 'running',
      ageMinutes: 30_120,
    });
    expect(outcome.reason).toContain(userNode);
    expect(outcome.fix.commands).toEqual([]);
  });

  it('has the one of three nodes of a pool register anew', () => {
    const more = ['000001', '000002'].map((end) => userNode.replace(/\w{6}$/, end));
    const routes = [
      ...healthyRoutes().slice(0, 2),
      ...more.map((name, at) => aRoute({ name: `${name}____x`, addressPrefix: `10.244.${at + 7}.0/24` })),
    ];
    const nodes = [...healthyNodes(), ...more.map((name) => aNode({ name, resourceId: `/${name}`, poolName: 'user' }))];
    const outcome = ask(nodeWithoutRoute, { routeTables: [aRouteTable({ routes })], nodes });

    expect(plainCommands(outcome)).toHaveLength(1);
    expect(plainCommands(outcome)[0]).toContain(`--nodepool-name user --machine-names ${userNode}`);
  });

  it.each([
    ['4:59', 299, 'pass'],
    ['5:00', 300, 'pass'],
    ['5:01', 301, 'fail'],
  ])('judges a node of %s minutes', (_, age, status) => {
    const facts = { routeTables: tableWithoutUser(), nodes: nodesWith({ createdAt: secondsBefore(age) }) };

    expect(ask(nodeWithoutRoute, facts).status).toBe(status);
  });

  it('says of a young node that it still waits', () => {
    const facts = { routeTables: tableWithoutUser(), nodes: nodesWith({ createdAt: secondsBefore(60) }) };

    const finding = ask(nodeWithoutRoute, facts).findings.find(
      ({ resourceId }) => resourceId === instanceId('user', 0),
    );

    expect(finding).toMatchObject({ status: 'pass', evidence: { ageMinutes: 1, missing: ['IPv4'] } });
    expect(finding?.message).toContain('too young');
  });

  it.each([
    ['age', { createdAt: undefined }],
    ['readable age', { createdAt: 'soon' }],
    ['power state', { powerState: undefined }],
  ])('is suspected of a node without %s', (_, overrides) => {
    const outcome = ask(nodeWithoutRoute, { routeTables: tableWithoutUser(), nodes: nodesWith(overrides) });

    expect(failing(outcome)).toMatchObject([{ resourceId: instanceId('user', 0), confidence: 'suspected' }]);
  });

  it('still waits for a young node of unknown power state', () => {
    const nodes = nodesWith({ powerState: undefined, createdAt: secondsBefore(60) });

    expect(ask(nodeWithoutRoute, { routeTables: tableWithoutUser(), nodes }).status).toBe('pass');
  });

  it.each(['deallocated', 'stopped', 'starting'])('leaves out a node that is %s', (powerState) => {
    expect(ask(nodeWithoutRoute, { routeTables: tableWithoutUser(), nodes: nodesWith({ powerState }) }).status).toBe(
      'pass',
    );
  });

  it('reads the power state in any letter case', () => {
    const facts = { routeTables: tableWithoutUser(), nodes: nodesWith({ powerState: 'Running' }) };

    expect(ask(nodeWithoutRoute, facts).status).toBe('fail');
  });

  it('does not apply when no node runs', () => {
    const nodes = healthyNodes().map((node) => ({ ...node, powerState: 'deallocated' }));

    expect(ask(nodeWithoutRoute, { routeTables: [], nodes }).status).toBe('notApplicable');
  });

  it.each([
    ['in other letter case', { name: `${userNode.toUpperCase()}____102442024` }],
    ['named as before Kubernetes 1.21', { name: userNode }],
  ])('takes a route %s for the node', (_, overrides) => {
    const route = aRoute({ addressPrefix: '10.244.2.0/24', ...overrides });

    expect(
      ask(nodeWithoutRoute, { routeTables: [aRouteTable({ routes: [...routesWithoutUser(), route] })] }).status,
    ).toBe('pass');
  });

  it.each([
    ['whose name only starts like the node', { name: `${userNode}0____102442024`, addressPrefix: '10.244.2.0/24' }],
    ['outside the pod CIDR', { name: `${userNode}____102452024`, addressPrefix: '10.245.2.0/24' }],
  ])('does not take a route %s', (_, overrides) => {
    const routes = [...routesWithoutUser(), aRoute(overrides)];

    expect(failingIds(ask(nodeWithoutRoute, { routeTables: [aRouteTable({ routes })] }))).toEqual([
      instanceId('user', 0),
    ]);
  });

  it('names only the family that is missing in a dual-stack cluster', () => {
    const ipv6 = healthyRoutes().map((route, node) => ({
      ...route,
      name: `${route.name.split('____')[0]}____fd123456789a${node}80`,
      addressPrefix: `fd12:3456:789a:0:${node}::/80`,
    }));
    const tables = (count: number) => [aRouteTable({ routes: [...healthyRoutes(), ...ipv6.slice(0, count)] })];

    expect(ask(nodeWithoutRoute, { managedCluster: dualStack(), routeTables: tables(3) }).status).toBe('pass');
    const outcome = ask(nodeWithoutRoute, { managedCluster: dualStack(), routeTables: tables(2) });
    expect(failing(outcome)).toMatchObject([{ resourceId: instanceId('user', 0), evidence: { missing: ['IPv6'] } }]);
    expect(outcome.reason).toContain('no IPv6 route');
  });

  it('names both families of a dual-stack node without any route', () => {
    const outcome = ask(nodeWithoutRoute, { managedCluster: dualStack(), routeTables: tableWithoutUser() });

    const messages = failing(outcome).map(({ message }) => message);
    expect(messages).toHaveLength(3);
    expect(messages[2]).toContain('no IPv4 and no IPv6 route');
  });

  it('fails for every node where no table is associated', () => {
    const outcome = ask(nodeWithoutRoute, { routeTables: [] });

    expect(failing(outcome)).toHaveLength(3);
    expect(outcome.reason).toContain('3 of 3 resources fail');
    expect(plainCommands(outcome)).toEqual([]);
  });

  it('fails for a node whose route is in another table than the others, and keeps its machine', () => {
    const last = healthyRoutes().slice(2);

    const outcome = ask(nodeWithoutRoute, { routeTables: [...tableWithoutUser(), aRouteTable({ routes: last })] });
    expect(failingIds(outcome)).toEqual([instanceId('user', 0)]);
    expect(outcome.fix.commands).toEqual([]);
  });

  it('does not apply to a stopped cluster', () => {
    const managedCluster = aManagedCluster({ powerState: { code: 'Stopped' } });

    expect(ask(nodeWithoutRoute, { managedCluster, nodes: [] })).toMatchObject({
      status: 'notApplicable',
      reason: 'The cluster is stopped: its nodes do not run.',
    });
  });

  it.each([{ code: 'running' }, undefined])('takes a cluster with power state %o to run', (powerState) => {
    const managedCluster = aManagedCluster({ powerState });

    expect(ask(nodeWithoutRoute, { managedCluster, routeTables: [] }).status).toBe('fail');
  });

  it('is unknown, not a pass, when the nodes of a whole pool are missing from the list', () => {
    const nodes = healthyNodes().filter(({ poolName }) => poolName === 'system');

    const outcome = ask(nodeWithoutRoute, { nodes });

    expect(outcome.status).toBe('unknown');
    expect(outcome.reason).toContain('pool user');
  });

  it('names only pools that count nodes as missing from the list', () => {
    const pools = [anAgentPool({ name: 'user', count: 1 }), anAgentPool({ name: 'empty', count: 0 })];

    const { reason } = ask(nodeWithoutRoute, {
      managedCluster: aManagedCluster({ agentPoolProfiles: pools }),
      nodes: [],
    });

    expect(reason).toContain('pool user');
    expect(reason).not.toContain('pool empty');
  });

  it('takes enough nodes of no known pool for those of the missing pool, and too few not', () => {
    const managedCluster = (count: number) =>
      aManagedCluster({
        agentPoolProfiles: [anAgentPool({ name: 'system', count: 2 }), anAgentPool({ name: 'user', count })],
      });
    const nodes = nodesWith({ poolName: undefined });

    expect(ask(nodeWithoutRoute, { managedCluster: managedCluster(1), nodes }).status).toBe('pass');
    expect(ask(nodeWithoutRoute, { managedCluster: managedCluster(2), nodes }).status).toBe('unknown');
  });

  it('knows a pool in other letter case', () => {
    expect(ask(nodeWithoutRoute, { nodes: nodesWith({ poolName: 'USER' }) }).status).toBe('pass');
  });

  it('does not miss nodes of a pool that is scaled to zero', () => {
    const managedCluster = aManagedCluster({
      agentPoolProfiles: [anAgentPool({ name: 'system', count: 3 }), anAgentPool({ name: 'empty', count: 0 })],
    });

    expect(ask(nodeWithoutRoute, { managedCluster }).status).toBe('pass');
  });

  it('does not apply to a cluster without nodes', () => {
    const managedCluster = aManagedCluster({ agentPoolProfiles: [anAgentPool({ count: 0 })] });

    expect(ask(nodeWithoutRoute, { managedCluster, nodes: [] }).status).toBe('notApplicable');
  });

  it.each([
    ['malformed', { podCidr: '10.244.0.0/33', podCidrs: ['10.244.0.0/33'] }, '10.244.0.0/33'],
    ['not stated', { podCidr: undefined, podCidrs: [] }, 'no pod CIDR'],
  ])('is unknown when the pod CIDR is %s', (_, networkProfile, words) => {
    const outcome = ask(nodeWithoutRoute, { managedCluster: aManagedCluster({ networkProfile }) });

    expect(outcome.status).toBe('unknown');
    expect(outcome.reason).toContain(words);
  });

  it('offers no deletion where the pool is not known', () => {
    const nodes = nodesWith({ poolName: undefined });

    expect(ask(nodeWithoutRoute, { routeTables: tableWithoutUser(), nodes }).fix.commands).toEqual([]);
  });

  it.each(['routeTables', 'nodes'] as const)('is unknown when %s could not be read', (name) => {
    expect(ask(nodeWithoutRoute, { [name]: notKnown('403') })).toMatchObject({ status: 'unknown', reason: '403' });
  });

  describe('tells why, and keeps the machines', () => {
    /** Five nodes of one pool, of which the first have no route. */
    const pool = ['000000', '000001', '000002', '000003', '000004'].map((end) => userNode.replace(/\w{6}$/, end));
    const facts = (without: number, table: Partial<RouteTable> = {}) => ({
      managedCluster: aManagedCluster({ agentPoolProfiles: [anAgentPool({ name: 'user', count: 5 })] }),
      nodes: pool.map((name) => aNode({ name, resourceId: `/${name}`, poolName: 'user' })),
      routeTables: [
        aRouteTable({
          routes: pool
            .slice(without)
            .map((name, at) => aRoute({ name: `${name}____x`, addressPrefix: `10.244.${at}.0/24` })),
          ...table,
        }),
      ],
    });
    const keep = ' Most nodes are hit: look for what keeps AKS from writing, and keep the machines.';

    it.each([
      [1, 1, ''],
      [2, 2, ''],
      [3, 0, keep],
      [5, 0, keep],
    ])('where %i of 5 are hit: %i commands', (without, commands, said) => {
      const outcome = ask(nodeWithoutRoute, facts(without));

      expect(failing(outcome).map(({ message }) => message)).toEqual(
        pool.slice(0, without).map((name) => `Node ${name} has no IPv4 route.${said}`),
      );
      expect(plainCommands(outcome)).toHaveLength(commands);
    });

    it('where a cause was read, even of one node', () => {
      const outcome = ask(nodeWithoutRoute, facts(1, { provisioningState: 'Updating' }));

      expect(outcome.reason).toBe(`Node ${pool[0]} has no IPv4 route. Likely cause: rt-shop is Updating.`);
      expect(outcome.fix.commands).toEqual([]);
    });

    it('and names a cause alone where most are hit', () => {
      const outcome = ask(nodeWithoutRoute, facts(3, { provisioningState: 'Updating' }));

      expect(failing(outcome)[2]?.message).toBe(
        `Node ${pool[2]} has no IPv4 route. Likely cause: rt-shop is Updating.`,
      );
    });

    it('in half of a pool of two, where few of all nodes are hit, and all of a small pool', () => {
      const [first = '', second = ''] = pool;
      const { nodes, routeTables } = facts(2);
      const halves = nodes.map((node) => ({ ...node, poolName: [first, pool[2]].includes(node.name) ? 'a' : 'b' }));
      const managedCluster = aManagedCluster({
        agentPoolProfiles: [anAgentPool({ name: 'a', count: 2 }), anAgentPool({ name: 'b', count: 3 })],
      });
      expect(plainCommands(ask(nodeWithoutRoute, { managedCluster, nodes: halves, routeTables }))).toHaveLength(2);

      const small = nodes.map((node) => ({ ...node, poolName: [first, second].includes(node.name) ? 'a' : 'b' }));
      const outcome = ask(nodeWithoutRoute, { managedCluster, nodes: small, routeTables });
      expect(outcome.fix.commands).toEqual([]);
      expect(outcome.reason).toContain(keep);
    });

    it('in a message of its own for each node that passes', () => {
      const passing = ask(nodeWithoutRoute, facts(0)).findings;

      expect(passing.map(({ message }) => message)).toEqual(pool.map((name) => `Node ${name} has its routes.`));
      expect(passing[0]?.evidence).toMatchObject({ node: pool[0], pool: 'user', missing: [], powerState: 'running' });
    });
  });

  it('offers no deletion of a machine whose age or state was not read, among many with routes', () => {
    const nodes = ['000001', '000002'].map((end) => aNode({ name: userNode.replace(/\w{6}$/, end), poolName: 'user' }));
    const routes = [
      ...routesWithoutUser(),
      ...nodes.map(({ name }, at) => aRoute({ name: `${name}____x`, addressPrefix: `10.244.${at + 7}.0/24` })),
    ];
    const facts = {
      routeTables: [aRouteTable({ routes })],
      nodes: [...nodesWith({ powerState: undefined }), ...nodes],
    };

    expect(ask(nodeWithoutRoute, facts)).toMatchObject({ status: 'fail', fix: { commands: [] } });
    expect(failing(ask(nodeWithoutRoute, facts))[0]?.evidence).toMatchObject({ powerState: null, pool: 'user' });
  });

  it('tells an unknown pool and age as null', () => {
    const nodes = nodesWith({ poolName: undefined, createdAt: undefined });

    expect(failing(ask(nodeWithoutRoute, { routeTables: tableWithoutUser(), nodes }))[0]?.evidence).toMatchObject({
      pool: null,
      ageMinutes: null,
    });
  });

  it('leaves nodes to RT-001 whose routes are in a table that is not on every node subnet', () => {
    const bare = aNodeSubnet({ id: `${nodeSubnetId}-2`, routeTableId: undefined });
    const facts = { nodeSubnets: [aNodeSubnet(), bare] };

    expect(ask(nodeWithoutRoute, facts)).toMatchObject({
      status: 'notApplicable',
      reason: 'The routes of the nodes are in rt-shop, which is not on every node subnet: RT-001 says which.',
    });
    const outcome = ask(nodeWithoutRoute, { ...facts, routeTables: tableWithoutUser() });
    expect(outcome.status).toBe('fail');
    expect(outcome.findings[0]?.message).toBe(
      `A route to node ${nodeName('system', 0)} is in rt-shop, a table that is not on every node subnet: RT-001.`,
    );
  });
});
