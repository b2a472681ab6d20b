import type { AlertEvent, ClaimedNotice, NoticeRecord } from '../../model/alert.ts';
import { countOf } from '../../model/count-of.ts';
import type { ReportStream } from '../../model/report.ts';
import { selectClusters } from '../../model/select-clusters.ts';
import { tagValue } from '../../model/tag-value.ts';
import { sendNotice } from '../channels/send-notice.ts';
import { stableId } from '../event-id.ts';
import { eventsOfOneCloudEvent } from '../render/cloud-event.ts';
import { createNotice, type Notice } from '../render/notice.ts';
import type { Channel } from '../settings/schema.ts';
import { DeliveryError } from '../transport/errors.ts';
import { backoffMs } from '../transport/waiting.ts';
import type { AlertLog, AlertServices } from './alert-services.ts';

/** Longer than any attempt: when its worker has died, the notice is free again after this. */
const claimMs = 10 * 60 * 1000;
const hourMs = 60 * 60 * 1000;

/**
 * Sends one notice if it is due, and marks it. Between sending and marking a crash repeats this notice, under the same id, and no
 * other. A channel that does not take it is asked again later; after the limit, or when waiting cannot help, the notice is dead.
 */
export async function deliverNotice(
  services: AlertServices,
  channelName: string,
  batch: string,
  log: AlertLog,
): Promise<void> {
  const { store, settings } = services;
  const now = services.now();
  const notice = await store.claimNotice(channelName, batch, now, new Date(now.getTime() + claimMs));
  if (notice === undefined) return;
  if (isOverdue(services, notice))
    return giveUp(services, notice, notice.lastError ?? 'No attempt came to an end.', log);
  const unsent = await store.listUnsent(channelName, batch);
  if (unsent.length === 0) return close(services, notice, { status: 'sent' });
  const channel = settings.channels.find(({ name }) => name === channelName);
  if (channel === undefined) {
    return giveUp(services, notice, 'The channel is no longer in the alert settings.', log);
  }
  const events = channel.type === 'webhook' ? eventsOfOneCloudEvent(unsent) : unsent;
  try {
    await send(services, channel, notice, events);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return afterFailure(services, notice, error, log);
  }
  const ids = events.map(({ id }) => id);
  await store.markEventsSent(channelName, batch, ids);
  log.log(`Notice ${batch} sent to ${channelName}: ${countOf(events.length, 'event')}.`);
  // What did not fit goes in a part of its own.
  if (events.length < unsent.length) return sendOthers(services, notice);
  await close(services, notice, { status: 'sent', lastError: null, sentAt: services.now().toISOString() });
}

/** Done with the notice, unless events were filed for it meanwhile. */
async function close(services: AlertServices, notice: ClaimedNotice, change: Partial<NoticeRecord>): Promise<void> {
  const isClosed = await services.store.closeNotice(notice, { ...change, claimedUntil: null });
  if (!isClosed) await sendOthers(services, notice);
}

/** Leaves the notice due as another part, for the events that none has carried yet. */
async function sendOthers({ store, queue, now }: AlertServices, notice: NoticeRecord): Promise<void> {
  const { channel, batch, part } = notice;
  const fresh = { attempts: 0, firstAttemptAt: null, lastError: null, claimedUntil: null };
  await store.changeNotice(notice, { ...fresh, part: part + 1, notBefore: now().toISOString() });
  await queue.send({ kind: 'notice', channel, batch });
}

async function send(
  services: AlertServices,
  channel: Channel,
  record: NoticeRecord,
  events: readonly AlertEvent[],
): Promise<void> {
  const report = await services.openReport(record.runId ?? 'latest');
  const { owner } = record;
  const context = { owner, report: report === undefined ? undefined : forReader(report, channel, owner) };
  await sendNotice(channel, noticeOf(services, channel, record, { events, report }), context, services);
}

function noticeOf(
  { settings, now }: AlertServices,
  channel: Channel,
  { batch, part, owner }: NoticeRecord,
  { events, report }: { readonly events: readonly AlertEvent[]; readonly report: ReportStream | undefined },
): Notice {
  const whose = owner === null ? '' : owner === '' ? ' for clusters without an owner' : ` for ${owner}`;
  return createNotice(
    {
      // The first event too: what is left of a part whose sender died is another message.
      id: stableId(channel.name, batch, part, events[0]?.id ?? ''),
      sentAt: `${now().toISOString().slice(0, 19)}Z`,
      events,
      head: report?.head,
      ...(channel.send.when === 'immediate' ? {} : { prefix: `Digest${whose}` }),
    },
    settings,
  );
}

/** Nobody is sent findings of clusters that they do not hear of. */
function forReader(
  report: ReportStream,
  { subscriptions, tags, send: sending }: Channel,
  owner: string | null,
): ReportStream {
  const perTag = sending.when === 'immediate' ? undefined : sending.perTag;
  const selected = selectClusters(report, { subscriptionIds: subscriptions, tags });
  if (perTag === undefined || owner === null) return selected;
  return {
    head: {
      ...selected.head,
      filter: { subscriptionIds: subscriptions, verdicts: [], tags: { ...tags, [perTag]: owner } },
    },
    async *clusters() {
      for await (const cluster of selected.clusters()) {
        const value = tagValue(cluster.tags, perTag) ?? '';
        if (value.trim().toLowerCase() === owner) yield cluster;
      }
    },
  };
}

async function afterFailure(
  services: AlertServices,
  notice: ClaimedNotice,
  { message, isPassing, retryAfterMs }: DeliveryError,
  log: AlertLog,
): Promise<void> {
  const { attempts, channel, batch } = notice;
  if (!isPassing || isOverdue(services, notice)) return giveUp(services, notice, message, log);
  const delay = retryAfterMs ?? backoffMs(attempts);
  const notBefore = new Date(services.now().getTime() + delay).toISOString();
  await services.store.changeNotice(notice, { notBefore, claimedUntil: null, lastError: message });
  await services.queue.send({ kind: 'notice', channel, batch }, delay);
  log.warn(`Notice ${batch} waits for ${channel}, attempt ${attempts}: ${message}`);
}

function isOverdue({ settings, now }: AlertServices, { firstAttemptAt }: NoticeRecord): boolean {
  if (firstAttemptAt === null) return false;
  return now().getTime() - Date.parse(firstAttemptAt) >= settings.giveUpAfterHours * hourMs;
}

async function giveUp(services: AlertServices, notice: ClaimedNotice, lastError: string, log: AlertLog): Promise<void> {
  await close(services, notice, { status: 'dead', lastError });
  log.error(`Notice ${notice.batch} to ${notice.channel} is given up: ${lastError}`);
}
