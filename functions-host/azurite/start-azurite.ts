import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { QueueModules, TableModules } from './azurite-modules.ts';

const account = 'devstoreaccount1';
// The emulator's published key, the same on every machine: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const loopback = '127.0.0.1';
const keepAliveSeconds = 5;

export interface AzuriteOptions {
  /** Folder for all data; created when missing. Left out, everything is in memory and gone after `stop`. */
  readonly directory?: string;
  /** 0, the default, takes a free port. */
  readonly tablePort?: number;
  readonly queuePort?: number;
}

export interface Azurite {
  /** Table and Queue endpoints of the emulator's account, for `AzureWebJobsStorage` and the SDK clients. */
  readonly connectionString: string;
  /** `http://127.0.0.1:<port>/devstoreaccount1`; table clients need `allowInsecureConnection`. */
  readonly tableEndpoint: string;
  readonly queueEndpoint: string;
  /** Closes the servers; data in `directory` is written out first. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts Azurite's Table and Queue services in this process, on loopback, without telemetry and logs. Nothing is
 * written outside `directory`.
 */
export async function startAzurite(options: AzuriteOptions = {}): Promise<Azurite> {
  const { AZURITE_ACCOUNTS } = process.env;
  if (AZURITE_ACCOUNTS) {
    throw new Error(
      `AZURITE_ACCOUNTS is set, so Azurite would not know the account ${account}. Unset it and try again.`,
    );
  }
  if (options.directory !== undefined) {
    await mkdir(options.directory, { recursive: true });
  }
  const table = createTableServer(options);
  const queue = createQueueServer(options);
  await table.start();
  try {
    await queue.start();
  } catch (error) {
    await table.close();
    throw error;
  }
  const tableEndpoint = `${table.getHttpServerAddress()}/${account}`;
  const queueEndpoint = `${queue.getHttpServerAddress()}/${account}`;
  let stopped: Promise<void> | undefined;
  return {
    connectionString: [
      'DefaultEndpointsProtocol=http',
      `AccountName=${account}`,
      `AccountKey=${accountKey}`,
      `QueueEndpoint=${queueEndpoint}`,
      `TableEndpoint=${tableEndpoint}`,
    ].join(';'),
    tableEndpoint,
    queueEndpoint,
    stop() {
      stopped ??= Promise.all([table.close(), queue.close()]).then(() => undefined);
      return stopped;
    },
  };
}

function createTableServer({ directory, tablePort = 0 }: AzuriteOptions) {
  const { configuration, server }: TableModules = {
    configuration: load('azurite/dist/src/table/TableConfiguration'),
    server: load('azurite/dist/src/table/TableServer'),
  };
  const common = commonArguments(directory === undefined);
  const database = join(directory ?? '', 'table.json');
  return new server.default(
    new configuration.default(loopback, tablePort, keepAliveSeconds, database, false, false, undefined, ...common),
  );
}

function createQueueServer({ directory, queuePort = 0 }: AzuriteOptions) {
  const { configuration, server }: QueueModules = {
    configuration: load('azurite/dist/src/queue/QueueConfiguration'),
    server: load('azurite/dist/src/queue/QueueServer'),
  };
  const path = (name: string) => join(directory ?? '', name);
  const extents = [{ locationId: 'Default', locationPath: path('queue-messages'), maxConcurrency: 50 }];
  return new server.default(
    new configuration.default(
      loopback,
      queuePort,
      keepAliveSeconds,
      path('queue.json'),
      path('queue-extents.json'),
      extents,
      false,
      undefined,
      false,
      ...commonArguments(directory === undefined),
    ),
  );
}

/** No log file, strict, any API version (a newer SDK than the emulator still works), plain HTTP, path-style addresses. */
function commonArguments(isMemoryPersistence: boolean) {
  return [undefined, false, true, undefined, undefined, undefined, undefined, true, isMemoryPersistence] as const;
}

// Loaded only when started: requiring Azurite takes about a second. The type of each module is given where it is used.
const load = createRequire(import.meta.url);
