import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/ip-plan/reserved-ranges.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster, failing } from '../ask.ts';

function pods(podCidr: string) {
  return askCluster(check, { networkProfile: { podCidrs: [podCidr] } });
}

describe('IP-007', () => {
  it.each([
    ['172.16.0.0/12', ['172.30.0.0/16', '172.31.0.0/16']],
    ['172.30.5.0/24', ['172.30.0.0/16']],
    ['169.254.0.0/17', ['169.254.0.0/16']],
    ['192.0.0.0/16', ['192.0.2.0/24']],
  ])('pod CIDR %s overlaps %j', (podCidr, reserved) => {
    const outcome = pods(podCidr);
    expect(outcome).toMatchObject({ status: 'fail', severity: 'blocker' });
    expect(failing(outcome)).toMatchObject([{ resourceId: clusterId, evidence: { ranges: [podCidr], reserved } }]);
  });

  it.each(['172.29.0.0/16', '172.32.0.0/16', '192.0.3.0/24', '192.0.0.0/23', '169.253.0.0/16', 'fd12::/64'])(
    'passes pod CIDR %s',
    (podCidr) => {
      expect(pods(podCidr).status).toBe('pass');
    },
  );

  it('looks at the service CIDR as well', () => {
    const outcome = askCluster(check, { networkProfile: { serviceCidrs: ['172.31.0.0/20'] } });
    expect(failing(outcome)).toMatchObject([{ evidence: { ranges: ['172.31.0.0/20'] } }]);
  });

  it('is unknown where one of the two is absent or malformed, unless the other fails', () => {
    expect(pods('nonsense').reason).toContain('"nonsense"');
    expect(askCluster(check, { networkProfile: { serviceCidr: undefined, serviceCidrs: [] } }).status).toBe('unknown');
    const both = { podCidrs: ['172.16.0.0/12'], serviceCidrs: ['nonsense'] };
    expect(askCluster(check, { networkProfile: both }).status).toBe('fail');
  });
});
