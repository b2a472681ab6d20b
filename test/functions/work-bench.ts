import type { AppServices } from '../../src/functions/app-services.ts';
import { createHealthReader } from '../../src/functions/http/health-reader.ts';
import { handleMessage } from '../../src/functions/runs/handle-message.ts';
import type { WorkMessage, WorkQueue } from '../../src/functions/runs/messages.ts';
import {
  createPlanReader,
  defaultLimits,
  type RunAlerts,
  type WorkLimits,
  type WorkServices,
} from '../../src/functions/runs/work-services.ts';
import type { AuditEngine } from '../../src/model/audit-engine.ts';
import type { ReportHead } from '../../src/model/report.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';

/** A queue in memory: what was sent stays in `messages` until a test delivers it, as often and in whatever order it likes. */
export interface HeldQueue extends WorkQueue {
  readonly messages: WorkMessage[];
}

function heldQueue(): HeldQueue {
  const messages: WorkMessage[] = [];
  return {
    messages,
    async send(sent) {
      for await (const message of sent) messages.push(message);
    },
  };
}

export interface Bench extends WorkServices {
  readonly queue: HeldQueue;
  readonly lines: string[];
  readonly log: { log(text: string): void; warn(text: string): void; error(text: string): void };
  /** Moves the clock. */
  pass(minutes: number): void;
  deliver(message: WorkMessage): Promise<void>;
  /** Delivers what was sent, and what that sends, one at a time. */
  deliverAll(): Promise<void>;
}

export function workBench(
  store: AuditStore,
  engine: AuditEngine,
  limits: Partial<WorkLimits> = {},
  queue = heldQueue(),
  alerts?: RunAlerts,
): Bench {
  let time = Date.parse('2026-11-22T06:00:01Z');
  const lines: string[] = [];
  const log = {
    log: (text: string) => void lines.push(text),
    warn: (text: string) => void lines.push(`warning: ${text}`),
    error: (text: string) => void lines.push(`error: ${text}`),
  };
  const services: WorkServices = {
    store,
    engine,
    queue,
    scope: { managementGroups: [], subscriptionIds: [], clusters: [], tags: {} },
    limits: { ...defaultLimits, ...limits },
    readPlan: createPlanReader(store),
    now: () => new Date(time),
    ...(alerts === undefined ? {} : { alerts }),
  };
  const deliver = (message: WorkMessage) => handleMessage(services, message, log);
  return {
    ...services,
    queue,
    lines,
    log,
    deliver,
    pass: (minutes) => {
      time += minutes * 60_000;
    },
    async deliverAll() {
      for (let next = queue.messages.shift(); next !== undefined; next = queue.messages.shift()) await deliver(next);
    },
  };
}

/** Alerts that note in `told` which runs they were to tell. */
export function alertsTelling(told: string[]): RunAlerts {
  return {
    runClosed: async (runId) => void told.push(runId),
    undelivered: async () => ({ count: 0, sentence: undefined }),
  };
}

/** What the routes need beside the work, as if the app were at `url`. */
export function withRoutes(bench: Bench, url?: string): Bench & AppServices {
  return {
    ...bench,
    portalUrl: 'https://portal.azure.com',
    url,
    expected: { schedule: '0 0 6 * * *', runLimitMs: bench.limits.runLimitMs },
    health: createHealthReader(bench.store, bench.now),
    catchUp: undefined,
  };
}

/** The head and the cluster names of a run's report. */
export async function readReport(store: AuditStore, runId = 'latest'): Promise<{ head: ReportHead; names: string[] }> {
  const report = await store.openReport(runId);
  if (report === undefined) throw new Error(`Run ${runId} has no report.`);
  return { head: report.head, names: (await Array.fromAsync(report.clusters())).map(({ name }) => name) };
}
