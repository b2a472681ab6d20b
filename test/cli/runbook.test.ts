import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aCluster } from '../report/a-cluster.ts';
import { aReport } from '../report/a-report.ts';
import { savedCluster, savedClusters, useFolders } from './folder.ts';
import { runCli } from './run-cli.ts';

const folderOf = useFolders();
const savedFolder = () => folderOf(savedClusters(savedCluster('aks-shop')));

describe('runbook', () => {
  it('is made of an audit, or of a saved report, alike', async () => {
    const folder = await savedFolder();
    const from = join(folder, 'run.json');
    await runCli(['scan', '--input', folder, '--output', from]);
    const now = await runCli(['runbook', 'aks-shop', '--input', folder]);
    const saved = await runCli(['runbook', 'AKS-Shop', '--from', from]);
    expect(now).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^# aks-shop: from kubenet to Azure CNI Overlay\n/),
    });
    expect(saved.stdout).toBe(now.stdout);
    const json = await runCli(['runbook', 'aks-shop', '--from', from, '--format', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ schemaVersion: '1.0', cluster: { name: 'aks-shop' } });
    const checklist = await runCli(['runbook', 'aks-shop', '--from', from, '--format', 'checklist']);
    expect(checklist.stdout).toContain('- [ ] **Update the cluster to Azure CNI Overlay**');
  });

  it('ends with 2, one line and no file for a report of an earlier version', async () => {
    const folder = await savedFolder();
    const from = join(folder, 'old.json');
    await writeFile(from, JSON.stringify(aReport([aCluster()])));
    const output = join(folder, 'runbook.md');
    const { code, stdout, stderr } = await runCli(['runbook', 'aks-web-test', '--from', from, '--output', output]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^kubenet-audit: [^\n]*earlier version[^\n]*: scan again\.\n$/);
    expect(await readdir(folder)).not.toContain('runbook.md');
  });
});
