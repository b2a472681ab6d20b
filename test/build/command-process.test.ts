import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { signIns } from '../../simulated-azure/estate/principals.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { childVariables } from '../child-environment.ts';
import { useSampleAzure } from '../cli/azure.ts';
import { savedCluster, savedClusters, useFolders } from '../cli/folder.ts';
import { startConnectProxy } from '../infra/connect-proxy.ts';
import { patienceMs } from '../patience.ts';
import { builtPackage } from './built-packages.ts';

const folder = mkdtempSync(join(tmpdir(), 'kubenet-audit-ca-'));
afterAll(() => rmSync(folder, { recursive: true }));
const caFile = join(folder, 'ca.pem');
const azure = useSampleAzure({ caFile });
const folderOf = useFolders();

/** The packed command as a process of its own, with nothing in its environment that is not named here. */
function startCli(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return spawn(process.execPath, [join(builtPackage('cli'), 'kubenet-audit.mjs'), ...argv], {
    env: {
      PATH: process.env['PATH'] ?? '',
      // A home without a sign-in of the Azure CLI.
      ...{ HOME: folder, USERPROFILE: folder },
      ...childVariables,
      // The package is gone after this run, and so is what was compiled of it.
      NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patienceMs,
  });
}

async function run(argv: readonly string[], env?: Readonly<Record<string, string>>) {
  const child = startCli(argv, env);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, stdout, stderr };
}

const endpoints = () => ({
  KUBENET_AUDIT_ARM_ENDPOINT: azure().armEndpoint,
  AZURE_AUTHORITY_HOST: azure().authorityHost,
  NODE_EXTRA_CA_CERTS: caFile,
  AZURE_TENANT_ID: azure().estate.tenantId,
});
const secret = { AZURE_CLIENT_ID: signIns.auditor.clientId, AZURE_CLIENT_SECRET: signIns.auditor.clientSecret };

describe('kubenet-audit as a process', () => {
  it.each(['arm', 'graph'])(
    'signs in with the secret from the environment, and scans by --source %s',
    async (source) => {
      const options = ['--subscription', azure().subscriptionId('development'), '--source', source, '--format', 'json'];
      const { code, stdout, stderr } = await run(['scan', ...options], { ...endpoints(), ...secret });

      expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('still use kubenet') });
      expect(parseReport(stdout).run).toMatchObject({ source, status: 'complete' });
    },
  );

  it('signs in as a managed identity', async () => {
    const { code, stdout } = await run(['doctor', '--subscription', azure().subscriptionId('development')], {
      ...endpoints(),
      IDENTITY_ENDPOINT: azure().identityEndpoint,
      IDENTITY_HEADER: azure().identityHeader,
    });

    expect(code).toBe(0);
    expect(stdout).toContain(`Sign-in: as app ${signIns.auditorIdentity.clientId}`);
  });

  it('says in one line what to set when the environment holds no identity', async () => {
    const { code, stdout, stderr } = await run(['scan', '--source', 'arm'], endpoints());

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^kubenet-audit: Nobody could be signed in to Azure.*AZURE_CLIENT_ID.*az login.*\n$/);
  });

  it('says in one line what to check when nothing answers', async () => {
    const env = { ...endpoints(), ...secret, KUBENET_AUDIT_ARM_ENDPOINT: 'https://nowhere.invalid' };
    const { code, stderr } = await run(['scan', '--source', 'arm'], env);

    expect(code).toBe(1);
    expect(stderr).toMatch(/^kubenet-audit: Reading \/subscriptions failed: no answer.*HTTPS_PROXY.*\n$/);
  });

  it('ends quietly when the reader of its output has seen enough', async () => {
    const clusters = Array.from({ length: 200 }, (_, index) => savedCluster(`aks-${index}`));
    const child = startCli(['scan', '--input', await folderOf(savedClusters(...clusters)), '--format', 'json']);
    const exit = once(child, 'exit');
    await once(child.stdout, 'data');
    child.stdout.destroy();

    // Once the deadline is past the plan has a word to say too.
    expect(await text(child.stderr)).toMatch(/^200 of 200 clusters still use kubenet[^\n]*\n(Plan: [^\n]*\n)?$/);
    expect(await exit).toEqual([0, null]);
  });

  it('ends with 130 on SIGINT in the middle of a scan', async () => {
    azure().addFault({ match: { path: 'managedClusters' }, effect: { kind: 'hang' } });
    const env = { ...endpoints(), ...secret };
    const child = startCli(['scan', '--source', 'arm', '--verbose'], env);
    const exit = once(child, 'exit');
    // The first request that was answered: the next will hang.
    await once(child.stderr, 'data');
    child.kill('SIGINT');

    expect(await exit).toEqual([130, null]);
  });
});

describe('a scan behind a proxy and a private certificate authority', () => {
  const scan = (env: Readonly<Record<string, string>>) =>
    run(['scan', '--source', 'arm', '--subscription', azure().subscriptionId('payments'), '--format', 'json'], {
      KUBENET_AUDIT_ARM_ENDPOINT: azure().armEndpoint,
      KUBENET_AUDIT_AUTHORITY_HOST: azure().authorityHost,
      AZURE_TENANT_ID: azure().estate.tenantId,
      ...secret,
      AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential',
      ...env,
    });

  async function aProxy(options = {}) {
    const proxy = await startConnectProxy(options);
    onTestFinished(() => proxy.stop());
    return proxy;
  }

  it('reads Azure through the proxy alone', async () => {
    const proxy = await aProxy();

    const { code, stdout, stderr } = await scan({ HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: caFile });

    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(parseReport(stdout).summary.kubenet).toBeGreaterThan(0);
    const hosts = [azure().armEndpoint, azure().authorityHost].map((address) => new URL(address).host);
    expect([...new Set(proxy.asked)].sort()).toEqual(hosts.sort());
  });

  it('reads nothing where the proxy refuses, and goes round it nowhere', async () => {
    const proxy = await aProxy({ refuses: true });

    const { code, stderr } = await scan({ HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: caFile });

    expect(code).toBe(1);
    expect(proxy.asked.length).toBeGreaterThan(0);
    expect(stderr).not.toContain('proxy%20password');
    expect(stderr).not.toContain('a proxy password');
  });

  it('trusts no authority that it was not told of', async () => {
    const { code, stderr } = await scan({ KUBENET_AUDIT_VERBOSE: 'true' });

    expect(code).toBe(1);
    expect(stderr).toMatch(/certificate/i);
  });
});
