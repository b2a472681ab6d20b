import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/platform/pod-identity.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { askCluster } from '../ask.ts';

describe('PLAT-003', () => {
  it.each([
    [{ enabled: true }, 'fail'],
    [{ enabled: false }, 'pass'],
    [undefined, 'pass'],
  ])('%j: %s', (podIdentityProfile, status) => {
    const outcome = askCluster(check, { podIdentityProfile });
    expect(outcome).toMatchObject({ status, severity: 'medium', findings: [{ resourceId: clusterId }] });
  });

  it('is unknown for a profile that does not say whether it is on', () => {
    expect(askCluster(check, { podIdentityProfile: {} }).status).toBe('unknown');
  });
});
