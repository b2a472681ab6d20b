import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/egress/http-proxy.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster, failingIds } from '../ask.ts';

describe('EGR-004', () => {
  it.each([{ httpProxy: 'http://proxy:3128' }, { httpsProxy: 'http://proxy:3128' }])('fails with %j', (proxy) => {
    const outcome = askCluster(check, { httpProxyConfig: { noProxy: ['10.244.0.0/16'], ...proxy } });
    expect(outcome).toMatchObject({ status: 'fail', severity: 'low' });
    expect(failingIds(outcome)).toEqual([clusterId]);
    expect(outcome.findings[0]?.evidence).toEqual({ noProxy: ['10.244.0.0/16'], rangesNotListed: ['10.0.0.0/16'] });
  });

  it('says so where noProxy lists every range', () => {
    const noProxy = ['10.244.0.0/16', '10.0.0.0/16'];
    const outcome = askCluster(check, { httpProxyConfig: { httpProxy: 'http://proxy:3128', noProxy } });
    expect(outcome.reason).toContain('lists its pod and service CIDRs');
  });

  it("does not repeat the proxy's address, which may hold a password", () => {
    const outcome = askCluster(check, { httpProxyConfig: { httpProxy: 'http://user:secret@proxy:3128', noProxy: [] } });
    expect(JSON.stringify(outcome)).not.toContain('secret');
  });

  it('passes without a configuration, and says that none is stated', () => {
    const outcome = askCluster(check, { httpProxyConfig: undefined });
    expect(outcome).toMatchObject({ status: 'pass', reason: expect.stringContaining('not stated') });
  });

  it('is unknown for a configuration that names no proxy', () => {
    expect(askCluster(check, { httpProxyConfig: { noProxy: [] } }).status).toBe('unknown');
  });
});
