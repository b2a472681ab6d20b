import type { NoticeRecord } from '../../model/alert.ts';
import { isFailureTold, lateAuditEvents } from '../events/estate-events.ts';
import type { AlertLog, AlertServices } from './alert-services.ts';
import { tellEvents } from './tell-audit.ts';

/** A notice that was sent for is not sent for again before this. */
const resendMs = 15 * 60 * 1000;

/** A run that has closed. */
export interface ClosedRun {
  readonly id: string;
  readonly createdAt: string;
  readonly closedAt: string;
  /** Only where it has no report. */
  readonly failure?: string | undefined;
}

/**
 * What a clock does for alerts: sends for digests and for whatever lost its message, finds an audit that closed and was not told,
 * and says when no audit comes.
 */
export async function sweepAlerts(services: AlertServices, latest: readonly ClosedRun[], log: AlertLog): Promise<void> {
  const { store } = services;
  const now = services.now();
  for (const run of latest) await sendForAudit(services, run, now, log);
  await tellLateAudit(services, now);
  for await (const notice of store.listNotices('due')) await sendForNotice(services, notice, now);
}

/** Who closed the run sends for it too; this is for when that was lost. */
async function sendForAudit({ store, queue }: AlertServices, latest: ClosedRun, now: Date, log: AlertLog) {
  if (now.getTime() - Date.parse(latest.closedAt) < resendMs) return;
  const estate = (await store.readEstate())?.memory;
  if (estate !== undefined && Date.parse(estate.asOf) >= Date.parse(latest.createdAt)) return;
  if (latest.failure !== undefined && estate !== undefined && isFailureTold(estate)) return;
  log.warn(`Run ${latest.id} is closed and not told: sent for.`);
  await queue.send({ kind: 'audit', run: latest.id });
}

async function tellLateAudit(services: AlertServices, now: Date): Promise<void> {
  const estate = await services.store.readEstate();
  const late = estate === undefined ? undefined : lateAuditEvents(estate.memory, now);
  if (estate === undefined || late === undefined) return;
  await tellEvents(services, `watch-${now.toISOString().slice(0, 10)}`, late.events);
  await services.store.writeEstate(late.memory, estate.version);
}

async function sendForNotice({ store, queue }: AlertServices, notice: NoticeRecord, now: Date): Promise<void> {
  if (Date.parse(notice.notBefore) > now.getTime()) return;
  await store.changeNotice(notice, { notBefore: new Date(now.getTime() + resendMs).toISOString() });
  await queue.send({ kind: 'notice', channel: notice.channel, batch: notice.batch });
}
