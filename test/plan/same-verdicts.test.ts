import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../scripts/bench-report/fleet.ts';
import { judgeCluster } from '../../src/audit/judge-cluster.ts';
import type { ClusterReport } from '../../src/model/report.ts';
import { addressPlan } from '../../src/plan/address-plan.ts';
import { addressText } from '../../src/plan/address-text.ts';
import { anAgentPool } from '../builders/agent-pool.ts';
import { aContext } from '../builders/check-context.ts';
import { clusterFacts } from '../builders/cluster-facts.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { nodeSubnetId, virtualNetworkId } from '../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../builders/route-table.ts';
import { aNodeSubnet, aSubnet, aVirtualNetwork } from '../builders/virtual-network.ts';

type Severity = ClusterReport['checks'][number]['severity'];

/** What the plan says where a check fails; undefined where the plan says what it says of a pass. */
function inPlan(cluster: ClusterReport): Readonly<Record<string, Severity | undefined>> {
  const { conflicts, blocks, nodesAtMax, needed } = addressPlan(cluster, []);
  const meets = (of: 'pods' | 'services', ...kinds: readonly string[]) =>
    conflicts.some((each) => each.of === of && kinds.includes(each.kind));
  const exceeds = (nodes: number | null) => nodes !== null && blocks !== null && nodes > blocks;
  const space = meets('pods', 'network') ? 'medium' : undefined;
  const isFull = cluster.headroom.limits.some(
    ({ name, capacity, peak }) => name === 'subnet' && capacity !== null && peak !== null && peak > capacity,
  );
  return {
    'IP-002': isFull ? 'medium' : undefined,
    'IP-003': exceeds(nodesAtMax) ? 'blocker' : exceeds(needed) ? 'medium' : undefined,
    'IP-004': meets('pods', 'subnet') ? 'blocker' : space,
    'IP-005': meets('pods', 'peered', 'onPremises', 'route') ? 'high' : undefined,
    'IP-006': meets('services', 'subnet') || meets('pods', 'services') ? 'blocker' : undefined,
    'IP-007': meets('pods', 'reserved') || meets('services', 'reserved') ? 'blocker' : undefined,
  };
}

interface Verdict {
  readonly code: string;
  readonly check: Severity | undefined;
  readonly plan: Severity | undefined;
}

/** Of each check about addresses that could be answered. */
function verdicts(cluster: ClusterReport): readonly Verdict[] {
  const plan = inPlan(cluster);
  return cluster.checks
    .filter(({ code, status }) => Object.hasOwn(plan, code) && (status === 'pass' || status === 'fail'))
    .map(({ code, status, severity }) => ({
      code,
      check: status === 'fail' ? severity : undefined,
      plan: plan[code],
    }));
}

/** The maxima alone are what AKS compares with a node subnet; that they exceed it is no question of the plan's numbers. */
const disagreeing = (cluster: ClusterReport) =>
  verdicts(cluster).filter(({ code, check, plan }) =>
    code === 'IP-002' ? (check === undefined) !== (plan === undefined) : check !== plan,
  );

/** Whether today's pod CIDR goes along as it is. */
const keeps = (cluster: ClusterReport) => addressPlan(cluster, []).way === 'keep';

/** Failing checks that the plan neither acts on nor names. The address space where no subnet is has its sentence, and so has IP-007. */
function unsaid(cluster: ClusterReport): readonly string[] {
  const text = addressText(addressPlan(cluster, []));
  return verdicts(cluster)
    .filter(({ check }) => check !== undefined)
    .filter(({ code, check }) => {
      if (code === 'IP-004' && check === 'medium') return !text.includes('AKS checks subnets only');
      if (code === 'IP-007') return !text.includes('(IP-007)');
      return code !== 'IP-002';
    })
    .map(({ code }) => code);
}

describe('the address plan and the checks', () => {
  it('meet the same over the whole sample estate', async () => {
    const { clusters } = await sampleReport();
    expect(clusters.flatMap(disagreeing)).toEqual([]);
    const failing = clusters.flatMap(verdicts).filter(({ check }) => check !== undefined);
    expect([...new Set(failing.map(({ code }) => code))].sort()).toEqual([
      ...['IP-002', 'IP-003', 'IP-004', 'IP-005', 'IP-006', 'IP-007'],
    ]);
  });

  it('and of any cluster; where the plan keeps the addresses, it says whatever a check fails for', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const report = judged(given);
        expect(verdicts(report).map(({ code }) => code)).toEqual([
          ...['IP-002', 'IP-003', 'IP-004', 'IP-005', 'IP-006', 'IP-007'],
        ]);
        expect(disagreeing(report)).toEqual([]);
        if (keeps(report)) expect(unsaid(report)).toEqual([]);
        else expect(unsaid(report)).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

/** Few first and second octets, so that ranges do meet. */
const prefix = fc
  .tuple(fc.constantFrom(10, 100, 172, 192), fc.constantFrom(0, 16, 30, 64, 168, 244), fc.integer({ min: 11, max: 26 }))
  .map(([a, b, length]) => `${a}.${b}.0.0/${length}`);

const situation = fc.record({
  podCidr: prefix,
  serviceCidr: prefix,
  space: prefix,
  subnets: fc.array(prefix, { maxLength: 3 }),
  peered: fc.array(prefix, { maxLength: 2 }),
  onPremises: fc.array(prefix, { maxLength: 2 }),
  routes: fc.array(prefix, { maxLength: 2 }),
  nodeSubnet: fc.integer({ min: 22, max: 28 }),
  fixed: fc.integer({ min: 1, max: 40 }),
  max: fc.integer({ min: 1, max: 400 }),
  surge: fc.constantFrom('1', '5', '10%', '33%'),
});

type Situation = typeof situation extends fc.Arbitrary<infer Given> ? Given : never;

function judged(given: Situation): ClusterReport {
  const { podCidr, serviceCidr, space, subnets, peered, onPremises, routes, nodeSubnet, fixed, max, surge } = given;
  const upgradeSettings = { maxSurge: surge, maxUnavailable: '0' };
  const managedCluster = aManagedCluster({
    networkProfile: {
      ...{ podCidr, podCidrs: [podCidr], serviceCidr, serviceCidrs: [serviceCidr] },
      dnsServiceIP: serviceCidr.split('/')[0],
    },
    agentPoolProfiles: [
      anAgentPool({ name: 'system', count: fixed, upgradeSettings }),
      anAgentPool({
        ...{ name: 'user', mode: 'User', count: 1, enableAutoScaling: true, minCount: 1, maxCount: max },
        upgradeSettings,
      }),
    ],
  });
  const nodePrefixes = [`10.10.0.0/${nodeSubnet}`];
  const network = aVirtualNetwork({
    addressSpace: { addressPrefixes: [space] },
    subnets: [
      aSubnet({ addressPrefixes: nodePrefixes }),
      ...subnets.map((each, index) =>
        aSubnet({ id: `${nodeSubnetId}${index}`, name: `s${index}`, addressPrefixes: [each], routeTableId: undefined }),
      ),
    ],
    virtualNetworkPeerings: peered.map((each, index) => ({
      name: `to-${index}`,
      peeringState: 'Connected',
      remoteVirtualNetwork: `${virtualNetworkId}-${index}`,
      remoteAddressSpace: { addressPrefixes: [each] },
    })),
  });
  const table = aRouteTable({
    routes: routes.map((each, index) => aRoute({ name: `to-${index}`, addressPrefix: each })),
  });
  const facts = clusterFacts({
    managedCluster,
    virtualNetworks: [network],
    nodeSubnets: [aNodeSubnet({ addressPrefixes: nodePrefixes })],
    routeTables: [table],
    localNetworkGateways: onPremises.map((each, index) => ({
      id: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/localNetworkGateways/site-${index}`,
      name: `site-${index}`,
      addressPrefixes: [each],
    })),
  });
  return judgeCluster(facts, aContext());
}
