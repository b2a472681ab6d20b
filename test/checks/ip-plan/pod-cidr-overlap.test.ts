import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/ip-plan/pod-cidr-overlap.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { virtualNetworkId } from '../../builders/resource-ids.ts';
import { aSubnet, aVirtualNetwork } from '../../builders/virtual-network.ts';
import { ask, failing, failingIds } from '../ask.ts';

const otherSubnetId = `${virtualNetworkId}/subnets/snet-other`;

function judge(subnetPrefixes: string[], space: string[], podCidrs = ['10.244.0.0/16']) {
  return ask(check, {
    managedCluster: aManagedCluster({ networkProfile: { podCidrs, podCidr: undefined } }),
    virtualNetworks: [
      aVirtualNetwork({
        addressSpace: { addressPrefixes: space },
        subnets: [aSubnet(), aSubnet({ id: otherSubnetId, name: 'snet-other', addressPrefixes: subnetPrefixes })],
      }),
    ],
  });
}

describe('IP-004', () => {
  it('passes a network that lies elsewhere', () => {
    expect(judge(['10.10.2.0/24'], ['10.10.0.0/16'])).toMatchObject({
      status: 'pass',
      findings: [
        { resourceId: virtualNetworkId, evidence: { podCidrs: ['10.244.0.0/16'], addressSpace: ['10.10.0.0/16'] } },
      ],
    });
  });

  it('meets with one pod CIDR of two, or one prefix of two', () => {
    const dualStack = ['10.244.0.0/16', 'fd12:3456:789a::/64'];
    expect(failingIds(judge(['10.244.0.0/24'], ['10.0.0.0/8'], dualStack))).toEqual([otherSubnetId]);
    const space = judge(['10.10.2.0/24'], ['10.10.0.0/16', '10.244.0.0/16'], dualStack);
    expect(failing(space)).toMatchObject([
      {
        resourceId: virtualNetworkId,
        evidence: { podCidrs: dualStack, addressSpace: ['10.10.0.0/16', '10.244.0.0/16'] },
      },
    ]);
  });

  it('is unknown where a part of the address space or of a subnet cannot be read, and nothing else overlaps', () => {
    expect(judge(['10.10.2.0/24'], ['10.10.0.0/16', 'nonsense']).status).toBe('unknown');
    expect(judge(['10.10.2.0/24', 'nonsense'], ['10.10.0.0/16']).status).toBe('unknown');
    expect(judge(['10.244.0.0/24', 'nonsense'], ['10.0.0.0/8']).status).toBe('fail');
  });

  it('is unknown for a network that states no address space', () => {
    const virtualNetworks = [aVirtualNetwork({ addressSpace: undefined, subnets: [aSubnet()] })];
    expect(ask(check, { virtualNetworks }).status).toBe('unknown');
  });

  it.each([['10.244.255.0/24'], ['10.244.0.0/15'], ['10.10.3.0/24', '10.244.0.0/29']])(
    'names a subnet of %s, of nodes or not',
    (...prefixes) => {
      const outcome = judge(prefixes, ['10.0.0.0/8']);
      expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker' });
      expect(failingIds(outcome)).toEqual([otherSubnetId]);
      expect(outcome.findings[0]?.evidence).toMatchObject({ podCidrs: ['10.244.0.0/16'], addressPrefixes: prefixes });
    },
  );

  it.each(['10.243.255.0/24', '10.245.0.0/24'])('passes the neighbour %s', (prefix) => {
    expect(judge([prefix], [prefix, '10.10.0.0/16']).status).toBe('pass');
  });

  it('is medium and disputed for address space without a subnet', () => {
    const outcome = judge(['10.10.2.0/24'], ['10.10.0.0/16', '10.244.0.0/16']);
    expect(outcome).toMatchObject({ status: 'fail', severity: 'medium' });
    expect(failing(outcome)).toMatchObject([{ resourceId: virtualNetworkId, confidence: 'disputed' }]);
  });

  it('compares the IPv6 range too', () => {
    const podCidrs = ['10.244.0.0/16', 'fd12:3456:789a::/64'];
    expect(judge(['10.10.2.0/24', 'fd12:3456:789a::/72'], [], podCidrs).severity).toBe('blocker');
  });

  it('is unknown with a subnet it cannot read, unless another overlaps', () => {
    expect(judge(['nonsense'], ['10.10.0.0/16']).status).toBe('unknown');
    expect(judge([], ['10.10.0.0/16']).status).toBe('unknown');
    expect(judge(['nonsense', '10.244.1.0/24'], []).status).toBe('fail');
    expect(judge(['10.10.2.0/24'], ['10.10.0.0/16'], ['nonsense']).status).toBe('unknown');
  });
});
