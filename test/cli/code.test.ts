import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseReport } from '../../src/report/parse-report.ts';
import { savedCluster, savedClusters, useFolders } from './folder.ts';
import { runCli } from './run-cli.ts';

const folderOf = useFolders();

const aks = (name: string, plugin: string) =>
  `resource "azurerm_kubernetes_cluster" "a" {\n  name = "${name}"\n  resource_group_name = "RG-AKS"\n  network_profile {\n    network_plugin = "${plugin}"\n  }\n}\n`;

/** One cluster that is written, one that is not, one on Overlay whose code says kubenet. */
async function estate() {
  const moved = savedCluster('aks-moved');
  const profile = { networkPlugin: 'azure', networkPluginMode: 'overlay' };
  const input = await folderOf(
    savedClusters(savedCluster('aks-shop'), savedCluster('aks-lost'), { ...moved, networkProfile: profile }),
  );
  const code = await folderOf({ 'shop.tf': aks('AKS-shop', 'kubenet') });
  const stale = await folderOf({ 'moved.tf': aks('aks-moved', 'kubenet') });
  return { input, code, stale };
}

describe('an audit with code', () => {
  it('says of each cluster where it is written, in every form', async () => {
    const { input, code, stale } = await estate();
    const from = join(await folderOf(), 'run.json');
    const scan = await runCli(['scan', '--input', input, '--iac', code, stale, '--format', 'json', '--output', from]);
    expect(scan.code).toBe(0);
    const report = parseReport(await readFile(from, 'utf8'));
    expect(report.clusters.map(({ name, code: found }) => [name, found?.state, found?.writtenAt])).toEqual([
      ['aks-lost', 'notFound', []],
      ['aks-shop', 'written', [{ file: `${code}/shop.tf`, line: 5 }]],
    ]);
    expect(report.code?.clusters?.map(({ name, state }) => [name, state])).toEqual([
      ['aks-moved', 'destroys'],
      ['aks-lost', 'notFound'],
      ['aks-shop', 'written'],
    ]);
    const shown = async (format: string) => (await runCli(['report', '--from', from, '--format', format])).stdout;
    expect((await shown('table')).replace(/\s+/g, ' ')).toContain('Code against aks-moved: It is on Azure CNI Overlay');
    expect(await shown('md')).toContain('## kubenet in code');
    const html = await shown('html');
    expect(html).toContain('id="code"');
    expect(html).toContain(`${code}/shop.tf:5`);
    expect(JSON.parse(await shown('sarif')).runs[0].results[0].ruleId).toMatch(/^iac\//);
    const runbook = await runCli(['runbook', 'aks-shop', '--from', from]);
    expect(runbook.stdout).toContain('Terraform declares this cluster');
    expect(runbook.stdout).toContain('shop.tf:5');
  });

  it('is made of a saved report too, which looks the same', async () => {
    const { input, code } = await estate();
    const asOf = '2026-11-28T06:00:00Z';
    const from = join(code, 'run.json');
    await runCli(['scan', '--input', input, '--as-of', asOf, '--format', 'json', '--output', from]);
    const { stdout } = await runCli(['report', '--from', from, '--iac', join(code, 'shop.tf'), '--format', 'json']);
    expect(parseReport(stdout).clusters.map(({ code: found }) => found?.state)).toEqual(['notFound', 'written']);
    const runbook = await runCli(['runbook', 'aks-lost', '--from', from, '--iac', join(code, 'shop.tf')]);
    expect(runbook.stdout).toContain('its code was not found');
  });

  it('is wrong usage with code that is not there, before anything is read', async () => {
    const { input } = await estate();
    for (const command of [
      ['scan', '--input', input],
      ['report', '--from', 'x.json'],
      ['runbook', 'a', '--input', input],
    ]) {
      const { code, stderr } = await runCli([...command, '--iac', join(input, 'nowhere')]);
      expect(code).toBe(2);
      expect(stderr).toContain('nowhere does not exist: give a folder or a file to read.');
    }
  });

  it('is wrong usage with a Bicep compiler that is not there, before anything is read', async () => {
    const { input } = await estate();
    for (const command of [
      ['scan', '--input', input],
      ['report', '--from', 'x.json'],
      ['runbook', 'a', '--input', input],
    ]) {
      const { code, stderr } = await runCli([...command, '--iac', input, '--bicep', join(input, 'no-bicep')]);
      expect(code).toBe(2);
      expect(stderr).toContain('no-bicep is no program: give the path of the Bicep compiler, or none.');
    }
  });

  it('asks the Bicep compiler that is named, and none where none is', async () => {
    const { input } = await estate();
    const folder = await folderOf();
    const [program, asked] = [join(folder, 'bicep'), join(folder, 'asked')];
    await writeFile(program, `#!/bin/sh\necho "$1" >> '${asked}'\nexit 1\n`, { mode: 0o755 });
    const code = await folderOf({
      'main.bicep':
        "resource a 'Microsoft.ContainerService/managedClusters@2025-01-01' = {\n  name: 'a'\n  properties: {\n    networkProfile: {\n      networkPlugin: first(map(['kubenet'], x => x))\n    }\n  }\n}\n",
    });
    const scan = ['scan', '--input', input, '--iac', code, '--format', 'json', '--bicep'];

    expect((await runCli([...scan, 'none'])).code).toBe(0);
    expect(existsSync(asked)).toBe(false);
    expect((await runCli([...scan, program])).code).toBe(0);
    expect(existsSync(asked)).toBe(true);
  });
});
