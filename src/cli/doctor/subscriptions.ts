import { z } from 'zod';
import type { ArmClient } from '../../arm/arm-client.ts';
import { armReads } from '../../arm/arm-reads.ts';
import { type AzureConnection, openAzure } from '../../audit/sources.ts';
import type { AuditScope } from '../../model/audit.ts';
import { type Subscription, subscription } from '../../model/azure/subscription.ts';
import { counted } from '../../words/words.ts';
import type { Diagnosis } from './diagnosis.ts';

interface SubscriptionsFound {
  /** In scope, visible and not closed. */
  readonly readable: readonly Subscription[];
  readonly diagnoses: readonly Diagnosis[];
}

/** The subscriptions a scan of this scope would ask. */
export async function subscriptionsInScope(
  client: ArmClient,
  connection: AzureConnection,
  scope: AuditScope,
): Promise<SubscriptionsFound> {
  const listed = z.array(subscription).parse(await client.list(armReads.subscriptions));
  const { source } = openAzure(connection, 'arm');
  const ofGroups = await Promise.all(scope.managementGroups.map((group) => source.managementGroupSubscriptions(group)));
  return judgeSubscriptions(listed, [...scope.subscriptionIds, ...ofGroups.flat()]);
}

/** @param named ids asked for; empty for all that are listed */
export function judgeSubscriptions(listed: readonly Subscription[], named: readonly string[]): SubscriptionsFound {
  const ids = new Set(named.map((id) => id.toLowerCase()));
  const wanted = ids.size === 0 ? listed : listed.filter(({ subscriptionId }) => ids.has(subscriptionId));
  const invisible = [...ids].filter((id) => !listed.some(({ subscriptionId }) => subscriptionId === id));
  const [closed, readable] = [wanted.filter(isClosed), wanted.filter((each) => !isClosed(each))];
  return {
    readable,
    diagnoses: [
      readable.length === 0
        ? {
            level: 'stop',
            text: 'Subscriptions: the identity sees none that could be read; grant it the role Reader on a subscription or a management group.',
          }
        : { level: 'ok', text: `Subscriptions: ${counted(readable.length, 'subscription')} in scope.` },
      ...invisible.map((id): Diagnosis => {
        return { level: 'gap', text: `Subscriptions: the identity cannot see ${id}; grant it the role Reader there.` };
      }),
      ...closed.map(({ subscriptionId, displayName, state }): Diagnosis => {
        return {
          level: 'gap',
          text: `Subscriptions: ${displayName ?? subscriptionId} is ${state}: nothing in it can be read.`,
        };
      }),
    ],
  };
}

function isClosed({ state }: Subscription): boolean {
  return ['disabled', 'deleted'].includes(state?.toLowerCase() ?? '');
}
