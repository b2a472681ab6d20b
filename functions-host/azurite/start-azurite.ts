import { mkdir } from 'node:fs/promises';

const account = 'devstoreaccount1';
// The emulator's published key, the same on every machine: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

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
  // Only once it is started: loading Azurite takes about a second.
  const { createQueueServer, createTableServer } = await import('./azurite-servers.ts');
  const table = createTableServer(options.directory, options.tablePort ?? 0);
  const queue = createQueueServer(options.directory, options.queuePort ?? 0);
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
