import { describe, expect, it } from 'vitest';
import newKubenetCluster from '../../../src/checks/deadline/new-kubenet-cluster.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, failingIds } from '../ask.ts';

const createdAt = (createdAt: string | undefined) => ({
  managedCluster: aManagedCluster({ systemData: { createdAt } }),
});

describe('DL-003', () => {
  it('fails for a cluster created after the announcement, at severity medium', () => {
    const outcome = ask(newKubenetCluster, createdAt('2026-02-03T12:00:00Z'));

    expect(outcome).toMatchObject({ status: 'fail', severity: 'medium' });
    expect(failingIds(outcome)).toEqual([clusterId]);
    expect(outcome.reason).toContain('2026-02-03');
    expect(outcome.findings[0]?.evidence).toEqual({ createdAt: '2026-02-03T12:00:00Z', announced: '2025-03-31' });
  });

  it.each([
    ['2023-05-04T09:30:00Z', 'pass'],
    ['2025-03-31T23:59:59.999Z', 'pass'],
    ['2025-04-01T00:00:00Z', 'fail'],
    ['2025-04-01T01:00:00+02:00', 'pass'],
    ['2025-03-31T23:00:00-02:00', 'fail'],
  ])('judges %s as %s: the day of the announcement itself passes, in UTC', (when, status) => {
    expect(ask(newKubenetCluster, createdAt(when)).status).toBe(status);
  });

  it.each([undefined, '', 'yesterday'])('is unknown for a creation time of %s', (when) => {
    expect(ask(newKubenetCluster, createdAt(when))).toMatchObject({ status: 'unknown', severity: 'medium' });
  });

  it('is unknown where the cluster has no systemData at all', () => {
    const { systemData: _, ...old } = aManagedCluster();

    expect(ask(newKubenetCluster, { managedCluster: old }).status).toBe('unknown');
  });
});
