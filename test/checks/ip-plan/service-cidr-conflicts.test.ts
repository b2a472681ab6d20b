import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/ip-plan/service-cidr-conflicts.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { clusterId, nodeSubnetId } from '../../builders/resource-ids.ts';
import { aSubnet, aVirtualNetwork } from '../../builders/virtual-network.ts';
import { ask, askCluster, failing } from '../ask.ts';

function judge(networkProfile: object) {
  return askCluster(check, { networkProfile });
}

function services(serviceCidr: string) {
  return { serviceCidr, serviceCidrs: [serviceCidr], dnsServiceIP: serviceCidr.replace(/\d+\/.*$/, '10') };
}

describe('IP-006', () => {
  it('passes a service CIDR that stands alone, and says what it was compared with', () => {
    const outcome = judge({});
    expect(outcome.status).toBe('pass');
    expect(outcome.findings[0]).toMatchObject({ resourceId: clusterId, evidence: { podCidrs: ['10.244.0.0/16'] } });
    expect(outcome.findings[1]).toMatchObject({
      resourceId: nodeSubnetId,
      evidence: { addressPrefixes: ['10.10.1.0/24'] },
    });
  });

  it('compares each range with each, and the DNS address with all', () => {
    const serviceCidrs = ['172.20.0.0/16', '10.244.8.0/24'];
    const outcome = judge({ serviceCidr: serviceCidrs[0], serviceCidrs, dnsServiceIP: '172.20.0.10' });
    expect(failing(outcome)).toMatchObject([{ resourceId: clusterId, evidence: { serviceCidrs } }]);
  });

  it('says which DNS address lies outside which range', () => {
    const outcome = judge({ ...services('172.20.0.0/16'), dnsServiceIP: '172.21.0.10' });
    expect(failing(outcome)).toMatchObject([
      { severity: 'low', evidence: { serviceCidrs: ['172.20.0.0/16'], dnsServiceIP: '172.21.0.10' } },
    ]);
  });

  it('is unknown where one pod CIDR or one prefix of a subnet cannot be read, and the others are free', () => {
    expect(judge({ podCidr: undefined, podCidrs: ['10.244.0.0/16', 'nonsense'] }).status).toBe('unknown');
    const virtualNetworks = [
      aVirtualNetwork({ subnets: [aSubnet({ addressPrefixes: ['10.10.1.0/24', 'nonsense'] })] }),
    ];
    expect(ask(check, { virtualNetworks }).status).toBe('unknown');
  });

  it.each(['10.244.8.0/24', '10.240.0.0/12', '10.244.0.0/16'])('is a blocker for %s over the pod CIDR', (cidr) => {
    const outcome = judge(services(cidr));
    expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker' });
    expect(failing(outcome)).toMatchObject([
      { resourceId: clusterId, evidence: { serviceCidrs: [cidr], podCidrs: ['10.244.0.0/16'] } },
    ]);
  });

  it.each(['10.245.0.0/24', '10.243.0.0/16'])('passes %s beside the pod CIDR', (cidr) => {
    expect(judge(services(cidr)).status).toBe('pass');
  });

  it('is a blocker for a subnet it overlaps, which it names', () => {
    const outcome = judge(services('10.10.0.0/23'));
    expect(failing(outcome)).toMatchObject([
      { resourceId: nodeSubnetId, severity: 'blocker', evidence: { addressPrefixes: ['10.10.1.0/24'] } },
    ]);
  });

  it.each([
    ['10.0.255.255', 'pass'],
    ['10.1.0.0', 'fail'],
    ['9.255.255.255', 'fail'],
  ])('dnsServiceIP %s beside 10.0.0.0/16: %s, low', (dnsServiceIP, status) => {
    const outcome = judge({ dnsServiceIP });
    expect(outcome.status).toBe(status);
    if (status === 'fail') expect(outcome.severity).toBe('low');
  });

  it('is unknown where a part cannot be read', () => {
    expect(judge({ serviceCidr: undefined, serviceCidrs: [] }).status).toBe('unknown');
    expect(judge(services('nonsense')).reason).toContain('"nonsense"');
    expect(judge({ dnsServiceIP: 'nonsense' }).status).toBe('unknown');
    expect(judge({ podCidrs: ['nonsense'] }).status).toBe('unknown');
    expect(judge({ podCidrs: [], podCidr: undefined }).status).toBe('unknown');
    const virtualNetworks = [aVirtualNetwork({ subnets: [aSubnet({ addressPrefixes: [] })] })];
    expect(ask(check, { virtualNetworks }).status).toBe('unknown');
  });

  it('needs no networks to find the pod CIDR overlapped, but to pass', () => {
    const virtualNetworks = notKnown('403 on virtualNetworks/read');
    const managedCluster = aManagedCluster({ networkProfile: services('10.244.8.0/24') });
    expect(ask(check, { managedCluster, virtualNetworks })).toMatchObject({
      status: 'fail',
      reason: expect.stringContaining(`Not read: ${virtualNetworks.reason}`),
    });
    expect(ask(check, { virtualNetworks })).toMatchObject({ status: 'unknown', reason: virtualNetworks.reason });
  });

  it.each([
    [{ ...services('172.20.0.0/16'), dnsServiceIP: undefined }, 'The cluster states no DNS address.'],
    [{ serviceCidrs: ['one', 'two'] }, 'The service CIDR "one", "two" is not a valid CIDR.'],
    [
      { ipFamilies: ['IPv4', 'IPv6'], podCidrs: ['10.244.0.0/16', 'fd12::/64'] },
      'The cluster is dual stack and states one service CIDR.',
    ],
    [
      { ipFamilies: ['IPv4', 'IPv6'], serviceCidrs: ['10.0.0.0/16', 'fd00::/108'] },
      'The cluster is dual stack and states one pod CIDR.',
    ],
    [{ podCidr: undefined, podCidrs: ['nonsense'] }, 'The pod CIDRs cannot be read.'],
  ])('is unknown with %j', (networkProfile, reason) => {
    expect(judge(networkProfile)).toMatchObject({ status: 'unknown', reason });
  });

  it('is unknown where the node subnets were not read, though the networks were', () => {
    expect(ask(check, { nodeSubnets: notKnown('403 on a subnet.') })).toMatchObject({
      status: 'unknown',
      reason: '403 on a subnet.',
    });
  });
});
