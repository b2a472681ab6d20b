import { describe, expect, it, vi } from 'vitest';
import { createClusterSignIn } from '../../src/arm/cluster-sign-in.ts';
import { countRequests } from '../../src/arm/request-counter.ts';
import { signIn } from './test-client.ts';

describe('the way into a cluster', () => {
  it.each([
    '//evil.example/subscriptions/s',
    'https://evil.example/s',
    'http://management.azure.com/s',
    '\\\\evil.example/s',
  ])("asks no other host for it than Azure's, whatever the id: %s", async (clusterId) => {
    const credential = signIn();
    const getToken = vi.spyOn(credential, 'getToken');
    const clusters = createClusterSignIn({
      endpoint: 'https://management.azure.com',
      audience: 'https://management.azure.com',
      credential,
      counter: countRequests(),
    });

    await expect(clusters.kubeconfig(clusterId)).rejects.toThrow();
    expect(getToken).not.toHaveBeenCalled();
  });
});
