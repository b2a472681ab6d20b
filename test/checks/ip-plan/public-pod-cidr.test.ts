import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/ip-plan/public-pod-cidr.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster, failing } from '../ask.ts';

function judge(...podCidrs: string[]) {
  return askCluster(check, { networkProfile: { podCidrs } });
}

describe('IP-008', () => {
  it.each(['10.244.0.0/16', '172.16.0.0/12', '172.31.0.0/16', '192.168.0.0/16', '100.64.0.0/10', '100.127.0.0/16'])(
    'passes %s',
    (podCidr) => {
      expect(judge(podCidr).status).toBe('pass');
    },
  );

  it.each(['172.15.0.0/16', '172.32.0.0/16', '100.128.0.0/16', '192.169.0.0/16', '11.0.0.0/16', '8.0.0.0/6'])(
    'fails for %s',
    (podCidr) => {
      const outcome = judge(podCidr);
      expect(outcome).toMatchObject({ status: 'fail', severity: 'medium' });
      expect(failing(outcome)).toMatchObject([{ resourceId: clusterId, evidence: { podCidrs: [podCidr] } }]);
    },
  );

  it('judges IPv4 alone', () => {
    expect(judge('10.244.0.0/16', '2001:db8::/64').status).toBe('pass');
  });

  it('is unknown with a malformed one', () => {
    expect(judge('nonsense').status).toBe('unknown');
  });
});
