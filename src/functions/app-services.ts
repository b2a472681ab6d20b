import { ManagedIdentityCredential } from '@azure/identity';
import { cloudEndpoints } from '../arm/clouds.ts';
import { createCredential } from '../arm/credential.ts';
import type { Settings } from '../config/settings.ts';
import type { AuditEngine, AuditSettings } from '../model/audit-engine.ts';
import { createAuditStore } from '../store/audit-store.ts';
import { openQueueService, type StorageConnection } from '../store/storage-connection.ts';
import { createTables, openTables } from '../store/tables.ts';
import { createWorkQueue } from './work/messages.ts';
import { createPlanReader, type WorkServices } from './work/work-services.ts';

/** What every function of the app may use. */
export interface AppServices extends WorkServices {
  /** Where reports link to. */
  readonly portalUrl: string;
}

/** The settings, and the services made from them at the first use in the process. */
export interface FunctionsApp {
  readonly settings: Settings;
  services(): Promise<AppServices>;
}

/** Nothing is connected before the first invocation, so that the app starts even while its storage cannot be reached. */
export function createFunctionsApp(settings: Settings, createEngine: () => AuditEngine): FunctionsApp {
  let made: Promise<AppServices> | undefined;
  return {
    settings,
    services() {
      made ??= createAppServices(settings, createEngine()).catch((error: unknown) => {
        // The next invocation tries anew.
        made = undefined;
        throw error;
      });
      return made;
    },
  };
}

async function createAppServices(settings: Settings, engine: AuditEngine): Promise<AppServices> {
  const connection = toConnection(settings);
  const tables = openTables(connection);
  await createTables(tables);
  const store = createAuditStore(tables);
  return {
    store,
    engine,
    queue: createWorkQueue(openQueueService(connection)),
    scope: settings.scope,
    limits: {
      resendAfterMs: settings.resendMinutes * 60 * 1000,
      runLimitMs: settings.runLimitHours * 60 * 60 * 1000,
      retention: { fullRuns: settings.keepRuns, historyDays: settings.keepHistoryDays },
    },
    readPlan: createPlanReader(store),
    now: () => new Date(),
    portalUrl: settings.portalUrl ?? cloudEndpoints[settings.audit.cloud].portal,
  };
}

function toConnection({ storage, audit }: Settings): StorageConnection {
  if ('connectionString' in storage) return { connectionString: storage.connectionString };
  const { tableEndpoint, queueEndpoint, clientId, isManagedIdentity } = storage;
  return { tableEndpoint, queueEndpoint, credential: storageCredential(audit, clientId, isManagedIdentity) };
}

function storageCredential(audit: AuditSettings, clientId: string | undefined, isManagedIdentity: boolean) {
  if (clientId !== undefined) return new ManagedIdentityCredential({ clientId });
  if (isManagedIdentity) return new ManagedIdentityCredential();
  return createCredential(audit.authorityHost ?? cloudEndpoints[audit.cloud].authorityHost);
}
