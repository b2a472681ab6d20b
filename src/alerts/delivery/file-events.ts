import pLimit from 'p-limit';
import type { AlertEvent, NewNotice } from '../../model/alert.ts';
import { deliveryOf, hearing } from '../routing.ts';
import type { AlertServices } from './alert-services.ts';

/** Until then an immediate notice is sent for by who filed it; afterwards, by the sweep. */
const fileGraceMs = 15 * 60 * 1000;
const writesAtOnce = 16;

/** Puts events before the channels that hear of them, and remembers which notices they belong to. */
export interface EventFile {
  file(events: readonly AlertEvent[]): Promise<void>;
  /** Sends for the immediate notices that were opened. */
  finish(): Promise<void>;
}

/**
 * @param source puts the immediate events of one finder together in one notice: letters, digits and hyphens
 * @param runId the report a notice is about; null for none
 */
export function openEventFile(services: AlertServices, source: string, runId: string | null): EventFile {
  const { store, queue, settings } = services;
  const limit = pLimit(writesAtOnce);
  const opened = new Map<string, NewNotice & { readonly isImmediate: boolean }>();

  async function fileOne(event: AlertEvent, channel: AlertServices['settings']['channels'][number]): Promise<void> {
    if (!hearing(channel, event).hears) return;
    const now = services.now();
    const { batch, dueAt, owner } = deliveryOf(channel, event, source, now);
    const isNew = await store.addIntent({ channel: channel.name, batch, event }, now);
    if (!isNew) return;
    const notice = {
      ...{ channel: channel.name, batch, owner },
      runId: dueAt === undefined ? runId : null,
      createdAt: now.toISOString(),
      notBefore: (dueAt ?? new Date(now.getTime() + fileGraceMs)).toISOString(),
    };
    opened.set(`${channel.name}|${batch}`, { ...notice, isImmediate: dueAt === undefined });
    // After every event: the notice may have been sent in the meantime, and is then opened again.
    await store.openNotice(notice);
  }

  return {
    async file(events) {
      const pairs = events.flatMap((event) => settings.channels.map((channel) => ({ event, channel })));
      await limit.map(pairs, ({ event, channel }) => fileOne(event, channel));
    },
    async finish() {
      for (const { channel, batch, isImmediate } of opened.values()) {
        if (isImmediate) await queue.send({ kind: 'notice', channel, batch });
      }
    },
  };
}
