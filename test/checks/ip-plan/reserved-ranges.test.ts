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

  it('names each range and what it meets, and the command for that range', () => {
    const podOutcome = pods('172.16.0.0/12');
    expect(podOutcome.reason).toBe(
      'The pod CIDR 172.16.0.0/12 overlaps 172.30.0.0/16, 172.31.0.0/16, which AKS reserves.',
    );
    expect(failing(podOutcome)[0]?.evidence).toMatchObject({ range: 'pod CIDR' });
    expect(podOutcome.fix.commands.join()).toContain('az aks update');
    expect(podOutcome.fix.commands.join()).toContain('--pod-cidr');

    const serviceOutcome = askCluster(check, { networkProfile: { serviceCidrs: ['172.31.0.0/20', '172.31.16.0/20'] } });
    expect(serviceOutcome.reason).toContain('The service CIDR 172.31.0.0/20, 172.31.16.0/20 overlaps 172.31.0.0/16,');
    expect(serviceOutcome.fix.commands.join()).toContain('az aks create');
  });

  it('is unknown of a dual-stack cluster that states one range, and says of which', () => {
    const networkProfile = { ipFamilies: ['IPv4', 'IPv6'], serviceCidrs: ['10.0.0.0/16', 'fd00::/108'] };
    expect(askCluster(check, { networkProfile })).toMatchObject({
      status: 'unknown',
      reason: 'The cluster is dual stack and states one pod CIDR.',
    });
    const both = { ...networkProfile, podCidrs: ['10.244.0.0/16', 'fd12::/64'] };
    expect(askCluster(check, { networkProfile: both })).toMatchObject({
      status: 'pass',
      findings: [{ evidence: { range: 'pod CIDR', reserved: [] } }, { evidence: { range: 'service CIDR' } }],
    });
  });

  it('names every range that is none', () => {
    expect(askCluster(check, { networkProfile: { podCidrs: ['one', 'two'] } }).reason).toContain('"one", "two"');
  });
});
