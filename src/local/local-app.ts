import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Azurite, startAzurite } from '../../functions-host/azurite/start-azurite.ts';
import type { HostLog } from '../../functions-host/host-log.ts';
import { type FunctionsHost, startFunctionsHost } from '../../functions-host/start-functions-host.ts';
import { type AuditStore, createAuditStore } from '../store/audit-store.ts';
import { openTables } from '../store/tables.ts';
import { keyedAddress } from './keyed-address.ts';
import type { LocalParts } from './local-parts.ts';

export interface LocalAppOptions {
  readonly parts: Pick<LocalParts, 'appDirectory' | 'appEntry'>;
  /** Everything the app keeps is in here; created when missing. */
  readonly workingDirectory: string;
  /** App settings beside the storage connection. */
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly log: HostLog;
  /** 0, the default, takes a free port. */
  readonly port?: number;
}

export interface LocalApp {
  readonly host: FunctionsHost;
  readonly store: AuditStore;
  /** A route of the app with the key that opens it: `/api/report?format=html`. */
  address(path: string): string;
  stop(): Promise<void>;
}

/** The Functions app of this project on this machine, with storage of its own. */
export async function startLocalApp({
  parts,
  workingDirectory,
  settings,
  log,
  port = 0,
}: LocalAppOptions): Promise<LocalApp> {
  await mkdir(workingDirectory, { recursive: true });
  const azurite = await startAzurite({ directory: join(workingDirectory, 'azurite') });
  const host = await startHost(azurite);
  return {
    host,
    store: createAuditStore(openTables({ connectionString: azurite.connectionString })),
    address: (path) => keyedAddress(host, path),
    stop: async () => {
      // The host first: its pollers would otherwise wait for a storage that is gone.
      await host.stop();
      await azurite.stop();
    },
  };

  async function startHost({ connectionString, stop }: Azurite): Promise<FunctionsHost> {
    try {
      return await startFunctionsHost({
        appDirectory: parts.appDirectory,
        entry: parts.appEntry,
        settings: { ...settings, AzureWebJobsStorage: connectionString },
        workingDirectory,
        log,
        port,
      });
    } catch (error) {
      await stop();
      throw error;
    }
  }
}
