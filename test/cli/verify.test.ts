import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aCluster } from '../report/a-cluster.ts';
import { aReport } from '../report/a-report.ts';
import { savedCluster, savedClusters, useFolders } from './folder.ts';
import { runCli } from './run-cli.ts';

const folderOf = useFolders();

async function beforeReport(): Promise<string> {
  const folder = await folderOf(savedClusters(savedCluster('aks-shop')));
  const file = join(folder, 'before.json');
  await runCli(['scan', '--input', folder, '--output', file]);
  return file;
}

describe('verify', () => {
  it('says of a cluster that is still on kubenet that it is, with exit code 3', async () => {
    const before = await beforeReport();
    const { code, stdout } = await runCli(['verify', 'aks-shop', '--before', before, '--input', join(before, '..')]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^# Migration of aks-shop: still on kubenet\n/);
  });

  it.each([
    [
      'from after',
      aReport([], {
        overlay: [{ id: '/subscriptions/s/c', name: 'aks-shop', networkPlugin: 'azure', networkPluginMode: 'overlay' }],
      }),
      'is from after the migration',
    ],
    ['of an earlier version', aReport([aCluster({ name: 'aks-shop' })]), 'earlier version'],
    ['without the cluster', aReport([]), 'no kubenet cluster aks-shop'],
    ['from the future', aReport([], { asOf: '2027-11-22T06:00:00Z' }), 'yet to come'],
    ['of another schema', { schemaVersion: '2.0' }, 'reads 1.x reports'],
  ])('ends with 2, one line and no record for a report %s', async (_, report, said) => {
    const folder = await folderOf(savedClusters(savedCluster('aks-shop')));
    await writeFile(join(folder, 'run.json'), JSON.stringify(report));
    const files = ['--before', join(folder, 'run.json'), '--output', join(folder, 'record.md')];
    const { code, stdout, stderr } = await runCli(['verify', 'aks-shop', '--input', folder, ...files]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^kubenet-audit: [^\n]+\n$/);
    expect(stderr).toContain(said);
    expect(await readdir(folder)).not.toContain('record.md');
  });
});
