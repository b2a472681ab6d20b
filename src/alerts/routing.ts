import type { AlertEvent } from '../model/alert.ts';
import { severityRank } from '../model/finding.ts';
import { tagValue } from '../model/tag-value.ts';
import { severityWords } from '../words/words.ts';
import { nextDigest } from './digest-time.ts';
import { stableId } from './event-id.ts';
import type { Channel } from './settings/schema.ts';

/** Whether a channel hears of an event, and the reason in a few words. */
export interface Hearing {
  readonly hears: boolean;
  readonly why: string;
}

export function hearing({ severity, subscriptions, tags }: Channel, event: AlertEvent): Hearing {
  if (event.kind === 'test') return { hears: true, why: 'it is a test' };
  const no = (why: string): Hearing => ({ hears: false, why });
  if (severityRank(event.severity) > severityRank(severity)) {
    return no(`its severity is ${severityWords[event.severity]}, below ${severityWords[severity]}`);
  }
  const { subscriptionId, cluster } = event;
  if (subscriptions.length > 0) {
    if (subscriptionId === null) return no('it is about the whole estate, and the channel about some subscriptions');
    if (!subscriptions.includes(subscriptionId.toLowerCase())) return no('its subscription is another');
  }
  for (const [name, value] of Object.entries(tags)) {
    if (cluster === null) return no('it is about no cluster, and the channel about clusters with tags');
    if (tagValue(cluster.tags, name) !== value) return no(`the cluster's tag ${name} is not ${value}`);
  }
  return { hears: true, why: reasonToHear({ severity, subscriptions, tags }, event) };
}

function reasonToHear(
  { severity, subscriptions, tags }: Pick<Channel, 'severity' | 'subscriptions' | 'tags'>,
  event: AlertEvent,
): string {
  return [
    `severity ${severityWords[event.severity]} is at or above ${severityWords[severity]}`,
    ...(subscriptions.length > 0 ? ['its subscription is listed'] : []),
    ...Object.entries(tags).map(([name, value]) => `tag ${name} is ${value}`),
  ].join(', ');
}

/** Where an event goes: the notice it is part of, and when that is sent. */
export interface Delivery {
  readonly batch: string;
  /** Undefined for at once. */
  readonly dueAt: Date | undefined;
  /** As `NoticeRecord.owner`. */
  readonly owner: string | null;
}

/** @param source what immediate events are put together by: the run they come from */
export function deliveryOf({ send }: Channel, event: AlertEvent, source: string, now: Date): Delivery {
  if (send.when === 'immediate') return { batch: source, dueAt: undefined, owner: null };
  const dueAt = nextDigest(send, now);
  const owner = send.perTag === undefined ? null : ownerOf(event, send.perTag);
  const stamp = dueAt.toISOString().slice(0, 16).replaceAll(/[-:]/g, '');
  const part = owner === null ? '' : `-${stableId(owner).slice(0, 12)}`;
  return { batch: `digest-${stamp}${part}`, dueAt, owner };
}

/** Empty where there is no cluster, or no such tag on it. Case does not tell owners apart. */
function ownerOf({ cluster }: AlertEvent, tag: string): string {
  return cluster === null ? '' : (tagValue(cluster.tags, tag) ?? '').trim().toLowerCase();
}
