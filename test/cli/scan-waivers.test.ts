import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseReport } from '../../src/report/parse-report.ts';
import { savedCluster, savedClusters, useFolders } from './folder.ts';
import { runCli } from './run-cli.ts';

const folderOf = useFolders();
const scope = '/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333';

async function scanWith(...waivers: object[]) {
  const saved = await folderOf(savedClusters(savedCluster('aks-shop')));
  const folder = await folderOf({ 'waivers.json': JSON.stringify({ waivers }) });
  const output = join(folder, 'run.json');
  const file = join(folder, 'waivers.json');
  const run = await runCli(['scan', '--input', saved, '--waivers', file, '--output', output]);
  return { ...run, folder, output };
}

describe('scan --waivers', () => {
  it('accepts what fails, and names what matches nothing', async () => {
    const said = { scope, owner: 'team-web', reason: 'Known.', until: '2027-01-31' };
    const { code, stderr, output } = await scanWith({ ...said, code: 'DL-001' }, { ...said, code: 'RT-010' });
    expect(code).toBe(0);
    expect(stderr).toContain(`Waiver RT-010 of ${scope}: RT-010 fails nowhere in its scope`);
    const report = parseReport(await readFile(output, 'utf8'));
    expect(report.waivers).toMatchObject([{ code: 'RT-010', state: 'unmatched' }]);
    expect(report.clusters[0]?.waivers).toMatchObject([{ code: 'DL-001', state: 'applied' }]);
  });

  it('ends with 2 and one line for a waiver of 400 days, and writes nothing', async () => {
    const { code, stderr, stdout, folder } = await scanWith({
      ...{ code: 'RT-005', scope, owner: 'team-web', reason: 'Known.', until: '2027-12-27' },
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'kubenet-audit: --waivers cannot be used: waivers[0]: until 2027-12-27 is 400 days away: at most 180 are possible.\n',
    );
    expect(await readdir(folder)).toEqual(['waivers.json']);
  });

  it('ends with 2 for a file that is not there, or is a folder', async () => {
    expect(await runCli(['scan', '--input', '.', '--waivers', 'none.json'])).toMatchObject({
      code: 2,
      stderr: 'kubenet-audit: The file of --waivers does not exist: none.json.\n',
    });
    expect(await runCli(['scan', '--input', '.', '--waivers', '.'])).toMatchObject({
      code: 2,
      stderr: 'kubenet-audit: The file of --waivers is a folder: ..\n',
    });
  });
});
