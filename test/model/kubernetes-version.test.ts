import { describe, expect, it } from 'vitest';
import {
  controlPlaneVersion,
  isOlderKubernetes,
  parseKubernetesMinor,
  poolVersion,
} from '../../src/model/kubernetes-version.ts';
import { anAgentPool } from '../builders/agent-pool.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';

describe('parseKubernetesMinor', () => {
  it.each(['1.27', '1.27.0', '1.27.16', 'v1.27.3', ' 1.27.3 ', '1.27.0-preview', '1.27.3+aks'])('reads %j', (text) => {
    expect(parseKubernetesMinor(text)).toEqual({ major: 1, minor: 27 });
  });

  it.each(['', '1', 'one.two', '1.27.', '1.27.x', '.27', '1..27'])('reads nothing in %j', (text) => {
    expect(parseKubernetesMinor(text)).toBeUndefined();
  });
});

describe('isOlderKubernetes', () => {
  it.each([
    ['1.26.9', '1.27', true],
    ['1.26', '1.27', true],
    ['1.27', '1.27', false],
    ['1.27.0', '1.27', false],
    ['1.9.11', '1.27', true],
    ['1.100.0', '1.27', false],
    ['2.0.0', '1.27', false],
    ['0.99.0', '1.27', true],
    ['latest', '1.27', undefined],
    ['1.27.0', 'latest', undefined],
  ])('%s before %s: %s', (text, than, expected) => {
    expect(isOlderKubernetes(text, than)).toBe(expected);
  });
});

describe('what runs', () => {
  it('is the current version, and what was asked for where the answer has no other', () => {
    expect(
      controlPlaneVersion(aManagedCluster({ kubernetesVersion: '1.35', currentKubernetesVersion: '1.34.1' })),
    ).toBe('1.34.1');
    expect(
      controlPlaneVersion(aManagedCluster({ kubernetesVersion: '1.35', currentKubernetesVersion: undefined })),
    ).toBe('1.35');
    expect(poolVersion(anAgentPool({ orchestratorVersion: '1.35', currentOrchestratorVersion: '1.34.1' }))).toBe(
      '1.34.1',
    );
    expect(poolVersion(anAgentPool({ orchestratorVersion: '1.35', currentOrchestratorVersion: undefined }))).toBe(
      '1.35',
    );
  });
});
