import pLimit from 'p-limit';
import { type ArmProbe, createArmClient } from '../../arm/arm-client.ts';
import { armReads } from '../../arm/arm-reads.ts';
import { cloudEndpoints } from '../../arm/clouds.ts';
import { SignInError } from '../../arm/errors.ts';
import { probeEndpoint } from '../../arm/probe-endpoint.ts';
import { countRequests } from '../../arm/request-counter.ts';
import type { AzureConnection } from '../../audit/sources.ts';
import type { ScanSettings } from '../../config/scan-settings.ts';
import type { SourceChoice } from '../../model/audit-engine.ts';
import type { Subscription } from '../../model/azure/subscription.ts';
import type { Io } from '../io.ts';
import { judgeAccess, mayRead, type SubscriptionAccess } from './access.ts';
import { judgeClock } from './clock.ts';
import type { Diagnosis } from './diagnosis.ts';
import { judgeIdentity } from './identity.ts';
import { judgeNotices } from './notices.ts';
import { judgeReach, timeAnswer } from './reach.ts';
import { readAccess } from './read-access.ts';
import { countInGraph, judgeCounts, judgeGraph } from './resource-graph.ts';
import { judgeSchedules } from './schedules.ts';
import { subscriptionsInScope } from './subscriptions.ts';
import { judgeSurroundings } from './surroundings.ts';

/** A person waits: two tries tell enough. */
const retryLimits = { maxRetries: 1, baseDelayMs: 500, maxDelayMs: 2000, longestRetryAfterMs: 10_000 };

/**
 * Looks at everything a scan depends on, in the order a scan meets it, and ends where a scan could not go on. What ends a scan
 * with an error (no sign-in, no list of subscriptions) is thrown here too.
 */
export async function* examine(
  { audit, scope }: ScanSettings,
  connection: AzureConnection,
  { env, now }: Io,
): AsyncGenerator<Diagnosis> {
  yield* judgeSurroundings(env);
  yield* judgeSchedules(env, now());
  yield* judgeNotices(env);
  const probe = (url: string) => timeAnswer(now, () => probeEndpoint(url, connection.tlsOptions));

  const authority = audit.authorityHost ?? cloudEndpoints[audit.cloud].authorityHost;
  const tenant = env['AZURE_TENANT_ID'] || 'common';
  const entra = await probe(`${authority}/${tenant}/v2.0/.well-known/openid-configuration`);
  // A managed identity is signed in without it.
  yield judgeReach('Microsoft Entra', authority, entra, 'warning');

  const { path, apiVersion } = armReads.subscriptions;
  const arm = await probe(`${connection.endpoint}${path}?api-version=${apiVersion}`);
  yield judgeReach('Azure Resource Manager', connection.endpoint, arm, 'stop');
  if (!arm.answer.reached) return;
  yield judgeClock(arm.answer.date, arm.at);

  const client = createArmClient({ retryLimits, ...connection, counter: countRequests() });
  yield judgeIdentity(await accessToken(connection));

  const { readable, diagnoses } = await subscriptionsInScope(client, connection, scope);
  yield* diagnoses;
  const access = await accessTo(client, readable);
  yield* judgeAccess(access);
  yield* compareWithGraph(client, access, audit.source, now);
}

async function accessToken({ credential, audience }: AzureConnection): Promise<string> {
  try {
    return (await credential.getToken(`${audience}/.default`))?.token ?? '';
  } catch (cause) {
    throw new SignInError(cause instanceof Error ? (cause.message.split('\n')[0] ?? cause.name) : String(cause), {
      cause,
    });
  }
}

const subscriptionsAtOnce = 6;

function accessTo(client: ArmProbe, subscriptions: readonly Subscription[]): Promise<SubscriptionAccess[]> {
  const limit = pLimit(subscriptionsAtOnce);
  return Promise.all(
    subscriptions.map(({ subscriptionId, displayName }) =>
      limit(async () => ({
        subscriptionId,
        name: displayName,
        access: await readAccess(client, subscriptionId),
      })),
    ),
  );
}

/** In the first readable subscription that has clusters; where none has, in the first. */
async function* compareWithGraph(
  client: ArmProbe,
  all: readonly SubscriptionAccess[],
  source: SourceChoice,
  now: () => Date,
): AsyncGenerator<Diagnosis> {
  const open = all.filter((each) => mayRead(each, armReads.managedClusters.action));
  let compared: { readonly name: string; readonly arm: number; readonly subscriptionId: string } | undefined;
  for (const { subscriptionId, name = subscriptionId } of open) {
    const clusters = await client.list(armReads.managedClusters, `/subscriptions/${subscriptionId}`);
    if (compared === undefined || clusters.length > 0) compared = { subscriptionId, name, arm: clusters.length };
    if (clusters.length > 0) break;
  }
  if (compared === undefined) return;
  const graph = await countInGraph(client, compared.subscriptionId, now);
  yield judgeGraph(graph, source);
  if (graph.answered) yield judgeCounts(compared.name, graph.clusters, compared.arm);
}
