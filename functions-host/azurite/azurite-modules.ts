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

export interface TableModules {
  readonly configuration: {
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
  readonly server: { readonly default: new (configuration: object) => AzuriteServer };
}

export interface QueueModules {
  readonly configuration: {
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
  readonly server: { readonly default: new (configuration: object) => AzuriteServer };
}
