import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formats } from '../../src/report/formats.ts';
import { savedCluster, savedClusters, useFolders } from './folder.ts';
import { runCli } from './run-cli.ts';

const folderOf = useFolders();

async function savedReport(): Promise<string> {
  const folder = await folderOf(savedClusters(savedCluster('aks-shop')));
  const file = join(folder, 'run.json');
  await runCli(['scan', '--input', folder, '--output', file]);
  return file;
}

describe('report', () => {
  it('renders a saved report in every format a scan has', async () => {
    const from = await savedReport();
    for (const { name } of formats) {
      const { code, stdout } = await runCli(['report', '--from', from, '--format', name]);
      expect({ name, code }).toEqual({ name, code: 0 });
      expect(stdout.length).toBeGreaterThan(100);
    }
  });

  it('gives the bytes back that a scan wrote', async () => {
    const from = await savedReport();
    const { stdout } = await runCli(['report', '--from', from, '--format', 'json']);
    expect(stdout).toBe(await readFile(from, 'utf8'));
  });

  it('gives the fleet alone as Markdown, and only as that, with --summary', async () => {
    const from = await savedReport();
    const { code, stdout } = await runCli(['report', '--from', from, '--summary']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^# kubenet-audit\n/);
    expect(stdout).not.toContain('## ■');
    expect(await runCli(['report', '--from', from, '--summary', '--format', 'csv'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--summary is Markdown, not csv.'),
    });
  });

  it('writes a file', async () => {
    const from = await savedReport();
    const output = join(from, '../report.csv');
    const { stdout, stderr } = await runCli(['report', '--from', from, '--output', output]);
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: `Report: ${output}\n` });
    expect(await readFile(output, 'utf8')).toContain('aks-shop');
  });

  it('exits with 2 when no file, or one that does not exist, is named', async () => {
    expect(await runCli(['report'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        "required option '--from <FILE...>' not specified; see kubenet-audit report --help",
      ),
    });
    expect(await runCli(['report', '--from', 'no-such.json'])).toMatchObject({
      code: 2,
      stderr: 'kubenet-audit: The file of --from does not exist: no-such.json.\n',
    });
  });

  it.each([
    ['is not JSON', 'report', 'it is not JSON'],
    ['is no report', '[]', 'schemaVersion'],
    ['is of another version', '{"schemaVersion":"2.0"}', 'reads 1.x reports'],
    ['lacks something', '{"schemaVersion":"1.0"}', 'asOf'],
  ])('exits with 2 and names the place when the file %s', async (_, text, place) => {
    const file = join(await folderOf({ 'run.json': text }), 'run.json');
    const { code, stdout, stderr } = await runCli(['report', '--from', file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(place);
    expect(stderr).toMatch(/^kubenet-audit: [^\n]+run\.json: [^\n]+\n$/);
  });
});
