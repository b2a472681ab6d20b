import { randomBytes, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { indexEstate } from './arm/estate-index.ts';
import { createTokenBuckets } from './arm/token-bucket.ts';
import { type Control, createControl } from './control.ts';
import { controlListener } from './control-endpoint.ts';
import { createTokenIssuer } from './entra/token-issuer.ts';
import type { Estate } from './estate/estate.ts';
import { createFaultRegistry } from './faults/fault-registry.ts';
import { createGraphQuota } from './graph/graph-quota.ts';
import { graphTablesOf } from './graph/graph-tables.ts';
import { runKusto } from './graph/run-kusto.ts';
import type { RunQuery } from './graph/run-query-port.ts';
import { type ClusterCertificates, makeClusterCertificates } from './kubernetes/cluster-certificates.ts';
import { listen } from './listen.ts';
import { listenerFor } from './serve.ts';
import { type Settings, standardSettings } from './settings.ts';
import type { SimulationState } from './simulation-state.ts';
import { makeCertificates } from './wire/certificates.ts';
import type { LoggedRequest } from './wire/request-log.ts';

/** How to start. */
export interface SimulatedAzureOptions extends Partial<Settings> {
  /** Port of ARM and Resource Graph; a free one when left out. Entra and the managed identity take free ones. */
  readonly port?: number;
  /** Writes the certificate authority there, for `NODE_EXTRA_CA_CERTS`. */
  readonly caFile?: string;
  /** Runs Resource Graph's queries; the Kusto engine when left out. */
  readonly runQuery?: RunQuery;
}

/** A running simulated Azure. Addresses have no closing slash. */
export interface SimulatedAzure extends Pick<Control, 'addFault' | 'replaceEstate' | 'requests'> {
  readonly armEndpoint: string;
  /** For `AZURE_AUTHORITY_HOST` or the credential's `authorityHost`. */
  readonly authorityHost: string;
  /** For `IDENTITY_ENDPOINT`. */
  readonly identityEndpoint: string;
  /** For `IDENTITY_HEADER`. */
  readonly identityHeader: string;
  /** The authority behind both certificates: `tlsOptions: { ca }`, or a file for `NODE_EXTRA_CA_CERTS`. */
  readonly caPem: string;
  /** Where `caFile` was written; null when none was asked for. */
  readonly caPath: string | null;
  /** The control over HTTP, for another process. Whoever knows it can do anything to this simulation. */
  readonly controlUrl: string;
  readonly control: Control;
  /** Ends every connection, hanging ones included. */
  stop(): Promise<void>;
}

/** Starts Microsoft Entra, Resource Manager, Resource Graph and a managed identity endpoint on 127.0.0.1. */
export async function startSimulatedAzure({
  estate,
  now = () => new Date(),
  wait = delay,
  options = {},
}: {
  readonly estate: Estate;
  /** The clock of tokens, throttling and skip tokens. Certificates follow the machine's. */
  readonly now?: () => Date;
  /** Keeps a late answer back for so many milliseconds; by the machine's clock when left out. */
  readonly wait?: (ms: number) => Promise<unknown>;
  readonly options?: SimulatedAzureOptions;
}): Promise<SimulatedAzure> {
  const { port = 0, runQuery = runKusto, caFile = null, ...settings } = options;
  const certificates = await makeCertificates();
  if (caFile !== null) await writeFile(caFile, certificates.caPem);
  const clusterCertificates = await makeClusterCertificates();
  const state = await createState(
    estate,
    { now, wait },
    { ...standardSettings, ...settings },
    { runQuery, clusterCertificates },
  );
  const faults = createFaultRegistry(state.settings.seed);
  const log: LoggedRequest[] = [];
  const serving = { state, faults, log: (request: LoggedRequest) => keep(log, request) };
  const control = createControl(state, faults, log);
  const secretPath = `/${randomBytes(18).toString('base64url')}`;

  const entra = await listen(createHttpsServer(certificates, listenerFor('entra', serving)), 0);
  state.authorityOrigin = `https://127.0.0.1:${entra.port}`;
  const clusters = await listen(
    createHttpsServer(
      { ...clusterCertificates, ca: clusterCertificates.caPem, requestCert: true, rejectUnauthorized: false },
      listenerFor('kubernetes', serving),
    ),
    0,
  );
  state.kubernetes.origin = `https://127.0.0.1:${clusters.port}`;
  const arm = await listen(createHttpsServer(certificates, listenerFor('arm', serving)), port);
  const identityListener = listenerFor('identity', serving);
  const identity = await listen(createHttpServer(controlListener(secretPath, control, identityListener)), 0);

  return {
    armEndpoint: `https://127.0.0.1:${arm.port}`,
    authorityHost: state.authorityOrigin,
    identityEndpoint: `http://127.0.0.1:${identity.port}/msi/token`,
    identityHeader: state.identityHeader,
    caPem: certificates.caPem,
    caPath: caFile === null ? null : resolve(caFile),
    controlUrl: `http://127.0.0.1:${identity.port}${secretPath}`,
    control,
    addFault: control.addFault,
    replaceEstate: control.replaceEstate,
    requests: control.requests,
    stop: async () => {
      await Promise.all([arm.close(), entra.close(), identity.close(), clusters.close()]);
    },
  };
}

async function createState(
  estate: Estate,
  { now, wait }: Pick<SimulationState, 'now' | 'wait'>,
  settings: Settings,
  { runQuery, clusterCertificates }: { runQuery: RunQuery; clusterCertificates: ClusterCertificates },
): Promise<SimulationState & { authorityOrigin: string; kubernetes: { origin: string } }> {
  const index = indexEstate(estate);
  const scale = () => (state.settings.throttling === 'off' ? null : state.settings.throttling);
  const state = {
    now,
    wait,
    runQuery,
    tokens: await createTokenIssuer(),
    buckets: createTokenBuckets(now, scale),
    graphQuota: createGraphQuota(now, scale),
    authorityOrigin: '',
    identityHeader: randomUUID(),
    kubernetes: { ...clusterCertificates, origin: '' },
    skipTokenKey: randomUUID(),
    settings,
    estate,
    index,
    graphTables: graphTablesOf(index, new Map()),
    operations: new Map(),
    endedOperations: new Map(),
    orderedErrors: new Map(),
    tokensValidFrom: 0,
  };
  return state;
}

const mostLogged = 200_000;

/** Keeps the newest half when the log is full. */
function keep(log: LoggedRequest[], request: LoggedRequest): void {
  if (log.length >= mostLogged) log.splice(0, mostLogged / 2);
  log.push(request);
}
