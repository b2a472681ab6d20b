import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { kustoQueries } from '../../scripts/build/bundle.ts';
import { buildLargeEstate, materialise } from '../../simulated-azure/estate/large.ts';
import { signIns } from '../../simulated-azure/estate/principals.ts';
import type { FaultRule } from '../../simulated-azure/faults/fault-rule.ts';
import { type SimulatedAzure, startSimulatedAzure } from '../../simulated-azure/start.ts';
import { untrustedCertificate } from '../alerts/certificate.ts';
import { type Receiver, startReceiver } from '../alerts/https-receiver.ts';

/** A simulated Azure of one seed, and what a worker's process needs beside its storage. */
export interface SeedAzure {
  readonly azure: SimulatedAzure;
  readonly environment: Readonly<Record<string, string>>;
}

/** What every seed has alike: the estate, a receiver of alerts, the worker's code. */
export interface Stage {
  readonly receiver: Receiver;
  /** The worker's file. */
  readonly worker: string;
  /** One at a time: the next brings other certificates. */
  startAzure(seed: number, faults: readonly FaultRule[]): Promise<SeedAzure>;
  stop(): Promise<void>;
}

const estate = materialise(
  buildLargeEstate({
    seed: 'chaos',
    asOf: '2026-11-22T06:00:00.000Z',
    subscriptions: 3,
    clusters: 13,
    nodesPerCluster: 2,
  }),
);

/** The app is bundled, so that a killed worker is soon back. */
export async function setUpStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-stage-'));
  const certificate = await untrustedCertificate();
  const receiver = await startReceiver(certificate);
  const authorities = join(folder, 'authorities.pem');
  const worker = await bundleWorker(folder);
  return {
    ...{ receiver, worker },
    async startAzure(seed, faults) {
      const azure = await startSimulatedAzure({ estate, options: { seed } });
      for (const rule of faults) azure.control.addFault(rule);
      await writeFile(authorities, `${azure.caPem}\n${certificate.cert}`);
      return { azure, environment: environmentOf(azure, receiver, authorities) };
    },
    async stop() {
      await receiver.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function bundleWorker(folder: string): Promise<string> {
  const worker = join(folder, 'worker.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'worker-process.ts')],
    outfile: worker,
    ...{ bundle: true, platform: 'node', format: 'esm', target: 'node24', logLevel: 'error' },
    // Packages in CommonJS ask for modules of Node.js by `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  for (const { path, contents } of await kustoQueries(join(import.meta.dirname, '..', '..'))) {
    await writeFile(join(folder, basename(path)), contents);
  }
  return worker;
}

function environmentOf(azure: SimulatedAzure, receiver: Receiver, authorities: string): Record<string, string> {
  const channel = {
    name: 'hook',
    type: 'webhook',
    url: { setting: 'HOOK_URL' },
    signingSecret: { setting: 'HOOK_SECRET' },
  };
  return {
    PATH: process.env['PATH'] ?? '',
    NODE_EXTRA_CA_CERTS: authorities,
    AZURE_TENANT_ID: estate.tenantId,
    AZURE_CLIENT_ID: signIns.auditor.clientId,
    AZURE_CLIENT_SECRET: signIns.auditor.clientSecret,
    AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential',
    KUBENET_AUDIT_ARM_ENDPOINT: azure.armEndpoint,
    KUBENET_AUDIT_AUTHORITY_HOST: azure.authorityHost,
    KUBENET_AUDIT_SCHEDULE: '0 0 6 * * *',
    KUBENET_AUDIT_ALERTS: JSON.stringify({
      ...{ allowedHosts: [receiver.host], privateHosts: ['localhost'] },
      channels: [channel],
    }),
    HOOK_URL: receiver.url,
    HOOK_SECRET: 'whsec_Y2hhb3MtY2hhb3MtY2hhb3MtY2hhb3M=',
  };
}
