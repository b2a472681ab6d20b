import type { HostLog } from '../../functions-host/host-log.ts';
import { inventYear } from './invented-year.ts';
import { type LocalApp, startLocalApp } from './local-app.ts';
import { findLocalParts } from './local-parts.ts';
import { type SimulatedAzureProcess, startSimulatedAzureProcess } from './simulated-azure-process.ts';
import { trustAuthority } from './trust-authority.ts';

export interface DemoOptions {
  readonly log: HostLog;
  /** What is happening, for a person who waits. */
  readonly onStep: (step: string) => void;
  readonly port?: number;
}

export interface Demo extends LocalApp {
  /** The report of the audit that was run, in a format of the `report` route. */
  fetchReport(format: string): Promise<Response>;
}

const scheduleFunction = 'audit-schedule';
const auditTimeoutMs = 5 * 60_000;

/**
 * Everything on this machine: the simulated Azure, storage, the Functions app; fires the timer and waits until the audit has come
 * through the queue. Nothing is left of an earlier demo; another that still runs stays as it is.
 */
export async function startDemo({ log, onStep, port = 0 }: DemoOptions): Promise<Demo> {
  const parts = findLocalParts();
  const workingDirectory = await parts.makeFolder('demo');
  onStep('Starting the simulated Azure');
  const azure = await startSimulatedAzureProcess(parts.simulatedAzure);
  try {
    trustAuthority(azure.caPem);
    onStep('Starting storage and the Functions app');
    const app = await startLocalApp({ parts, workingDirectory, settings: settingsFor(azure), log, port });
    return await audit({ app, azure, onStep });
  } catch (error) {
    await azure.stop();
    throw error;
  }
}

async function audit({
  app,
  azure,
  onStep,
}: {
  app: LocalApp;
  azure: SimulatedAzureProcess;
  onStep: DemoOptions['onStep'];
}): Promise<Demo> {
  const stop = async () => {
    await app.stop();
    await azure.stop();
  };
  try {
    onStep('Auditing: timer, queue, workers, storage');
    await app.host.fireTimer(scheduleFunction);
    await app.host.drain({ timeoutMs: auditTimeoutMs });
    await inventYear(app.store);
    return { ...app, stop, fetchReport: (format) => fetchReport(app, format) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fetchReport(app: LocalApp, format: string): Promise<Response> {
  // The key in a header: an address with it would stand in the page's own links, and this page becomes a file.
  const headers = { 'x-functions-key': app.host.functionKey };
  const response = await fetch(`${app.host.url}/api/report?format=${format}`, { headers });
  if (!response.ok)
    throw new Error(`The demo's app answered ${response.status} when asked for the report as ${format}.`);
  return response;
}

/** Points the app at the simulated Azure, and signs it in there as anyone would sign in: by the environment. */
function settingsFor({
  armEndpoint,
  authorityHost,
  tenantId,
  principals,
}: SimulatedAzureProcess): Record<string, string | undefined> {
  const auditor = principals.find(({ clientSecret }) => clientSecret !== undefined);
  // What this environment says of a real Azure is not for the simulated one.
  const own = Object.keys(process.env).filter((name) => name.startsWith('KUBENET_AUDIT_'));
  return {
    ...Object.fromEntries(own.map((name) => [name, undefined])),
    KUBENET_AUDIT_ARM_ENDPOINT: armEndpoint,
    KUBENET_AUDIT_AUTHORITY_HOST: authorityHost,
    AZURE_TENANT_ID: tenantId,
    AZURE_CLIENT_ID: auditor?.clientId,
    AZURE_CLIENT_SECRET: auditor?.clientSecret,
    // A proxy would not find this machine's own services.
    NO_PROXY: '127.0.0.1,localhost',
    AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential',
  };
}
