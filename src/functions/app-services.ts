import { setTimeout as wait } from 'node:timers/promises';
import { cloudEndpoints } from '../arm/clouds.ts';
import type { Settings } from '../config/settings.ts';
import type { AuditEngine } from '../model/audit-engine.ts';
import { createAuditStore } from '../store/audit-store.ts';
import { createGraphTurns } from '../store/graph-turns.ts';
import { openQueueService } from '../store/storage-connection.ts';
import { type AuditTables, createTables, openTables } from '../store/tables.ts';
import { connectStorage } from './connect-storage.ts';
import type { EngineParts } from './engine.ts';
import { createHealthReader, type HealthReader } from './http/health-reader.ts';
import { keptForAMinute } from './http/kept-for-a-minute.ts';
import { lastingServices } from './lasting-services.ts';
import { readPlanSettings } from './read-plan-settings.ts';
import { readWaivers } from './read-waivers.ts';
import type { Expected } from './runs/audit-trouble.ts';
import { type CatchUp, createCatchUp } from './runs/catch-up.ts';
import { createWorkQueue } from './runs/messages.ts';
import { createPlanReader, type RunAlerts, type WorkServices } from './runs/work-services.ts';

/** What every function of the app may use. */
export interface AppServices extends WorkServices {
  /** Where reports link to. */
  readonly portalUrl: string;
  /** Where people reach the app, without a slash at the end; undefined where no setting and no platform says. */
  readonly url: string | undefined;
  readonly health: HealthReader;
  /** What audits should be there. */
  readonly expected: Expected;
  /** Starts the run of a slot that the timer missed; undefined where the schedule is switched off. */
  readonly catchUp: CatchUp | undefined;
}

/** The settings, and the services made from them at the first use in the process. */
export interface FunctionsApp {
  readonly settings: Settings;
  services(): Promise<AppServices>;
  /** The same for callers whom nobody knows: where storage fails, it is tried for them once a minute. */
  servicesForAnybody(): Promise<AppServices>;
}

type CreateEngine = (parts: EngineParts) => AuditEngine;

/** Nothing is connected before the first invocation, so that the app starts even while its storage cannot be reached. */
export function createFunctionsApp(
  settings: Settings,
  createEngine: CreateEngine,
  now: () => Date,
  alerts?: RunAlerts,
): FunctionsApp {
  const make = async () => {
    const tables = openTables(connectStorage(settings));
    const services = await createAppServices(settings, tables, createEngine, now, alerts);
    return { services, ensure: () => createTables(tables) };
  };
  const services = lastingServices(make, now);
  return { settings, services, servicesForAnybody: keptForAMinute(services, now) };
}

async function createAppServices(
  settings: Settings,
  tables: AuditTables,
  createEngine: CreateEngine,
  now: () => Date,
  alerts: RunAlerts | undefined,
): Promise<AppServices> {
  const store = createAuditStore(tables);
  const queue = createWorkQueue(openQueueService(connectStorage(settings)));
  const waivers = await readWaivers(settings.waivers, now());
  return {
    store,
    engine: createEngine({ waivers: waivers.waivers, graphTurn: graphTurns(tables.runs) }),
    waivers,
    queue,
    planSettings: await readPlanSettings(settings.planSettings),
    scope: settings.scope,
    limits: {
      resendAfterMs: settings.resendMinutes * 60 * 1000,
      runLimitMs: settings.runLimitHours * 60 * 60 * 1000,
      retention: { fullRuns: settings.keepRuns, historyDays: settings.keepHistoryDays },
      startIntervalMs: settings.startIntervalMinutes * 60 * 1000,
    },
    readPlan: createPlanReader(store),
    now,
    ...(alerts === undefined ? {} : { alerts }),
    portalUrl: settings.portalUrl ?? cloudEndpoints[settings.audit.cloud].portal,
    url: settings.url,
    health: createHealthReader(store, now),
    expected: {
      schedule: settings.isScheduleOn ? settings.schedule : undefined,
      runLimitMs: settings.runLimitHours * 60 * 60 * 1000,
    },
    catchUp: settings.isScheduleOn ? createCatchUp({ store, queue, now }, settings.schedule) : undefined,
  };
}

function graphTurns(runs: AuditTables['runs']): () => Promise<void> {
  return createGraphTurns(runs, { now: Date.now, sleep: (ms) => wait(ms), random: Math.random });
}
