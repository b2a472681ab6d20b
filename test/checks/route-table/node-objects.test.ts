import { describe, expect, it } from 'vitest';
import nodeWithoutRoute from '../../../src/checks/route-table/node-without-route.ts';
import staleRoute from '../../../src/checks/route-table/stale-route.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { staleRouteKey } from '../../../src/network/routes.ts';
import { healthyNodes, healthyRoutes } from '../../builders/cluster-facts.ts';
import { aKubernetesNode } from '../../builders/kubernetes-facts.ts';
import { nodeName, routeTableId } from '../../builders/resource-ids.ts';
import { aRoute, aRouteTable } from '../../builders/route-table.ts';
import { ask, failing } from '../ask.ts';

const lost = nodeName('user', 0);
const joined = healthyNodes().map(({ name }, at) => aKubernetesNode(name, { podCidrs: [`10.244.${at}.0/24`] }));
const withoutLastRoute = [aRouteTable({ routes: healthyRoutes().slice(0, 2) })];
const undated = healthyNodes().map((node) => ({ ...node, createdAt: undefined, powerState: undefined }));

describe('RT-004 with node objects', () => {
  it('is measured where the node has joined, though Azure tells neither age nor power state', () => {
    const outcome = ask(nodeWithoutRoute, { routeTables: withoutLastRoute, nodes: undated, kubernetesNodes: joined });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failing(outcome)).toMatchObject([
      { confidence: 'measured', evidence: { node: lost, nodeObject: 'present', podCidrs: ['10.244.2.0/24'] } },
    ]);
  });

  it('takes the age of the node object where Azure does not tell one', () => {
    const young = joined.map((node) => ({ ...node, createdAt: '2026-11-22T05:55:00Z' }));
    const older = joined.map((node) => ({ ...node, createdAt: '2026-11-22T05:54:59Z' }));
    const facts = { routeTables: withoutLastRoute, nodes: undated };

    expect(ask(nodeWithoutRoute, { ...facts, kubernetesNodes: young }).status).toBe('pass');
    expect(ask(nodeWithoutRoute, { ...facts, kubernetesNodes: older }).status).toBe('fail');
  });

  it('passes a machine that has never joined, and says so', () => {
    const kubernetesNodes = joined.filter(({ name }) => name !== lost);
    const outcome = ask(nodeWithoutRoute, { routeTables: withoutLastRoute, kubernetesNodes });

    expect(outcome.status).toBe('pass');
    expect(outcome.findings.find(({ evidence }) => evidence['node'] === lost)).toMatchObject({
      message: expect.stringContaining('has not joined'),
      evidence: { nodeObject: 'absent' },
    });
  });

  it('passes a node that joined unmanaged', () => {
    const kubernetesNodes = joined.map((node) => ({ ...node, hasAzureRoutes: node.name !== lost }));

    expect(ask(nodeWithoutRoute, { routeTables: withoutLastRoute, kubernetesNodes }).status).toBe('pass');
  });

  it.each([
    ['refused', notKnown('403.')],
    ['empty', []],
    ["another cluster's", [aKubernetesNode('aks-other-87654321-vmss000000')]],
  ])('finds what Azure tells where the list is %s', (_, kubernetesNodes) => {
    const outcome = ask(nodeWithoutRoute, { routeTables: withoutLastRoute, kubernetesNodes });

    expect(outcome.status).toBe('fail');
    expect(failing(outcome)[0]?.evidence).not.toHaveProperty('nodeObject');
  });
});

const gone = nodeName('user', 7);
const stale = aRoute({ name: `${gone}____102447024`, addressPrefix: '10.244.7.0/24', nextHopIpAddress: '10.10.1.11' });
const routeTables = [aRouteTable({ routes: [...healthyRoutes(), stale] })];

describe('RT-005 with node objects', () => {
  it('is measured at first sight where the node object is gone too', () => {
    const outcome = ask(staleRoute, { routeTables, kubernetesNodes: joined });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'medium' });
    expect(failing(outcome)).toMatchObject([{ confidence: 'measured', evidence: { nodeObject: 'absent' } }]);
  });

  it('still waits for the second of two audits', () => {
    const previousAudit = { asOf: '2026-11-21T06:00:00Z', staleRoutes: [] };

    expect(ask(staleRoute, { routeTables, kubernetesNodes: joined, previousAudit }).status).toBe('pass');
  });

  it('passes while the node object is there, in whatever case, and deletes nothing', () => {
    const kubernetesNodes = [...joined, aKubernetesNode(gone.toUpperCase())];
    const previousAudit = { asOf: '2026-11-21T06:00:00Z', staleRoutes: [staleRouteKey(routeTableId, stale.name)] };
    const outcome = ask(staleRoute, { routeTables, kubernetesNodes, previousAudit });

    expect(outcome).toMatchObject({ status: 'pass', fix: { commands: [] } });
    expect(outcome.findings[0]).toMatchObject({ evidence: { nodeObject: 'present' } });
  });

  it('is suspected where the cluster refused', () => {
    const outcome = ask(staleRoute, { routeTables, kubernetesNodes: notKnown('403.') });

    expect(failing(outcome)).toMatchObject([{ confidence: 'suspected' }]);
  });
});
