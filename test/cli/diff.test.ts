import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aCluster } from '../report/a-cluster.ts';
import { aReport } from '../report/a-report.ts';
import { aFinding, anOutcome } from '../report/an-outcome.ts';
import { useFolders } from './folder.ts';
import { runCli } from './run-cli.ts';

const folderOf = useFolders();

async function twoReports() {
  const bad = anOutcome({
    code: 'PLAT-002',
    severity: 'high',
    status: 'fail',
    findings: [aFinding({ severity: 'high' })],
  });
  const [old, young] = [
    aReport([aCluster({ checks: [] })]),
    aReport([aCluster({ checks: [bad] })], { asOf: '2026-11-23T06:00:00Z' }),
  ];
  const folder = await folderOf({ 'old.json': JSON.stringify(old), 'new.json': JSON.stringify(young) });
  return { folder, old: join(folder, 'old.json'), young: join(folder, 'new.json') };
}

describe('diff', () => {
  it('says what opened, and gates at the level asked for', async () => {
    const { old, young } = await twoReports();
    const { code, stdout, stderr } = await runCli(['diff', old, young]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Opened (1)\n  aks-web-test PLAT-002 high: Something is wrong.\n');
    const gate = (level: string) => runCli(['diff', old, young, '--fail-on', level]);
    expect(await gate('high')).toMatchObject({ code: 3, stderr: expect.stringContaining('1 finding opened') });
    expect(await gate('blocker')).toMatchObject({ code: 0 });
  });

  it('fails nothing for what was open before', async () => {
    const { folder, young } = await twoReports();
    const later = join(folder, 'later.json');
    await writeFile(later, (await readFile(young, 'utf8')).replace('2026-11-23', '2026-11-24'));
    expect(await runCli(['diff', young, later, '--fail-on', 'any'])).toMatchObject({ code: 0 });
  });

  it('writes JSON and Markdown', async () => {
    const { old, young, folder } = await twoReports();
    expect(JSON.parse((await runCli(['diff', old, young, '--format', 'json'])).stdout)).toMatchObject({
      counts: { opened: 1 },
    });
    const output = join(folder, 'changes.md');
    await runCli(['diff', old, young, '--format', 'md', '--output', output]);
    expect(await readFile(output, 'utf8')).toContain('## Opened (1)\n\n- **aks-web-test** `PLAT-002` high');
  });

  it.each([
    ['the wrong way round', ['new.json', 'old.json'], 'older'],
    ['a file that is not there', ['old.json', 'none.json'], 'The file NEW does not exist'],
    ['a folder', ['old.json', '.'], 'The file NEW is a folder'],
    ['a file that is no report', ['old.json', 'bad.json'], 'schemaVersion'],
    ['a run without a storage account', ['20261121T060000Z', 'new.json'], 'AzureWebJobsStorage'],
  ])('ends with 2, one line and nothing written for %s', async (_, names, said) => {
    const { folder } = await twoReports();
    await writeFile(join(folder, 'bad.json'), '{"version":1}');
    const output = join(folder, 'out.md');
    const files = names.map((name) => (name.endsWith('.json') ? join(folder, name) : name));
    const { code, stdout, stderr } = await runCli(['diff', ...files, '--output', output]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^kubenet-audit: [^\n]+\n$/);
    expect(stderr).toContain(said);
    expect(await readdir(folder)).not.toContain('out.md');
  });
});
