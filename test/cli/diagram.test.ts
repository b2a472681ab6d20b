import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { savedCluster, savedClusters, useFolders } from './folder.ts';
import { runCli } from './run-cli.ts';

const folderOf = useFolders();

async function savedReport(): Promise<{ readonly folder: string; readonly from: string }> {
  const folder = await folderOf(savedClusters(savedCluster('aks-shop'), savedCluster('aks-mail')));
  const from = join(folder, 'run.json');
  await runCli(['scan', '--input', folder, '--output', from]);
  return { folder, from };
}

describe('diagram', () => {
  it('draws a cluster of a saved report', async () => {
    const { from } = await savedReport();
    const { code, stdout } = await runCli(['diagram', 'AKS-shop', '--from', from]);

    expect(code).toBe(0);
    expect(stdout).toContain('Network of aks-shop</title>');
  });

  it('draws the cluster that an audit finds now', async () => {
    const { folder } = await savedReport();
    const { code, stdout } = await runCli(['diagram', 'aks-mail', '--input', folder, '--format', 'd2']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^# Network of aks-mail\n/);
  });

  it('takes the form from the name of the output file', async () => {
    const { folder, from } = await savedReport();
    const output = join(folder, 'picture.d2');
    const { stdout, stderr } = await runCli(['diagram', 'aks-shop', '--from', from, '--output', output]);

    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: `Picture: ${output}\n` });
    expect(await readFile(output, 'utf8')).toMatch(/^# Network of aks-shop\n/);
  });

  it('exits with 2 where there is no such cluster, no such report, or no such form', async () => {
    const { from } = await savedReport();

    expect(await runCli(['diagram', 'aks-none', '--from', from])).toMatchObject({
      code: 2,
      stderr: 'kubenet-audit: The report has no kubenet cluster aks-none: give its name, or its resource id.\n',
    });
    expect(await runCli(['diagram', 'aks-shop', '--from', from, '--format', 'png'])).toMatchObject({ code: 2 });
    expect(await runCli(['diagram', 'aks-shop', '--from', import.meta.filename])).toMatchObject({ code: 2 });
  });
});
