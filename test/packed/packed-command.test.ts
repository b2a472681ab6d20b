import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { builtPackage, run } from '../build/built-packages.ts';

/** Each with the packages of that name for this system, which hold nothing but Node.js. */
const versions = ['20', '22', '24'] as const;
const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

const cluster = {
  id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks-a',
  name: 'aks-a',
  type: 'Microsoft.ContainerService/managedClusters',
  location: 'westeurope',
  properties: { networkProfile: { networkPlugin: 'kubenet', podCidr: '10.244.0.0/16' } },
};

/** One place a file, each for another parser. */
const sources = {
  'main.tf':
    'resource "azurerm_kubernetes_cluster" "a" {\n  network_profile {\n    network_plugin = "kubenet"\n  }\n}\n',
  'main.bicep':
    "resource a 'Microsoft.ContainerService/managedClusters@2024-01-01' = {\n  properties: { networkProfile: { networkPlugin: 'kubenet' } }\n}\n",
  'create.sh': 'az aks create -n a --network-plugin kubenet\n',
  'create.ps1': 'New-AzAksCluster -Name a -NetworkPlugin kubenet\n',
  'azure-pipelines.yml':
    'strategy:\n  matrix:\n    one: { np: kubenet }\nsteps:\n  - bash: az aks create -n a --network-plugin $(np)\n',
  'values.json': '{ "networkPlugin": "kubenet" }\n',
};

describe('the packed command', () => {
  let folder: string;
  let cli: string;
  let temporary: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubenet-audit-packed-'));
    cli = builtPackage('cli');
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: cli });
    const nodes = versions.map((version) => `node-${version}@npm:node-${platform}@${version}`);
    await writeFile(join(folder, 'package.json'), '{"private":true}');
    await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `./${stdout.trim()}`, ...nodes], {
      cwd: folder,
    });
    await writeFile(join(folder, 'clusters.json'), JSON.stringify([cluster]));
    await mkdir(join(folder, 'code'));
    temporary = join(folder, 'temporary');
    await mkdir(temporary);
    for (const [name, text] of Object.entries(sources)) await writeFile(join(folder, 'code', name), text);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** As a person's shell would run it, with that Node.js and nothing of the project. */
  async function kubenetAudit(version: string, ...args: readonly string[]) {
    const node = join(folder, 'node_modules', `node-${version}`, 'bin', 'node');
    const command = join(folder, 'node_modules', 'kubenet-audit', 'kubenet-audit.mjs');
    const environment = {
      PATH: process.env['PATH'],
      HOME: folder,
      TMPDIR: temporary,
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
    };
    return run(node, [command, ...args], { cwd: folder, env: environment }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
    );
  }

  describe.each(versions)('on Node.js %s', (version) => {
    it('says its version', async () => {
      const { version: own } = z
        .object({ version: z.string() })
        .parse(JSON.parse(await readFile(join(cli, 'package.json'), 'utf8')));

      expect(await kubenetAudit(version, '--version')).toEqual({ code: 0, stdout: `${own}\n`, stderr: '' });
    });

    it('audits a folder', async () => {
      const { code, stdout } = await kubenetAudit(version, 'scan', '--input', '.', '--format', 'json');

      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ clusters: [{ name: 'aks-a', networkPlugin: 'kubenet' }] });
    });

    it.each(['html', 'xlsx', 'csv', 'md', 'sarif', 'table'])('writes %s', async (format) => {
      const file = join(folder, `${version}.${format}`);
      const { code } = await kubenetAudit(version, 'scan', '--input', '.', '--format', format, '--output', file);

      expect(code).toBe(0);
      expect((await readFile(file)).length).toBeGreaterThan(100);
    });

    it('reads code with every parser', async () => {
      const { code, stdout } = await kubenetAudit(version, 'iac', 'code', '--format', 'json');

      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ summary: { findings: Object.keys(sources).length, notRead: 0 } });
    });

    // A whole audit, and that of a process which waits for others on a busy machine.
    it('audits the simulated estate, writes every format and leaves nothing behind', { timeout: 300_000 }, async () => {
      const out = join(folder, `demo-${version}`);
      const { code, stdout, stderr } = await kubenetAudit(version, 'demo', '--once', '--out', out);

      expect(code, stderr).toBe(0);
      expect(stdout).toContain('54 of 60 clusters still use kubenet');
      expect((await readdir(out)).map((name) => name.split('.')[1]).sort()).toEqual([
        'csv',
        'html',
        'json',
        'md',
        'sarif',
        'xlsx',
      ]);
      expect(await readdir(temporary)).toEqual([]);
    });

    it.each(['demo', 'serve'])('says at once in a line of %s that its port is taken', async (command) => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = z.object({ port: z.number() }).parse(server.address());
      try {
        const { code, stderr } = await kubenetAudit(version, command, '--port', String(port));

        expect({ code, lines: stderr.trim().split('\n') }).toEqual({
          code: 1,
          lines: [expect.stringContaining(`Port ${port} is in use on this machine: give another with --port`)],
        });
      } finally {
        server.close();
      }
    });
  });
});
