import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePreviousPlan } from '../../src/plan/parse-settings.ts';
import { savedCluster, savedClusters, useFolders } from './folder.ts';
import { runCli } from './run-cli.ts';

const folderOf = useFolders();

async function savedRun(
  names: readonly string[] = ['aks-shop', 'aks-data'],
): Promise<{ from: string; folder: string }> {
  const folder = await folderOf(savedClusters(...names.map((name) => savedCluster(name))));
  const from = join(folder, 'run.json');
  await runCli(['scan', '--input', folder, '--output', from]);
  return { from, folder };
}

/** A plan with these settings. */
async function planned(settings: unknown, ...options: string[]) {
  const { from, folder } = await savedRun();
  const file = join(folder, 'settings.json');
  await writeFile(file, typeof settings === 'string' ? settings : JSON.stringify(settings));
  return { ...(await runCli(['plan', '--from', from, '--settings', file, ...options])), folder };
}

const both = ['aks-shop', 'aks-data'];

describe('plan', () => {
  it('gives every cluster of a saved report a day', async () => {
    const { code, stdout } = await runCli(['plan', '--from', (await savedRun()).from]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2 clusters in 2 waves at 1 a week, the last on .*; support ends on 31 Mar 2028\.\n/);
    expect(stdout).toMatch(/^Wave 1 {2}week of /m);
    expect(stdout).toMatch(/\d{4}-\d{2}-\d{2} {2}\S aks-data/);
  });

  it('says the same as the report that carries it', async () => {
    const { from } = await savedRun();
    const { stdout } = await runCli(['plan', '--from', from, '--format', 'json']);
    const report: { schedule: unknown } = JSON.parse(await readFile(from, 'utf8'));
    expect(parsePreviousPlan(stdout)).toEqual(report.schedule);
  });

  it('plans an audit made for it, in the form the output file asks for', async () => {
    const { folder } = await savedRun();
    const output = join(folder, 'plan.md');
    const { code, stderr } = await runCli(['plan', '--input', folder, '--output', output]);
    expect(code).toBe(0);
    expect(stderr).toContain(`Plan: ${output}`);
    expect(await readFile(output, 'utf8')).toMatch(/^# Off kubenet: the plan\n/);
  });

  it('follows settings, and keeps what was planned before', async () => {
    const { from, folder } = await savedRun();
    const [settings, previous] = [join(folder, 'settings.json'), join(folder, 'plan.json')];
    await writeFile(settings, JSON.stringify({ start: '2027-09-01', clustersPerWeek: 5 }));
    await runCli(['plan', '--from', from, '--settings', settings, '--output', previous]);
    const before = parsePreviousPlan(await readFile(previous, 'utf8'));
    expect(before.waves.map(({ week }) => week)).toEqual(['2027-08-30']);
    const { stdout } = await runCli(['plan', '--from', from, '--previous', previous, '--format', 'json']);
    expect(parsePreviousPlan(stdout).waves).toEqual(before.waves);
  });

  it.each<[string, unknown, string]>([
    ['an unknown key', { frezes: [] }, 'The plan settings cannot be used: frezes is not known'],
    ['no JSON', '{', 'The plan settings are not JSON'],
    ['a pair of nobody', { pairs: [['aks-shop', 'aks-nobody']] }, 'pairs[0] names no cluster: aks-nobody'],
    ['a freeze over every week', { freezes: [{ from: '2026-01-01', to: '2029-01-01' }] }, 'freezes leave no day'],
    [
      'a freeze that ends before it begins',
      { freezes: [{ from: '2027-02-01', to: '2027-01-01' }] },
      'must not end before',
    ],
    ['a range that is none', { onPremises: ['10.0.0.0'] }, 'onPremises[0] must be a range such as 10.0.0.0/8'],
    ['a day there is not', { start: '2027-02-30' }, 'start must be a date such as 2027-01-31'],
    ['no cluster a week', { clustersPerWeek: 0 }, 'clustersPerWeek must be at least 1'],
    ['a pair of one', { pairs: [['aks-shop']] }, 'pairs[0] must have at least 2 of them'],
    ['a pair of itself', { pairs: [['aks-shop', 'aks-shop']] }, 'pairs[0] names one cluster twice'],
    ['a group that holds a pair', { pairs: [both], groups: [both] }, 'groups[0] holds both clusters of a pair'],
  ])('ends with one clear line and exit code 2 for %s, and writes nothing', async (_what, settings, line) => {
    const { folder } = await savedRun();
    const { code, stdout, stderr } = await planned(settings, '--output', join(folder, 'plan.json'));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain(line);
    expect(await readdir(folder)).not.toContain('plan.json');
  });

  it('says which file there is not, and what an earlier plan must be', async () => {
    const { from } = await savedRun();
    expect(await runCli(['plan', '--from', from, '--settings', '/nowhere.json'])).toMatchObject({
      code: 2,
      stderr: 'kubenet-audit: The file of --settings does not exist: /nowhere.json.\n',
    });
    expect(await runCli(['plan', '--from', from, '--previous', '/nowhere.json'])).toMatchObject({ code: 2 });
    expect(await runCli(['plan', '--from', from, '--settings', '/'])).toMatchObject({
      code: 2,
      stderr: 'kubenet-audit: The file of --settings is a folder: /.\n',
    });
    const { code, stderr } = await planned({}, '--previous', join(from, '../aks.json'));
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('has no schedule') });
  });

  it('ends with one clear line and exit code 2 for a report that it cannot use, and writes nothing', async () => {
    const { from, folder } = await savedRun();
    const report: { schemaVersion: string; clusters: { network: { surroundings?: unknown } }[] } = JSON.parse(
      await readFile(from, 'utf8'),
    );
    const old = structuredClone(report);
    for (const { network } of old.clusters) delete network.surroundings;
    const cases: readonly (readonly [string, RegExp])[] = [
      [JSON.stringify(old), /earlier version[^\n]*: scan again/],
      [JSON.stringify({ ...report, schemaVersion: '0.9' }), /schemaVersion/],
      ['{', /it is not JSON/],
      ['', /it is not JSON/],
      ['[]', /--format json/],
    ];
    for (const [text, line] of cases) {
      const file = join(folder, 'other.txt');
      await writeFile(file, text);
      const { code, stdout, stderr } = await runCli(['plan', '--from', file, '--output', join(folder, 'plan.md')]);
      expect({ code, stdout }, text.slice(0, 40)).toEqual({ code: 2, stdout: '' });
      expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(line)]);
      expect(await readdir(folder)).not.toContain('plan.md');
    }
  });

  it('does not mind a name that has left kubenet', async () => {
    const moved = savedCluster('aks-moved', {
      networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay' },
    });
    const folder = await folderOf(savedClusters(savedCluster('aks-shop'), moved));
    await writeFile(join(folder, 'settings.txt'), JSON.stringify({ pairs: [['aks-shop', 'aks-moved']] }));
    const { code } = await runCli(['plan', '--input', folder, '--settings', join(folder, 'settings.txt')]);
    expect(code).toBe(0);
  });
});
