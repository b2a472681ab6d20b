import type { AlertMessage, AlertServices, FailedRun } from '../../src/alerts/delivery/alert-services.ts';
import { deliverNotice } from '../../src/alerts/delivery/deliver-notice.ts';
import { type ClosedRun, sweepAlerts } from '../../src/alerts/delivery/sweep-alerts.ts';
import { tellAudit } from '../../src/alerts/delivery/tell-audit.ts';
import type { Report } from '../../src/model/report.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { createAlertStore, openAlertTable } from '../../src/store/alert-rows.ts';
import type { Azurite } from '../store/azurite-store.ts';
import { channelServices } from './bench.ts';
import type { Receiver } from './https-receiver.ts';

/** A queue in memory: what was sent stays until a test delivers it, as often as it likes. */
export interface DeliveryBench extends AlertServices {
  readonly messages: { readonly message: AlertMessage; readonly delayMs: number }[];
  readonly lines: string[];
  readonly log: { log(text: string): void; warn(text: string): void; error(text: string): void };
  pass(minutes: number): void;
  /** Delivers all messages that are there, and what they send. */
  deliverAll(): Promise<void>;
  /** Delivers what can be seen now, and leaves what that sends. */
  deliverAvailable(): Promise<void>;
  /** Stores a report, and tells it. */
  tell(report: Report): Promise<void>;
  /** A run without a report, which is then told. */
  tellFailed(run: FailedRun): Promise<void>;
  sweep(...latest: ClosedRun[]): Promise<void>;
  statuses(): Promise<string[]>;
}

/** A webhook whose address and secret are in the app settings of `webhookBench`. */
export function webhook(name: string, more: object = {}) {
  return {
    ...{ name, type: 'webhook', url: { setting: `URL_${name.toUpperCase()}` }, signingSecret: { setting: 'SECRET' } },
    ...more,
  };
}

/** Alerts whose channels reach the receiver, each under a path of its name. */
export function webhookBench(
  azurite: Pick<Azurite, 'connectionString'>,
  receiver: Pick<Receiver, 'url' | 'host'>,
  channels: readonly { readonly name: string }[],
  more: object = {},
): Promise<DeliveryBench> {
  const urls = channels.map(({ name }) => [`URL_${name.toUpperCase()}`, receiver.url.replace('/hook', `/${name}`)]);
  const settings = { allowedHosts: [receiver.host], privateHosts: ['localhost'], channels, ...more };
  return deliveryBench(azurite, settings, { SECRET: 'a secret of sixteen', ...Object.fromEntries(urls) });
}

/** Alerts over tables of their own on the given Azurite, at 06:10 on 22 Nov 2026. */
export async function deliveryBench(
  { connectionString }: Pick<Azurite, 'connectionString'>,
  settings: object,
  appSettings: Record<string, string>,
): Promise<DeliveryBench> {
  const table = openAlertTable({ connectionString }, `t${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`);
  await table.createTable();
  let time = Date.parse('2026-11-22T06:10:00Z');
  const reports = new Map<string, Report>();
  const failures = new Map<string, FailedRun>();
  const messages: DeliveryBench['messages'] = [];
  const lines: string[] = [];
  const log = {
    log: (text: string) => void lines.push(text),
    warn: (text: string) => void lines.push(`warning: ${text}`),
    error: (text: string) => void lines.push(`error: ${text}`),
  };
  const services: AlertServices = {
    ...channelServices(settings, appSettings),
    now: () => new Date(time),
    store: createAlertStore(table),
    queue: { send: async (message, delayMs = 0) => void messages.push({ message, delayMs }) },
    openReport: async (id) => {
      const report = id === 'latest' ? [...reports.values()].at(-1) : reports.get(id);
      return report === undefined ? undefined : toReportStream(report);
    },
    failedRun: async (id) => failures.get(id),
  };
  const bench: DeliveryBench = {
    ...services,
    ...{ messages, lines, log },
    pass: (minutes) => {
      time += minutes * 60_000;
    },
    async deliverAll() {
      while (messages.length > 0) await bench.deliverAvailable();
    },
    async deliverAvailable() {
      for (const { message } of messages.splice(0)) {
        if (message.kind === 'audit') await tellAudit(bench, message.run, log);
        else await deliverNotice(bench, message.channel, message.batch, log);
      }
    },
    async tell(report) {
      reports.set(report.run.id, report);
      await tellAudit(bench, report.run.id, log);
    },
    async tellFailed(run) {
      failures.set(run.id, run);
      await tellAudit(bench, run.id, log);
    },
    sweep: (...latest) => sweepAlerts(bench, latest, log),
    async statuses() {
      const lists = await Promise.all(
        (['due', 'sent', 'dead'] as const).map((status) => Array.fromAsync(services.store.listNotices(status))),
      );
      return lists
        .flat()
        .map(({ channel, status }) => `${channel} ${status}`)
        .sort();
    },
  };
  return bench;
}
