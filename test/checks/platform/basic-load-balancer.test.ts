import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/platform/basic-load-balancer.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster } from '../ask.ts';

describe('PLAT-002', () => {
  it.each([
    ['basic', 'fail'],
    ['Basic', 'fail'],
    ['standard', 'pass'],
    ['Standard', 'pass'],
  ])('%s: %s', (loadBalancerSku, status) => {
    const outcome = askCluster(check, { networkProfile: { loadBalancerSku } });
    expect(outcome).toMatchObject({ status, severity: 'high' });
    expect(outcome.findings).toMatchObject([{ resourceId: clusterId, evidence: { loadBalancerSku } }]);
  });

  it('is unknown where the cluster states none', () => {
    expect(askCluster(check, { networkProfile: { loadBalancerSku: undefined } }).status).toBe('unknown');
  });
});
