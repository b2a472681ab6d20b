import type { AlertEvent } from '../../model/alert.ts';
import type { Notice } from './notice.ts';

/** Receivers seldom take more than 256 KB. */
const budgetBytes = 200 * 1024;

/**
 * A notice as one CloudEvent in structured mode. `id` is the same for every attempt, as the standard asks.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export function cloudEvent({ id, title, sentAt, events, summary, reportUrl }: Notice): string {
  return JSON.stringify({
    specversion: '1.0',
    id,
    source: 'urn:kubenet-audit',
    type: 'kubenet-audit.notice.v1',
    time: sentAt,
    datacontenttype: 'application/json',
    data: { title, reportUrl, summary, eventCount: events.length, events },
  });
}

/** The first of the events that fit into one CloudEvent, and always one: the others go with the next. */
export function eventsOfOneCloudEvent(events: readonly AlertEvent[]): readonly AlertEvent[] {
  let bytes = 0;
  const end = events.findIndex((event) => {
    bytes += Buffer.byteLength(JSON.stringify(event)) + 1;
    return bytes > budgetBytes;
  });
  return end === -1 ? events : events.slice(0, Math.max(1, end));
}
