import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/node-image-generation.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, failingIds } from '../ask.ts';

function judge(overrides: Parameters<typeof anAgentPool>[0], asOf = '2026-11-22T06:00:00Z') {
  const managedCluster = aManagedCluster({
    agentPoolProfiles: [anAgentPool(), anAgentPool({ name: 'user', ...overrides })],
  });
  return ask(check, { managedCluster }, { asOf: new Date(asOf) });
}

describe('MIG-015', () => {
  it.each([
    ['AKSAzureLinux-V2gen2-202603.08.0', 'blocker'],
    ['AKSCBLMariner-V2gen2-202406.08.0', 'blocker'],
    ['AKSUbuntu-1804gen2containerd-202305.08.0', 'blocker'],
    ['AKSUbuntu-2004gen2containerd-202611.08.0', 'high'],
    ['AKSUbuntu-2204gen2containerd-202611.08.0', 'medium'],
    ['aksubuntu-2204gen2containerd-202611.08.0', 'medium'],
  ])('names the pool on %s as %s', (nodeImageVersion, severity) => {
    const outcome = judge({ nodeImageVersion });
    expect(outcome).toMatchObject({ status: 'fail', severity });
    expect(failingIds(outcome)).toEqual([`${clusterId}/agentPools/user`]);
    expect(outcome.findings[1]?.evidence).toMatchObject({ nodeImageVersion, osSKU: 'Ubuntu' });
  });

  it.each(['AKSUbuntu-2404gen2containerd-202611.08.0', 'AKSAzureLinux-V3gen2-202611.08.0', 'AKSFlatcar-1'])(
    'passes %s',
    (nodeImageVersion) => {
      expect(judge({ nodeImageVersion }).status).toBe('pass');
    },
  );

  it.each([
    ['2027-03-16T23:59:59Z', 'high'],
    ['2027-03-17T00:00:00Z', 'blocker'],
  ])('Ubuntu 20.04 on %s: %s', (asOf, severity) => {
    expect(judge({ nodeImageVersion: 'AKSUbuntu-2004gen2' }, asOf).severity).toBe(severity);
  });

  it.each([
    ['2026-03-30T23:59:59Z', 'high'],
    ['2026-03-31T00:00:00Z', 'blocker'],
  ])('Azure Linux 2 on %s: %s', (asOf, severity) => {
    expect(judge({ nodeImageVersion: 'AKSAzureLinux-V2gen2' }, asOf).severity).toBe(severity);
  });

  it('falls back on an OS SKU that tells, where there is no image version', () => {
    const image = { nodeImageVersion: undefined };
    expect(judge({ ...image, osSKU: 'ubuntu2204' })).toMatchObject({ status: 'fail', severity: 'medium' });
    expect(judge({ ...image, osSKU: 'CBLMariner' })).toMatchObject({ status: 'fail', severity: 'blocker' });
    expect(judge({ ...image, osSKU: 'Ubuntu' }).status).toBe('unknown');
    expect(judge({ ...image, osSKU: undefined }).status).toBe('unknown');
  });

  it('believes the image before the OS SKU, which may be ahead of it', () => {
    expect(judge({ nodeImageVersion: 'AKSUbuntu-2404gen2', osSKU: 'Ubuntu2204' }).status).toBe('pass');
  });

  it.each([
    ['AKSUbuntu-2004gen2', '2027-03-16T00:00:00Z', ', which ends on 2027-03-17.'],
    ['AKSUbuntu-2004gen2', '2027-03-17T00:00:00Z', ', which ended on 2027-03-17.'],
    ['AKSUbuntu-2204gen2', '2027-06-29T00:00:00Z', ', which ends on 2027-06-30; its images are removed on 2028-04-30.'],
    [
      'AKSUbuntu-2204gen2',
      '2028-04-29T00:00:00Z',
      ', which ended on 2027-06-30; its images are removed on 2028-04-30.',
    ],
    [
      'AKSUbuntu-2204gen2',
      '2028-04-30T00:00:00Z',
      ', which ended on 2027-06-30; its images were removed on 2028-04-30.',
    ],
    ['AKSUbuntu-1804gen2', '2026-11-22T06:00:00Z', ', which ended long ago.'],
  ])('tells of %s on %s when it ends', (nodeImageVersion, asOf, words) => {
    const outcome = judge({ nodeImageVersion }, asOf);

    expect(outcome.reason.endsWith(words)).toBe(true);
    expect(outcome.reason).toContain(`Node pool user uses ${nodeImageVersion}, of `);
  });

  it('tells by what a pool passes', () => {
    expect(judge({ nodeImageVersion: 'AKSFlatcar-1', osSKU: undefined }).findings[1]?.evidence).toEqual({
      nodeImageVersion: 'AKSFlatcar-1',
      osSKU: null,
    });
    expect(judge({ nodeImageVersion: 'AKSUbuntu-2204gen2' }).findings[1]?.evidence).toMatchObject({
      endsOn: '2027-06-30',
      removedOn: '2028-04-30',
    });
    expect(judge({ nodeImageVersion: 'AKSUbuntu-2204gen2' }, '2028-04-30T00:00:00Z').severity).toBe('blocker');
  });
});
