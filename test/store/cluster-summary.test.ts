import { describe, expect, it } from 'vitest';
import { slimCluster, summariseCluster } from '../../src/store/cluster-summary.ts';
import { aClusterReport, audited, clusterId, failingRoutes } from './reports.ts';

const id = clusterId('a');
const failing = failingRoutes(id, 1);
const waiver = { owner: 'ops', reason: 'A test cluster.', expires: '2027-01-01' };

describe('a cluster in a list', () => {
  it('has the codes that fail, accepted ones marked, and nothing of the checks', () => {
    const checks = [
      failing,
      { ...failing, code: 'RT-005', status: 'pass' as const },
      { ...failing, code: 'RT-006', waiver },
    ];
    const summary = summariseCluster(aClusterReport(id, { checks, history: [] }));
    expect(summary.failing).toEqual([
      { code: 'RT-004', severity: 'blocker' },
      { code: 'RT-006', severity: 'blocker', waived: true },
    ]);
    expect(summary).not.toHaveProperty('checks');
    expect(summary).not.toHaveProperty('history');
    expect(summary).toMatchObject({ id, name: 'a', network: { podCidrs: ['10.244.0.0/16'] } });
  });

  it('has no picture of its network, and not what surrounds it', () => {
    const { network } = aClusterReport(id);
    const parts = { virtualNetworks: null, subnets: null, routeTables: null, pools: [], nodes: null };
    const drawn = {
      picture: { ...parts, staleRoutes: null, reason: 'Not read.' },
      surroundings: { ranges: [], unknown: [] },
    };
    expect(summariseCluster(aClusterReport(id, { network: { ...network, ...drawn } })).network).toEqual(network);
  });
});

describe('what closing a run needs of a cluster', () => {
  it('are its stale routes, none and not known apart, and the live checks without an answer', () => {
    const checks = [{ ...failing, status: 'unknown' as const }];
    expect(slimCluster({ ...audited(id, { checks }), staleRoutes: ['t/r'] })).toMatchObject({
      ...{ staleRoutes: ['t/r'], liveUnknown: ['RT-004'] },
    });
    expect(slimCluster({ ...audited(id), staleRoutes: null }).staleRoutes).toBeNull();
    expect(slimCluster(audited(id))).not.toHaveProperty('before');
  });
});
