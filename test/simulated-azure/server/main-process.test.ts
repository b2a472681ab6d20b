import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { ClientSecretCredential } from '@azure/identity';
import { afterEach, describe, expect, it } from 'vitest';
import { childVariables } from '../../child-environment.ts';
import { all } from './simulation.ts';

const main = new URL('../../../simulated-azure/main.ts', import.meta.url).pathname;
const running = new Set<ChildProcessWithoutNullStreams>();

afterEach(async () => {
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  running.clear();
});

interface Ready {
  readonly armEndpoint: string;
  readonly authorityHost: string;
  readonly tenantId: string;
  readonly caPem: string;
  readonly principals: readonly { readonly clientId: string; readonly clientSecret?: string }[];
}

async function start(...args: string[]): Promise<{ child: ChildProcessWithoutNullStreams; ready: Ready }> {
  const child = spawn(process.execPath, [main, ...args]);
  running.add(child);
  for await (const line of createInterface({ input: child.stdout })) return { child, ready: JSON.parse(line) };
  throw new Error('The process ended before it was ready.');
}

describe('the simulated Azure as a process', () => {
  it('prints one line with all that the real SDKs need, and ends on SIGTERM', async () => {
    const { child, ready } = await start('--as-of', '2026-11-22T06:00:00Z');
    const tlsOptions = { ca: ready.caPem };
    const { clientId = '', clientSecret = '' } = ready.principals[0] ?? {};
    const credential = new ClientSecretCredential(ready.tenantId, clientId, clientSecret, {
      authorityHost: ready.authorityHost,
      disableInstanceDiscovery: true,
      tlsOptions,
    });
    const client = new SubscriptionClient(credential, { endpoint: ready.armEndpoint, tlsOptions });

    expect((await all(client.subscriptions.list())).length).toBeGreaterThanOrEqual(6);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('is trusted by another process through NODE_EXTRA_CA_CERTS, signs it in from its environment, and ends when its standard input does', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulated-azure-'));
    try {
      const caFile = join(folder, 'ca.pem');
      const readyFile = join(folder, 'ready.json');
      const { child, ready } = await start('--ca-file', caFile, '--ready-file', readyFile);
      const { clientId = '', clientSecret = '' } = ready.principals[0] ?? {};
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', audit], {
        env: {
          ARM_ENDPOINT: ready.armEndpoint,
          AZURE_AUTHORITY_HOST: ready.authorityHost,
          AZURE_TENANT_ID: ready.tenantId,
          AZURE_CLIENT_ID: clientId,
          AZURE_CLIENT_SECRET: clientSecret,
          NODE_EXTRA_CA_CERTS: caFile,
          ...childVariables,
        },
      });

      expect(Number(stdout)).toBeGreaterThan(0);
      expect(JSON.parse(await readFile(readyFile, 'utf8'))).toEqual(ready);
      child.stdin.end();
      expect(await once(child, 'exit')).toEqual([0, null]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** A program that knows nothing of the simulation but its addresses: prints how many clusters Resource Graph has. */
const audit = `
  import { DefaultAzureCredential } from '@azure/identity';
  import { ResourceGraphClient } from '@azure/arm-resourcegraph';
  const credential = new DefaultAzureCredential({ disableInstanceDiscovery: true });
  const client = new ResourceGraphClient(credential, { endpoint: process.env.ARM_ENDPOINT });
  const query = "resources | where type =~ 'microsoft.containerservice/managedclusters' | project id | order by id asc";
  const { totalRecords } = await client.resources({ query });
  console.log(totalRecords);
`;
