import { describe, expect, it } from 'vitest';
import ipForwardingOff from '../../../src/checks/route-table/ip-forwarding-off.ts';
import { healthyNodeInterfaces, healthyNodes } from '../../builders/cluster-facts.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { instanceId, nodeName } from '../../builders/resource-ids.ts';
import { ask, failing, failingIds, plainCommands } from '../ask.ts';

const userInterface = `${instanceId('user', 0)}/networkInterfaces/aks-user-12345678-vmss`;
const interfacesWith = (enableIPForwarding: boolean | undefined) =>
  healthyNodeInterfaces().map((each) => (each.resourceId === userInterface ? { ...each, enableIPForwarding } : each));

describe('RT-011', () => {
  it('passes when every node forwards', () => {
    expect(ask(ipForwardingOff)).toMatchObject({ status: 'pass', severity: 'high', live: true });
  });

  it('suspects an interface that does not state the setting, and offers nothing to do about it', () => {
    const outcome = ask(ipForwardingOff, { nodeInterfaces: interfacesWith(undefined) });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high', live: true });
    expect(failing(outcome)).toMatchObject([
      { confidence: 'suspected', evidence: { node: nodeName('user', 0), enableIPForwarding: null } },
    ]);
    expect(plainCommands(outcome)).toEqual([]);
  });

  it('names the one interface of three where the setting is false', () => {
    const outcome = ask(ipForwardingOff, { nodeInterfaces: interfacesWith(false) });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'high', live: true });
    expect(failingIds(outcome)).toEqual([userInterface]);
    expect(failing(outcome)[0]?.evidence).toEqual({ node: nodeName('user', 0), enableIPForwarding: false });
    expect(plainCommands(outcome)).toEqual([
      'az aks nodepool upgrade --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-shop --cluster-name aks-shop --name user --node-image-only',
    ]);
  });

  it('says once how to reimage a pool of which two nodes fail', () => {
    const nodeInterfaces = healthyNodeInterfaces().map((each) => ({ ...each, enableIPForwarding: false }));

    const outcome = ask(ipForwardingOff, { nodeInterfaces });

    expect(failing(outcome)).toHaveLength(3);
    expect(plainCommands(outcome)).toHaveLength(2);
  });

  it('is unknown, naming the node, when a node has no interface in the list', () => {
    const outcome = ask(ipForwardingOff, { nodeInterfaces: healthyNodeInterfaces().slice(0, 2) });

    expect(outcome.status).toBe('unknown');
    expect(outcome.reason).toContain(nodeName('user', 0));
  });

  it('fails for what it can see also where another interface is missing', () => {
    expect(failingIds(ask(ipForwardingOff, { nodeInterfaces: interfacesWith(false).slice(1) }))).toEqual([
      userInterface,
    ]);
  });

  it('finds the interface of a node in other letter case', () => {
    const nodes = healthyNodes().map((node) => ({ ...node, name: node.name.toUpperCase() }));

    expect(ask(ipForwardingOff, { nodes }).status).toBe('pass');
  });

  it('does not apply to a stopped cluster', () => {
    const managedCluster = aManagedCluster({ powerState: { code: 'Stopped' } });

    expect(ask(ipForwardingOff, { managedCluster, nodeInterfaces: interfacesWith(false) }).status).toBe(
      'notApplicable',
    );
  });

  it('is unknown when the nodes of a whole pool are missing from the list', () => {
    expect(ask(ipForwardingOff, { nodes: healthyNodes().slice(0, 2) }).status).toBe('unknown');
  });
});
