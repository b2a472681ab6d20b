/*
 * The parts of azurite 3.37.0 that are used here. The package has no types for its inner modules and no `exports` map;
 * argument order is that of its `TableConfiguration` and `QueueConfiguration`. They are CommonJS: what they export as `default` is a
 * property of what an import gives.
 */
interface AzuriteServer {
  start(): Promise<void>;
  close(): Promise<void>;
  /** `http://127.0.0.1:<port>` of a server that was started. */
  getHttpServerAddress(): string;
}

type AzuriteCommonArguments = [
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

declare module 'azurite/dist/src/table/TableConfiguration.js' {
  const module: {
    readonly default: new (
      host: string,
      port: number,
      keepAliveTimeoutSeconds: number,
      metadataDbPath: string,
      enableDebugLog: boolean,
      enableAccessLog: boolean,
      accessLogWriteStream: undefined,
      ...common: AzuriteCommonArguments
    ) => object;
  };
  export default module;
}

declare module 'azurite/dist/src/queue/QueueConfiguration.js' {
  const module: {
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
      ...common: AzuriteCommonArguments
    ) => object;
  };
  export default module;
}

declare module 'azurite/dist/src/table/TableServer.js' {
  const module: { readonly default: new (configuration: object) => AzuriteServer };
  export default module;
}

declare module 'azurite/dist/src/queue/QueueServer.js' {
  const module: { readonly default: new (configuration: object) => AzuriteServer };
  export default module;
}
