import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { startAzurite } from '../../functions-host/azurite/start-azurite.ts';
import { startFunctionsHost } from '../../functions-host/start-functions-host.ts';
import { type SubscriptionName, subscriptionId } from '../../simulated-azure/estate/subscriptions.ts';
import { startSimulatedAzureProcess } from '../../src/local/simulated-azure-process.ts';
import { patienceMs } from '../patience.ts';
import { probeHttp, probeWithoutStorage } from './http-probes.ts';

/**
 * Runs a built app package as the platform would, through one audit of the simulated Azure, and prints what a test asserts about it.
 * Arguments: the package's folder, a folder for everything that is written.
 */
const [appDirectory = '', workingDirectory = ''] = process.argv.slice(2);
const root = join(import.meta.dirname, '../..');
/** What can be read, what cannot, and what is another tenant's: the whole sample says nothing more about the package. */
const audited: readonly SubscriptionName[] = ['payments', 'development', 'restricted', 'fabrikam'];
const { cache } = createRequire(import.meta.url);

await mkdir(workingDirectory, { recursive: true });
const azure = await startSimulatedAzureProcess(join(root, 'simulated-azure/main.ts'));
setDefaultCACertificates([...getCACertificates('default'), azure.caPem]);
const azurite = await startAzurite({ directory: join(workingDirectory, 'azurite') });
const auditor = azure.principals.find(({ clientSecret }) => clientSecret !== undefined);
const logged: string[] = [];

const host = await startFunctionsHost({
  appDirectory,
  workingDirectory,
  settings: {
    AzureWebJobsStorage: azurite.connectionString,
    KUBENET_AUDIT_ARM_ENDPOINT: azure.armEndpoint,
    KUBENET_AUDIT_AUTHORITY_HOST: azure.authorityHost,
    AZURE_TENANT_ID: azure.tenantId,
    AZURE_CLIENT_ID: auditor?.clientId,
    AZURE_CLIENT_SECRET: auditor?.clientSecret,
    AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential',
    KUBENET_AUDIT_SUBSCRIPTION: audited.map((key) => subscriptionId('contoso', key)).join(','),
    NO_PROXY: '127.0.0.1,localhost',
  },
  log: ({ message }) => logged.push(message),
});

const key = { 'x-functions-key': host.functionKey };
const loadedFiles = () =>
  Object.keys(cache)
    .filter((file) => file.startsWith(appDirectory))
    .map((file) => basename(file));

const before = { health: await getJson('/api/health', {}), loaded: loadedFiles() };
await host.fireTimer('audit-schedule');
await host.drain({ timeoutMs: patienceMs });
const said = {
  before,
  functions: host.functions,
  loaded: loadedFiles(),
  report: await getJson('/api/report?format=json', key),
  status: await getJson('/api/status', key),
  failed: host.invocations().filter(({ status }) => status !== 'succeeded').length,
  logged,
  http: await probeHttp(host),
};
await azurite.stop();
const broken = await probeWithoutStorage(host);
await host.stop();
await azure.stop();
process.stdout.write(JSON.stringify({ ...said, broken }));

async function getJson(path: string, headers: Record<string, string>): Promise<unknown> {
  const response = await fetch(new URL(path, host.url), { headers });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
