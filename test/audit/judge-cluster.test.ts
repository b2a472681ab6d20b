import { describe, expect, it } from 'vitest';
import { clusterKey } from '../../src/audit/cluster-key.ts';
import { judgeCluster } from '../../src/audit/judge-cluster.ts';
import { checks } from '../../src/checks/index.ts';
import { clusterJson } from '../../src/model/cluster-json.ts';
import { notKnown } from '../../src/model/fact.ts';
import { clusterReportSchema } from '../../src/model/report.ts';
import { aContext } from '../builders/check-context.ts';
import { clusterFacts, type FactOverrides } from '../builders/cluster-facts.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { clusterId, nodeSubnetId, routeTableId } from '../builders/resource-ids.ts';
import { aRouteTable } from '../builders/route-table.ts';
import { aNodeSubnet } from '../builders/virtual-network.ts';

const judge = (overrides: FactOverrides = {}) => judgeCluster(clusterFacts(overrides), aContext());

describe('judgeCluster', () => {
  it('says everything in the order of the schema, what became of waivers too: it is written as it is', () => {
    const tags = {
      'kubenet-audit-waive': 'DL-001;until=2026-12-31;owner=team-net;reason=planned',
      'kubenet-audit-waive-2': 'ZZ-999;until=2026-12-31;owner=team-net;reason=planned',
    };
    const report = judge({ managedCluster: aManagedCluster({ tags }) });

    expect(report.waivers?.map(({ state }) => state)).toEqual(['applied', 'refused']);
    expect(clusterJson(report)).toBe(clusterJson(clusterReportSchema.parse(report)));
  });

  it('finds the healthy cluster ready: it fails nothing but the deadline', () => {
    const report = judge();
    const failed = report.checks.filter(({ status }) => status === 'fail').map(({ code }) => code);

    expect(failed).toEqual(['DL-001']);
    expect(report.checks.filter(({ status }) => status === 'unknown' || status === 'error')).toEqual([]);
    expect(report).toMatchObject({
      verdict: 'ready',
      verdictReason:
        'Ready at Azure level; in-cluster checks not run (NP-003, NP-004, NP-005, NP-007, ING-003, EGR-003, WL-001, WL-002).',
      live: [],
      scores: {
        readiness: { value: 100, low: 100, high: 100 },
        routeTable: { value: 100, low: 100, high: 100 },
        headroom: { value: 100, low: 100, high: 100 },
      },
    });
  });

  it('says who the cluster is and what network it has', () => {
    expect(judge()).toMatchObject({
      key: clusterKey(clusterId),
      id: clusterId,
      name: 'aks-shop',
      subscriptionId: '00000000-0000-0000-0000-000000000001',
      resourceGroup: 'rg-shop',
      location: 'westeurope',
      tags: {},
      createdAt: '2023-05-04T09:30:00Z',
      kubernetesVersion: '1.35.2',
      networkPlugin: 'kubenet',
      networkPluginMode: null,
      networkPolicy: 'none',
      network: {
        podCidrs: ['10.244.0.0/16'],
        serviceCidrs: ['10.0.0.0/16'],
        ownership: 'byoRouteTable',
        routeTableIds: [routeTableId],
        nodeSubnetIds: [nodeSubnetId],
        outboundType: 'loadBalancer',
      },
    });
  });

  it('runs every check once, in report order', () => {
    expect(judge().checks.map(({ code }) => code)).toEqual(checks.map(({ code }) => code));
  });

  it('has the headroom of the facts, by the limit it is given', () => {
    const { headroom } = judgeCluster(clusterFacts(), aContext({ routeLimit: 5 }));

    expect(headroom).toMatchObject({ binding: 'routes', nodesNow: 3, nodesLeft: 2 });
  });

  it('is what the schema of the report says', () => {
    expect(() => clusterReportSchema.parse(judge())).not.toThrow();
    expect(() => clusterReportSchema.parse(judge({ nodeSubnets: notKnown('403') }))).not.toThrow();
  });

  it('lists the live checks that fail', () => {
    const report = judge({ routeTables: [aRouteTable({ routes: [] })] });

    expect(report.live).toEqual(['RT-004']);
    expect(report.scores.routeTable.value).toBe(39);
    expect(report.verdict).toBe('needsWork');
  });

  it('reads enums in any letter case, and an absent policy as none', () => {
    const { networkPlugin, networkPolicy } = judge({
      managedCluster: aManagedCluster({ networkProfile: { networkPlugin: 'Kubenet', networkPolicy: undefined } }),
    });

    expect([networkPlugin, networkPolicy]).toEqual(['kubenet', 'none']);
  });

  it('shows the policy engine in lower case', () => {
    const managedCluster = aManagedCluster({ networkProfile: { networkPolicy: 'Calico' } });

    expect(judge({ managedCluster })).toMatchObject({ networkPolicy: 'calico', verdict: 'blocked' });
  });

  it.each([
    ['1.34.1', '1.34', '1.34.1'],
    [undefined, '1.34', '1.34'],
    [undefined, undefined, null],
  ])('states the current version %s before the asked one %s', (currentKubernetesVersion, kubernetesVersion, stated) => {
    const managedCluster = aManagedCluster({ currentKubernetesVersion, kubernetesVersion });

    expect(judge({ managedCluster }).kubernetesVersion).toBe(stated);
  });

  it('says null for what could not be read, never an empty list', () => {
    const { network, verdict } = judge({ nodeSubnets: notKnown('403 on the virtual network.') });

    expect(network).toMatchObject({ ownership: null, routeTableIds: null, nodeSubnetIds: null });
    expect(verdict).toBe('unverified');
  });

  it('names each table and subnet once, in a steady order', () => {
    const a = aNodeSubnet({ id: `${nodeSubnetId}-a`, routeTableId: routeTableId.toUpperCase() });

    const { network } = judge({ nodeSubnets: [a, aNodeSubnet()] });

    expect(network.routeTableIds).toHaveLength(1);
    expect(network.nodeSubnetIds).toEqual([nodeSubnetId, `${nodeSubnetId}-a`]);
  });

  it('has no table to name where no subnet has one', () => {
    expect(judge({ nodeSubnets: [aNodeSubnet({ routeTableId: undefined })] }).network.routeTableIds).toEqual([]);
  });

  it('gives the same bytes for the same facts', () => {
    expect(JSON.stringify(judge())).toBe(JSON.stringify(judge()));
  });

  it('refuses a cluster whose own resource is not known, with the reason', () => {
    expect(() => judge({ managedCluster: notKnown('404 on the cluster.') })).toThrow('404 on the cluster.');
  });
});

describe('clusterKey', () => {
  it('is the same sixteen hexadecimal digits for every spelling of an id', () => {
    expect(clusterKey(clusterId)).toMatch(/^[0-9a-f]{16}$/);
    expect(clusterKey(clusterId.toUpperCase())).toBe(clusterKey(clusterId));
    expect(clusterKey(`${clusterId}/`)).toBe(clusterKey(clusterId));
  });

  it('differs for another cluster', () => {
    expect(clusterKey(`${clusterId}2`)).not.toBe(clusterKey(clusterId));
  });
});
