import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/dual-stack.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster } from '../ask.ts';

const oneCidr = ['10.244.0.0/16'];
const twoCidrs = ['10.244.0.0/16', 'fd12:3456:789a::/64'];

describe('MIG-014', () => {
  it.each([
    [['IPv4'], oneCidr, 'pass'],
    [[], oneCidr, 'pass'],
    [['IPv4', 'IPv6'], oneCidr, 'fail'],
    [['ipv6', 'ipv4'], oneCidr, 'fail'],
    [['IPv6'], oneCidr, 'fail'],
    [['IPv4'], twoCidrs, 'fail'],
    [[], twoCidrs, 'fail'],
  ])('families %j with pod CIDRs %j: %s', (ipFamilies, podCidrs, status) => {
    const outcome = askCluster(check, { networkProfile: { ipFamilies, podCidrs, podCidr: undefined } });
    expect(outcome).toMatchObject({ status, severity: 'high' });
    expect(outcome.findings).toMatchObject([{ resourceId: clusterId, evidence: { ipFamilies, podCidrs } }]);
  });

  it('is unknown where the cluster states neither families nor pod CIDRs', () => {
    expect(askCluster(check, { networkProfile: { ipFamilies: [], podCidrs: [], podCidr: undefined } }).status).toBe(
      'unknown',
    );
  });

  it('passes where the cluster states no network profile but one family', () => {
    expect(askCluster(check, { networkProfile: { ipFamilies: ['IPv4'], podCidrs: [] } }).status).toBe('pass');
  });
});
