import { type Subscription, subscription } from '../../model/azure/subscription.ts';
import type { Fact } from '../../model/fact.ts';
import type { ListedSubscription } from '../azure-source.ts';
import { parseResources } from '../parse-resources.ts';

interface SubscriptionReads {
  /** Everything `GET /subscriptions` lists. */
  list(): Promise<readonly unknown[]>;
  /** Any read that proves the subscription readable. */
  probe(subscriptionId: string): Promise<Fact<unknown>>;
}

/** States in which resources cannot be read at all. */
const closedStates = ['disabled', 'deleted'];

/** The subscriptions asked for, each proved readable or with the reason why not. A name that is not listed is unreadable, not ignored. */
export async function readSubscriptions(
  named: readonly string[],
  reads: SubscriptionReads,
): Promise<readonly ListedSubscription[]> {
  const listed = parseResources(subscription, await reads.list(), '/subscriptions');
  return Promise.all(
    chooseSubscriptions(listed, named).map(async (each) => {
      if (each.refusal !== undefined) return each;
      const probe = await reads.probe(each.subscription.subscriptionId);
      return { ...each, refusal: probe.known ? undefined : probe.reason };
    }),
  );
}

/** Those named, or all that are listed, sorted by id. */
export function chooseSubscriptions(
  listed: readonly Subscription[],
  named: readonly string[],
): readonly ListedSubscription[] {
  const byId = new Map(listed.map((each) => [each.subscriptionId, each]));
  const ids = named.length > 0 ? named.map((id) => id.toLowerCase()) : [...byId.keys()];
  return [...new Set(ids)].sort().map((subscriptionId) => {
    const found = byId.get(subscriptionId);
    return { subscription: found ?? { subscriptionId }, refusal: refusalOf(found) };
  });
}

function refusalOf(found: Subscription | undefined): string | undefined {
  if (found === undefined) return 'The identity cannot see this subscription; grant it a role there.';
  return closedStates.includes(found.state?.toLowerCase() ?? '') ? `The subscription is ${found.state}.` : undefined;
}
