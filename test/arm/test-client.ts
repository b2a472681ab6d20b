import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth';
import { type ArmProbe, createArmClient } from '../../src/arm/arm-client.ts';
import type { ArmRead } from '../../src/arm/arm-read.ts';
import { armReads } from '../../src/arm/arm-reads.ts';
import type { RetryLimits } from '../../src/arm/policies/retry-delay.ts';
import { countRequests } from '../../src/arm/request-counter.ts';
import type { RequestCounts } from '../../src/model/report.ts';
import { patienceMs } from '../patience.ts';
import { type Answer, json, type ScriptedServer } from './scripted-server.ts';

const retryLimits: RetryLimits = { maxRetries: 3, baseDelayMs: 1, maxDelayMs: 2, longestRetryAfterMs: 5_000 };

export const secret = 'a-token-nobody-may-see';
export const subscription = '/subscriptions/00000000-0000-0000-0000-000000000001';
export const read: ArmRead = armReads.managedClusters;
export const firstPage = `${subscription}/providers/Microsoft.ContainerService/managedClusters?api-version=2026-06-01`;

interface SignIn extends TokenCredential {
  readonly asked: readonly GetTokenOptions[];
}

/** Numbers its tokens, and keeps one until claims ask for another, as the real caches do. */
export function signIn(lifeMs = 3_600_000): SignIn {
  const asked: GetTokenOptions[] = [];
  let cached: AccessToken | undefined;
  return {
    asked,
    getToken: async (_scopes, options = {}) => {
      asked.push(options);
      if (cached === undefined || options.claims !== undefined || cached.expiresOnTimestamp <= Date.now()) {
        cached = { token: `${secret}-${asked.length}`, expiresOnTimestamp: Date.now() + lifeMs };
      }
      return cached;
    },
  };
}

interface TestClient {
  readonly arm: ArmProbe;
  counts(): RequestCounts;
  /** The clusters of `subscription`. */
  list(): Promise<readonly unknown[]>;
}

/** A client of the server, which waits a millisecond between its tries. */
export function clientOf(
  server: ScriptedServer,
  options: { readonly credential?: TokenCredential; readonly timeoutMs?: number } = {},
): TestClient {
  const counter = countRequests();
  const arm = createArmClient({
    endpoint: server.origin,
    audience: 'https://management.azure.com',
    credential: options.credential ?? signIn(),
    counter,
    retryLimits,
    tlsOptions: { ca: server.caPem },
    timeoutMs: options.timeoutMs ?? patienceMs,
    random: () => 0,
  });
  return { arm, counts: () => counter.counts(), list: () => arm.list(read, subscription) };
}

export function page(ids: readonly string[], nextLink?: string | null): Answer {
  return json({ value: ids.map((id) => ({ id })), ...(nextLink === undefined ? {} : { nextLink }) });
}

export function idsOf(items: readonly unknown[]): string[] {
  // Items of `page`.
  return items.map((item) => (item as { id: string }).id);
}

/** The error a promise is rejected with. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => new Error('It did not fail.'),
    (error: unknown) => error,
  );
  return outcome instanceof Error ? outcome : new Error(String(outcome));
}
