import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { signIns } from '../../simulated-azure/estate/principals.ts';
import { childVariables } from '../child-environment.ts';
import { useSampleAzure } from '../cli/azure.ts';
import { patienceMs } from '../patience.ts';
import { startConnectProxy } from './connect-proxy.ts';

const root = join(import.meta.dirname, '../..');
const report = z.object({
  summary: z.object({ kubenet: z.number() }),
  run: z.object({ scopes: z.array(z.unknown()) }),
});

describe('a scan behind a proxy and a private certificate authority', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubenet-audit-proxy-'));
  const caFile = join(folder, 'private-ca.pem');
  const azure = useSampleAzure({ caFile });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads Azure through the proxy alone', async () => {
    const proxy = await aProxy();

    const { code, stdout, stderr } = await scan({ HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: caFile });

    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(report.parse(JSON.parse(stdout)).summary.kubenet).toBeGreaterThan(0);
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

  async function aProxy(options = {}) {
    const proxy = await startConnectProxy(options);
    onTestFinished(() => proxy.stop());
    return proxy;
  }

  function scan(
    environment: Record<string, string | undefined>,
  ): Promise<{ code: unknown; stdout: string; stderr: string }> {
    const { armEndpoint, authorityHost, estate, subscriptionId } = azure();
    const scope = ['--source', 'arm', '--subscription', subscriptionId('payments')];
    const args = ['src/cli/bin.ts', 'scan', ...scope, '--format', 'json'];
    const env = {
      PATH: process.env['PATH'],
      ...childVariables,
      KUBENET_AUDIT_ARM_ENDPOINT: armEndpoint,
      KUBENET_AUDIT_AUTHORITY_HOST: authorityHost,
      AZURE_TENANT_ID: estate.tenantId,
      AZURE_CLIENT_ID: signIns.auditor.clientId,
      AZURE_CLIENT_SECRET: signIns.auditor.clientSecret,
      AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential',
      ...environment,
    };
    return new Promise((resolve) => {
      const options = { cwd: root, env, maxBuffer: 100 * 1024 * 1024, timeout: patienceMs };
      execFile(process.execPath, args, options, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
      );
    });
  }
});
