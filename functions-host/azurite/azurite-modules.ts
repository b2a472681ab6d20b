import { createRequire } from 'node:module';

/**
 * The parts of azurite 3.37.0 that are used here. The package has no types for its inner modules and no `exports` map;
 * argument order is that of its `TableConfiguration` and `QueueConfiguration`.
 */
interface AzuriteServer {
  start(): Promise<void>;
  close(): Promise<void>;
  /** `http://127.0.0.1:<port>` of a server that was started. */
  getHttpServerAddress(): string;
}

type CommonArguments = [
  debugLogFilePath: string | undefined,
  loose: boolean,
  skipApiVersionCheck: boolean,
  cert: string | undefined,
  key: string | undefined,
  password: string | undefined,
  oauth: string | undefined,
  disableProductStyleUrl: boolean,
  isMemoryPersistence: boolean,
];

interface TableModules {
  readonly tableConfiguration: {
    readonly default: new (
      host: string,
      port: number,
      keepAliveTimeoutSeconds: number,
      metadataDbPath: string,
      enableDebugLog: boolean,
      enableAccessLog: boolean,
      accessLogWriteStream: undefined,
      ...common: CommonArguments
    ) => object;
  };
  readonly tableServer: { readonly default: new (configuration: object) => AzuriteServer };
}

interface QueueModules {
  readonly queueConfiguration: {
    readonly default: new (
      host: string,
      port: number,
      keepAliveTimeoutSeconds: number,
      metadataDbPath: string,
      extentDbPath: string,
      persistencePaths: { locationId: string; locationPath: string; maxConcurrency: number }[],
      enableAccessLog: boolean,
      accessLogWriteStream: undefined,
      enableDebugLog: boolean,
      ...common: CommonArguments
    ) => object;
  };
  readonly queueServer: { readonly default: new (configuration: object) => AzuriteServer };
}

// Required rather than imported: what a CommonJS module has as `default` is read differently by Node.js, by test runners and by bundlers.
const load = createRequire(import.meta.url);

export const { tableConfiguration, tableServer }: TableModules = {
  tableConfiguration: load('azurite/dist/src/table/TableConfiguration'),
  tableServer: load('azurite/dist/src/table/TableServer'),
};

export const { queueConfiguration, queueServer }: QueueModules = {
  queueConfiguration: load('azurite/dist/src/queue/QueueConfiguration'),
  queueServer: load('azurite/dist/src/queue/QueueServer'),
};
