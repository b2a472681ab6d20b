import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/egress/security-rules.ts';
import type { SecurityRule } from '../../../src/model/azure/network-security-group.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { securityGroupId } from '../../builders/resource-ids.ts';
import { anAllow, aSecurityGroup, aSecurityRule } from '../../builders/security-group.ts';
import { aNodeSubnet } from '../../builders/virtual-network.ts';
import { ask, failing, failingIds, plainCommands } from '../ask.ts';

const nodes = '10.10.1.0/24';
const pods = '10.244.0.0/16';
const nodeToPod = anAllow(nodes, pods);
const podToPod = anAllow(pods, pods);
const denyAll = aSecurityRule();

function asking(...rules: SecurityRule[]) {
  return ask(check, {
    nodeSubnets: [aNodeSubnet({ networkSecurityGroupId: securityGroupId })],
    securityGroups: [aSecurityGroup(...rules)],
  });
}

describe('EGR-002', () => {
  it("passes a group without rules of the owner's", () => {
    expect(asking().status).toBe('pass');
  });

  it('names the deny rule that nothing excepts pods from, with rules to add', () => {
    const outcome = asking(denyAll);
    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failingIds(outcome)).toEqual([denyAll.id]);
    expect(failing(outcome)).toMatchObject([
      { confidence: 'measured', evidence: { priority: 4000, traffic: ['node to pod', 'pod to pod'] } },
    ]);
    expect(plainCommands(outcome)).toHaveLength(3);
    expect(plainCommands(outcome)[1]).toContain(
      `--source-address-prefixes ${nodes} --destination-address-prefixes ${pods}`,
    );
  });

  it('passes where both kinds of traffic are allowed before', () => {
    expect(asking(nodeToPod, podToPod, denyAll).status).toBe('pass');
    expect(asking(denyAll, podToPod, nodeToPod).status).toBe('pass');
    expect(asking(anAllow('*', '*'), denyAll).status).toBe('pass');
    expect(asking(anAllow('10.0.0.0/8', '10.0.0.0/8'), denyAll).status).toBe('pass');
  });

  it.each([
    ['pod to pod', [nodeToPod]],
    ['node to pod', [podToPod]],
  ])('says which kind is missing: %s', (kind, allows) => {
    expect(failing(asking(...allows, denyAll))[0]?.evidence).toMatchObject({ traffic: [kind] });
  });

  it.each([
    ['of a higher number', { priority: 4001 }],
    ['in the other direction', { direction: 'Outbound' }],
    ['for one protocol', { protocol: 'Tcp' }],
    ['for some ports', { destinationPorts: ['0-65534'] }],
    ['from some ports', { sourcePorts: ['1024-65535'] }],
    ['for security groups of applications', { hasDestinationGroups: true }],
    ['for half of the pods', { destinationPrefixes: ['10.244.0.0/17'] }],
    ['for the virtual network', { destinationPrefixes: ['VirtualNetwork'] }],
    ['for another tag', { destinationPrefixes: ['AzureLoadBalancer'] }],
  ])('does not count an allow %s', (_, overrides) => {
    expect(asking(anAllow('*', '*', overrides), denyAll).status).toBe('fail');
  });

  it.each([
    ['both halves of the pods', { destinationPrefixes: ['10.244.128.0/17', '10.244.0.0/17'] }],
    ['all ports in parts', { destinationPorts: ['0-100', '101-65535'] }],
  ])('counts an allow for %s', (_, overrides) => {
    expect(asking(anAllow('*', '*', overrides), denyAll).status).toBe('pass');
  });

  it('counts allows for every protocol of the deny together', () => {
    const tcp = aSecurityRule({ protocol: 'Tcp' });
    expect(asking(anAllow('*', '*', { protocol: 'TCP' }), tcp).status).toBe('pass');
    expect(asking(anAllow('*', '*', { protocol: 'Udp' }), tcp).status).toBe('fail');
  });

  it('counts nodes of the virtual network as sources, but not pods', () => {
    expect(asking(anAllow('VirtualNetwork', pods), podToPod, denyAll).status).toBe('pass');
    expect(asking(anAllow('VirtualNetwork', pods), nodeToPod, denyAll).status).toBe('fail');
  });

  it.each([
    ['to the pods', { destinationPrefixes: [pods] }, 'fail'],
    ['to one pod', { destinationPrefixes: ['10.244.3.7'] }, 'fail'],
    ['on one port', { destinationPorts: ['22'] }, 'fail'],
    ['from the nodes', { sourcePrefixes: [nodes] }, 'fail'],
    ['outbound', { direction: 'Outbound' }, 'fail'],
    ['to elsewhere', { destinationPrefixes: ['10.245.0.0/16'] }, 'pass'],
    ['from elsewhere', { sourcePrefixes: ['192.168.0.0/16'] }, 'pass'],
    ['from the load balancer', { sourcePrefixes: ['AzureLoadBalancer'] }, 'pass'],
    ['to the Internet', { direction: 'Outbound', destinationPrefixes: ['Internet'] }, 'pass'],
    ['to the nodes', { destinationPrefixes: [nodes] }, 'pass'],
    ['to application security groups', { hasDestinationGroups: true, destinationPrefixes: [] }, 'pass'],
    ['from application security groups', { hasSourceGroups: true, sourcePrefixes: [] }, 'fail'],
  ])('judges a deny %s', (_, overrides, status) => {
    expect(asking(aSecurityRule(overrides)).status).toBe(status);
  });

  it('suspects a deny for the virtual network, which pods may have left by then', () => {
    const outcome = asking(aSecurityRule({ sourcePrefixes: ['VirtualNetwork'] }));
    expect(failing(outcome)).toMatchObject([{ confidence: 'suspected' }]);
  });

  it("fills in the one range of the group's own subnets, and leaves the choice among several", () => {
    const commands = (own: string[], podCidrs = [pods]) =>
      ask(check, {
        managedCluster: aManagedCluster({ networkProfile: { podCidrs, podCidr: podCidrs[0] } }),
        nodeSubnets: [
          aNodeSubnet({ networkSecurityGroupId: securityGroupId.toUpperCase(), addressPrefixes: own }),
          aNodeSubnet({ networkSecurityGroupId: undefined, addressPrefixes: ['10.10.9.0/24'] }),
        ],
        securityGroups: [aSecurityGroup(aSecurityRule({ direction: 'Outbound' }))],
      }).fix.commands[1];

    const filled = commands([nodes]);
    expect(filled).toContain('--subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-network');
    expect(filled).toContain('--direction Outbound');
    expect(filled).toContain(`--source-address-prefixes ${nodes} --destination-address-prefixes ${pods}`);
    expect(commands([nodes, '10.10.2.0/24'])).toContain("--source-address-prefixes '<nodePrefix>'");
    expect(commands([nodes], [pods, '10.245.0.0/16'])).toContain("--destination-address-prefixes '<podCidr>'");
  });

  it('fails an Internet deny for pods with public addresses', () => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidrs: ['172.56.0.0/16'] } });
    const securityGroups = [aSecurityGroup(aSecurityRule({ destinationPrefixes: ['Internet'] }))];
    expect(ask(check, { managedCluster, securityGroups }).status).toBe('fail');
  });

  it('looks at each family for itself', () => {
    const managedCluster = aManagedCluster({ networkProfile: { podCidrs: [pods, 'fd12:3456:789a::/64'] } });
    const nodeSubnets = [aNodeSubnet({ addressPrefixes: [nodes, 'fd4e::/64'] })];
    const securityGroups = [aSecurityGroup(nodeToPod, podToPod, denyAll)];
    expect(ask(check, { managedCluster, nodeSubnets, securityGroups }).status).toBe('fail');
    const ipv4Only = [aSecurityGroup(nodeToPod, podToPod, aSecurityRule({ destinationPrefixes: ['0.0.0.0/0'] }))];
    expect(ask(check, { managedCluster, nodeSubnets, securityGroups: ipv4Only }).status).toBe('pass');
  });

  it('does not apply without a group', () => {
    expect(ask(check).status).toBe('notApplicable');
  });

  it('is unknown where a range, a direction or the group itself cannot be read', () => {
    const securityGroups = [aSecurityGroup(denyAll)];
    expect(ask(check, { securityGroups, nodeSubnets: [aNodeSubnet({ addressPrefixes: ['x'] })] }).status).toBe(
      'unknown',
    );
    for (const direction of ['Sideways', 'Not inbound', 'Inbound or out']) {
      expect(asking(aSecurityRule({ direction }))).toMatchObject({
        status: 'unknown',
        reason: expect.stringContaining(direction),
      });
    }
    expect(ask(check, { securityGroups: notKnown('403') })).toMatchObject({ status: 'unknown', reason: '403' });
    const managedCluster = aManagedCluster({ networkProfile: { podCidr: undefined, podCidrs: [] } });
    expect(ask(check, { managedCluster, securityGroups }).status).toBe('unknown');
  });

  it('is unknown where a subnet states no range, unless a rule fails all the same', () => {
    const networkSecurityGroupId = securityGroupId;
    const nodeSubnets = [
      aNodeSubnet({ networkSecurityGroupId }),
      aNodeSubnet({ id: '/bare', name: 'snet-bare', networkSecurityGroupId, addressPrefixes: [] }),
    ];
    expect(ask(check, { nodeSubnets, securityGroups: [aSecurityGroup()] })).toMatchObject({
      status: 'unknown',
      reason: 'Subnet snet-bare states no range.',
    });
    const outcome = ask(check, { nodeSubnets, securityGroups: [aSecurityGroup(denyAll)] });
    expect(outcome.status).toBe('fail');
    expect(outcome.reason).toContain(
      'can drop node to pod and pod to pod. Not read: Subnet snet-bare states no range.',
    );
  });

  it('names no range in a command where there are several to choose from', () => {
    const networkProfile = { podCidrs: [pods, 'fd12:3456:789a::/64'] };
    const nodeSubnets = [
      aNodeSubnet({ networkSecurityGroupId: securityGroupId, addressPrefixes: [nodes, '10.10.2.0/24', 'fd4e::/64'] }),
    ];
    const outcome = ask(check, {
      managedCluster: aManagedCluster({ networkProfile }),
      nodeSubnets,
      securityGroups: [aSecurityGroup(denyAll)],
    });

    expect(plainCommands(outcome).join()).not.toContain(nodes);
    expect(plainCommands(outcome).join()).not.toContain(pods);
    expect(plainCommands(outcome).join()).toContain('--direction Inbound');
  });
});
