import { readFile } from 'node:fs/promises';
import type { AppIdentity } from '../../alerts/channels/channel-services.ts';
import type { AlertServices, FailedRun } from '../../alerts/delivery/alert-services.ts';
import type { ClosedRun } from '../../alerts/delivery/sweep-alerts.ts';
import { isInlineSettings, parseAlertSettings } from '../../alerts/settings/parse-settings.ts';
import type { AlertSettings } from '../../alerts/settings/schema.ts';
import { resolveName } from '../../alerts/transport/public-address.ts';
import { cloudEndpoints } from '../../arm/clouds.ts';
import { createCredential } from '../../arm/credential.ts';
import type { Environment } from '../../config/environment.ts';
import type { Settings } from '../../config/settings.ts';
import { workbook } from '../../report/formats.ts';
import { createAlertStore, openAlertTable } from '../../store/alert-rows.ts';
import { createAuditStore } from '../../store/audit-store.ts';
import type { RunRecord } from '../../store/run-record.ts';
import { openQueueService } from '../../store/storage-connection.ts';
import { openTables } from '../../store/tables.ts';
import { connectStorage } from '../connect-storage.ts';
import { lastingServices } from '../lasting-services.ts';
import { createAlertQueue } from './alert-messages.ts';

/** The app setting that holds the alert settings: as JSON, or the path of the file that does. */
export const alertSettingsName = 'KUBENET_AUDIT_ALERTS';

/** What alert functions use. */
interface AppAlertServices extends AlertServices {
  /** The newest that has a report, and the newest of all where that failed without one. */
  latestRuns(): Promise<ClosedRun[]>;
}

/** The settings, and the services made from them at the first use in the process. */
export interface AlertsApp {
  readonly settings: Settings;
  services(): Promise<AppAlertServices>;
}

/** Undefined where no alerts are set up. Nothing is read or connected before the first invocation. */
export function createAlertsApp(settings: Settings, environment: Environment, now: () => Date): AlertsApp | undefined {
  const value = environment[alertSettingsName]?.trim();
  if (value === undefined || value === '') return undefined;
  return { settings, services: lastingServices(() => createServices(settings, environment, value, now), now) };
}

async function createServices(
  settings: Settings,
  environment: Environment,
  value: string,
  now: () => Date,
): Promise<{ readonly services: AppAlertServices; ensure(): Promise<void> }> {
  const alerts = await readAlertSettings(value);
  const connection = connectStorage(settings);
  const table = openAlertTable(connection);
  const audits = createAuditStore(openTables(connection));
  const services: AppAlertServices = {
    settings: alerts,
    appSettings: environment,
    identity: createIdentity(settings),
    resolve: resolveName,
    attachedFormat: workbook,
    now,
    store: createAlertStore(table),
    queue: createAlertQueue(openQueueService(connection)),
    openReport: (runId) => audits.openReport(runId),
    failedRun: async (runId) => failedRun(await audits.readRun(runId)),
    async latestRuns() {
      const runs = [await audits.latestReportedRun(), failedRun(await audits.latestClosedRun())];
      return runs.flatMap((run) => (run?.closedAt === undefined ? [] : [{ ...run, closedAt: run.closedAt }]));
    },
  };
  return { services, ensure: () => table.createTable() };
}

/** The run where it failed and has no report, which says why. */
function failedRun(run: RunRecord | undefined): (RunRecord & FailedRun) | undefined {
  const { failure } = run ?? {};
  return run?.status === 'failed' && failure !== undefined ? { ...run, failure } : undefined;
}

/** @param value JSON, or the path of a file that holds it */
export async function readAlertSettings(value: string): Promise<AlertSettings> {
  return parseAlertSettings(isInlineSettings(value) ? value : await readFile(value, 'utf8'));
}

/** Made when a channel first needs it: most need none. */
export function createIdentity({ audit }: Pick<Settings, 'audit'>): AppIdentity {
  const credential = createCredential(audit.authorityHost ?? cloudEndpoints[audit.cloud].authorityHost);
  return { getToken: (scope) => credential.getToken(scope) };
}
