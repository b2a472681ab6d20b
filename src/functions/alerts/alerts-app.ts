import { readFile } from 'node:fs/promises';
import type { AppIdentity } from '../../alerts/channels/channel-services.ts';
import type { AlertServices } from '../../alerts/delivery/alert-services.ts';
import type { ClosedRun } from '../../alerts/delivery/sweep-alerts.ts';
import { isInlineSettings, parseAlertSettings } from '../../alerts/settings/parse-settings.ts';
import type { AlertSettings } from '../../alerts/settings/schema.ts';
import { resolveName } from '../../alerts/transport/public-address.ts';
import { cloudEndpoints } from '../../arm/clouds.ts';
import { createCredential } from '../../arm/credential.ts';
import type { Environment } from '../../config/environment.ts';
import type { Settings } from '../../config/settings.ts';
import { createAlertStore, openAlertTable } from '../../store/alert-rows.ts';
import { createAuditStore } from '../../store/audit-store.ts';
import { openQueueService } from '../../store/storage-connection.ts';
import { openTables } from '../../store/tables.ts';
import { connectStorage } from '../connect-storage.ts';
import { createAlertQueue } from './alert-messages.ts';

/** The app setting that holds the alert settings: as JSON, or the path of the file that does. */
export const alertSettingsName = 'KUBENET_AUDIT_ALERTS';

/** What alert functions use. */
interface AppAlertServices extends AlertServices {
  latestRun(): Promise<ClosedRun | undefined>;
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
  let made: Promise<AppAlertServices> | undefined;
  return {
    settings,
    services() {
      made ??= createServices(settings, environment, value, now).catch((error: unknown) => {
        // The next invocation tries anew.
        made = undefined;
        throw error;
      });
      return made;
    },
  };
}

async function createServices(
  settings: Settings,
  environment: Environment,
  value: string,
  now: () => Date,
): Promise<AppAlertServices> {
  const alerts = await readAlertSettings(value);
  const connection = connectStorage(settings);
  const table = openAlertTable(connection);
  await table.createTable();
  const audits = createAuditStore(openTables(connection));
  return {
    settings: alerts,
    appSettings: environment,
    identity: createIdentity(settings),
    resolve: resolveName,
    now,
    store: createAlertStore(table),
    queue: createAlertQueue(openQueueService(connection)),
    openReport: (runId) => audits.openReport(runId),
    async latestRun() {
      const run = await audits.latestReportedRun();
      return run?.closedAt === undefined ? undefined : { ...run, closedAt: run.closedAt };
    },
  };
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
