import { ClientSecretCredential } from '@azure/identity';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import {
  type SimulatedAzure,
  type SimulatedAzureOptions,
  startSimulatedAzure,
} from '../../../simulated-azure/start.ts';
import { auditor, ids, smallEstate } from './small-estate.ts';

/** A clock that stands still until a test moves it. */
export interface TestClock {
  now: () => Date;
  advance(seconds: number): void;
}

export function testClock(start = '2026-11-22T06:00:00Z'): TestClock {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    advance(seconds) {
      at += seconds * 1000;
    },
  };
}

/** One simulated Azure for a file of tests; the small estate, no faults and an empty log before each test. */
export function useSimulatedAzure(
  options: SimulatedAzureOptions = {},
  wait?: (ms: number) => Promise<unknown>,
): () => SimulatedAzure & { clock: TestClock } {
  let running: (SimulatedAzure & { clock: TestClock }) | undefined;
  const get = () => {
    if (running === undefined) throw new Error('The simulated Azure is not running yet.');
    return running;
  };
  beforeAll(async () => {
    const clock = testClock();
    const start = { estate: smallEstate(), now: clock.now, options, ...(wait === undefined ? {} : { wait }) };
    running = { ...(await startSimulatedAzure(start)), clock };
  });
  beforeEach(() => {
    const { control } = get();
    control.clearFaults();
    control.clearGraphLag();
    control.clearRequests();
    control.replaceEstate(smallEstate());
    control.changeSettings({ throttling: 1, pageSizes: {}, tokenLifetimeSeconds: 3600 });
  });
  afterAll(async () => running?.stop());
  return get;
}

/** Signs in with a secret, by the real library. */
export function credentialFor(azure: SimulatedAzure, principal = auditor): ClientSecretCredential {
  return new ClientSecretCredential(ids.tenant, principal.clientId, principal.clientSecret, {
    authorityHost: azure.authorityHost,
    disableInstanceDiscovery: true,
    ...trust(azure),
  });
}

/** Options for every real client: where to go, whom to trust, and no waiting between retries. */
export function clientOptions(azure: SimulatedAzure) {
  return { endpoint: azure.armEndpoint, ...trust(azure), retryOptions: { maxRetries: 0 } };
}

function trust(azure: SimulatedAzure) {
  return { tlsOptions: { ca: azure.caPem } };
}

/** Everything that a pager brings. */
export async function all<T>(pager: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of pager) items.push(item);
  return items;
}
