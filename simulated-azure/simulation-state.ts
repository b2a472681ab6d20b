import type { EstateIndex } from './arm/estate-index.ts';
import type { TokenBuckets } from './arm/token-bucket.ts';
import type { TokenIssuer } from './entra/token-issuer.ts';
import type { Estate } from './estate/estate.ts';
import type { GraphQuota } from './graph/graph-quota.ts';
import type { GraphTables } from './graph/graph-tables.ts';
import type { RunQuery } from './graph/run-query-port.ts';
import type { Settings } from './settings.ts';
import type { LateError, Operation } from './writes/operation.ts';

/** Everything that the services share while they run. Only `start.ts`, the control endpoint and writes change it. */
export interface SimulationState {
  readonly now: () => Date;
  /** How long a late answer is kept back, in milliseconds. */
  readonly wait: (ms: number) => Promise<unknown>;
  readonly runQuery: RunQuery;
  readonly tokens: TokenIssuer;
  readonly buckets: TokenBuckets;
  readonly graphQuota: GraphQuota;
  /** `https://localhost:port` of Microsoft Entra. */
  readonly authorityOrigin: string;
  readonly identityHeader: string;
  /** Where the APIs of clusters are, and the certificates in their kubeconfigs. */
  readonly kubernetes: {
    readonly origin: string;
    readonly caPem: string;
    readonly clientCert: string;
    readonly clientKey: string;
  };
  readonly skipTokenKey: string;
  settings: Settings;
  estate: Estate;
  index: EstateIndex;
  graphTables: () => GraphTables;
  /** Writes that have not ended, by the lower-case id of what they change. */
  readonly operations: Map<string, Operation>;
  /** By the names of operations that have ended, why they failed; null for those that did not. */
  readonly endedOperations: Map<string, LateError | null>;
  /** By the lower-case id of a cluster, what its next update of all nodes fails with. */
  readonly orderedErrors: Map<string, LateError>;
  /** Tokens issued before this moment, in seconds since 1970, count as expired. */
  tokensValidFrom: number;
}
