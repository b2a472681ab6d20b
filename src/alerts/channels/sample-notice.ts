import type { AlertEvent } from '../../model/alert.ts';
import { stableId } from '../event-id.ts';
import { createNotice, type Notice } from '../render/notice.ts';
import type { AlertSettings } from '../settings/schema.ts';

/** What `alert test` sends: one event that says it is a test. */
export function sampleNotice(settings: AlertSettings, channel: string, now: Date): Notice {
  const asOf = `${now.toISOString().slice(0, 19)}Z`;
  const event: AlertEvent = {
    id: stableId('test', channel, asOf),
    ...{ kind: 'test', transition: 'opened', severity: 'info' },
    ...{ cluster: null, subscriptionId: null, code: null, since: null, runId: null, asOf },
    title: `This is a test of the channel ${channel}.`,
    detail: 'Nothing is wrong. Notices about clusters will come here.',
  };
  return createNotice({ id: event.id, sentAt: asOf, events: [event], head: undefined }, settings);
}
