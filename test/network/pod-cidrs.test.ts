import { describe, expect, it } from 'vitest';
import { notKnown, valueIfKnown } from '../../src/model/fact.ts';
import {
  ipFamilyCount,
  isDualStack,
  lacksFamily,
  podCidrs,
  podCidrTexts,
  serviceCidrTexts,
} from '../../src/network/pod-cidrs.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';

describe('podCidrTexts', () => {
  it('prefers podCidrs, and falls back on podCidr', () => {
    expect(
      podCidrTexts(aManagedCluster({ networkProfile: { podCidr: '10.0.0.0/16', podCidrs: ['10.1.0.0/16'] } })),
    ).toEqual(['10.1.0.0/16']);
    expect(podCidrTexts(aManagedCluster({ networkProfile: { podCidr: '10.0.0.0/16', podCidrs: [] } }))).toEqual([
      '10.0.0.0/16',
    ]);
  });

  it('is empty where the cluster states none', () => {
    expect(podCidrTexts(aManagedCluster({ networkProfile: undefined }))).toEqual([]);
    expect(podCidrTexts(aManagedCluster({ networkProfile: { podCidr: undefined, podCidrs: [] } }))).toEqual([]);
  });
});

describe('serviceCidrTexts', () => {
  it('falls back on serviceCidr', () => {
    const networkProfile = { serviceCidr: '172.56.0.0/16', serviceCidrs: [] };
    expect(serviceCidrTexts(aManagedCluster({ networkProfile }))).toEqual(['172.56.0.0/16']);
  });
});

describe('podCidrs', () => {
  it('reads both families', () => {
    const networkProfile = { podCidrs: ['10.244.0.0/16', 'fd12:3456:789a::/64'] };
    const cidrs = valueIfKnown(podCidrs(aManagedCluster({ networkProfile })));
    expect(cidrs?.map(({ family }) => family)).toEqual([4, 6]);
  });

  it('names the one that is malformed, and gives none', () => {
    const networkProfile = { podCidrs: ['10.244.0.0/16', '10.244/8'] };
    expect(podCidrs(aManagedCluster({ networkProfile }))).toEqual(
      notKnown('The pod CIDR "10.244/8" is not a valid CIDR.'),
    );
  });

  it('says so where there is none', () => {
    expect(podCidrs(aManagedCluster({ networkProfile: undefined }))).toEqual(
      notKnown('The cluster states no pod CIDR.'),
    );
  });
});

describe('dual stack', () => {
  it.each([
    [['IPv4'], ['10.244.0.0/16'], false],
    [['IPv4', 'IPv6'], ['10.244.0.0/16'], true],
    [['ipv6', 'ipv4'], ['10.244.0.0/16'], true],
    [['IPv4', 'ipv4'], ['10.244.0.0/16'], false],
    [['IPv6'], ['fd00::/64'], false],
    [[], ['10.244.0.0/16', 'fd00::/64'], true],
    [[], ['10.244.0.0/16'], false],
    [[], [], false],
  ])('families %j with pod CIDRs %j: %s', (ipFamilies, cidrs, expected) => {
    const cluster = aManagedCluster({ networkProfile: { ipFamilies, podCidrs: cidrs, podCidr: undefined } });
    expect(isDualStack(cluster)).toBe(expected);
    const isTold = ipFamilies.length + cidrs.length > 0;
    expect(ipFamilyCount(cluster)).toBe(isTold ? (expected ? 2 : 1) : undefined);
  });
});

describe('a family that is not stated', () => {
  const dualStack = aManagedCluster({ networkProfile: { ipFamilies: ['IPv4', 'IPv6'] } });

  it('leaves the pod CIDRs of a dual-stack cluster unknown', () => {
    expect(podCidrs(dualStack)).toEqual(notKnown('The cluster is dual stack and states one pod CIDR.'));
  });

  it.each([
    [dualStack, ['10.0.0.0/16'], true],
    [dualStack, ['10.0.0.0/16', 'fd00::/108'], false],
    [dualStack, [], false],
    [aManagedCluster(), ['10.0.0.0/16'], false],
  ])('is missed where one of two is there: %#', (cluster, ranges, lacks) => {
    expect(lacksFamily(cluster, ranges)).toBe(lacks);
  });

  it('is seen by the ranges of services, and not by one family spelled twice', () => {
    const networkProfile = { serviceCidrs: ['10.0.0.0/16', 'fd00::/108'] };
    expect(isDualStack(aManagedCluster({ networkProfile }))).toBe(true);
    expect(isDualStack(aManagedCluster({ networkProfile: { ipFamilies: ['IPv4', 'ipv4'] } }))).toBe(false);
  });

  it('is none of a cluster without a network profile', () => {
    const bare = aManagedCluster({ networkProfile: undefined });
    expect(serviceCidrTexts(bare)).toEqual([]);
    expect(isDualStack(bare)).toBe(false);
    expect(ipFamilyCount(bare)).toBeUndefined();
  });
});
