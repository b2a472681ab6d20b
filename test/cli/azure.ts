import { ClientSecretCredential } from '@azure/identity';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Estate } from '../../simulated-azure/estate/estate.ts';
import { signIns } from '../../simulated-azure/estate/principals.ts';
import { type SimulatedAzure, type SimulatedAzureOptions, startSimulatedAzure } from '../../simulated-azure/start.ts';
import type { Services } from '../../src/cli/command.ts';
import { sampleEstate as estate, quickAzure } from '../audit/audit-azure.ts';

export interface SampleAzure extends SimulatedAzure {
  readonly estate: Estate;
  /** The id of a subscription by a part of its name. */
  subscriptionId(name: string): string;
}

/** The sample estate, one for a file of tests, without faults before each. */
export function useSampleAzure(options: SimulatedAzureOptions = {}): () => SampleAzure {
  let running: SampleAzure | undefined;
  const get = () => {
    if (running === undefined) throw new Error('The simulated Azure is not running yet.');
    return running;
  };
  beforeAll(async () => {
    const azure = await startSimulatedAzure({ estate, options: { ...quickAzure, ...options } });
    running = {
      ...azure,
      estate,
      subscriptionId: (name) =>
        estate.subscriptions.find(({ displayName }) => displayName.includes(name))?.subscriptionId ?? '',
    };
  });
  beforeEach(() => {
    get().control.clearFaults();
    get().control.clearRequests();
  });
  afterAll(async () => running?.stop());
  return get;
}

/** A connection for tests in this process: the real library signs in, and nothing waits long for another try. */
export function connectTo(
  azure: SampleAzure,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string } = signIns.auditor,
): Services['connect'] {
  const tlsOptions = { ca: azure.caPem };
  return () => ({
    endpoint: azure.armEndpoint,
    audience: 'https://management.azure.com',
    credential: new ClientSecretCredential(azure.estate.tenantId, clientId, clientSecret, {
      authorityHost: azure.authorityHost,
      disableInstanceDiscovery: true,
      tlsOptions,
    }),
    pace: async () => {},
    tlsOptions,
    retryLimits: { maxRetries: 1, baseDelayMs: 1, maxDelayMs: 1, longestRetryAfterMs: 1 },
  });
}
