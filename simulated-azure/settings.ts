/** What can be set at start, and changed while the simulated Azure runs. */
export interface Settings {
  /** Life of an access token, in seconds. Entra's own is 60 to 90 minutes, a managed identity's 24 hours. */
  readonly tokenLifetimeSeconds: number;
  /** Audiences that ARM accepts beside its own two. */
  readonly armAudiences: readonly string[];
  /** Rows on a page of a list, by type (`Microsoft.Network/routeTables`); types not named keep their standard size. */
  readonly pageSizes: Readonly<Record<string, number>>;
  /** Life of a `$skiptoken`, in seconds. */
  readonly skipTokenLifetimeSeconds: number;
  /** Multiplies every published limit (0.1: a tenth), or switches throttling off. */
  readonly throttling: number | 'off';
  /** Resource Graph refuses a larger answer. The service's limit is 16 MiB. */
  readonly graphMaximumPayloadBytes: number;
  /** A smaller body goes out as it is, even to a client that takes gzip. */
  readonly gzipFromBytes: number;
  /** The region of the front end, as `x-ms-routing-request-id` names it. */
  readonly region: string;
  /** Seeds the probabilities of faults; read once, at the start. */
  readonly seed: number;
}

/** Azure's own figures, and a token life of an hour. */
export const standardSettings: Settings = {
  tokenLifetimeSeconds: 3600,
  armAudiences: [],
  pageSizes: {},
  skipTokenLifetimeSeconds: 3600,
  throttling: 1,
  graphMaximumPayloadBytes: 16 * 1024 * 1024,
  gzipFromBytes: 1024,
  region: 'westeurope',
  seed: 1,
};
