import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseReport } from '../../src/report/parse-report.ts';
import { savedCluster, savedClusters, useFolders } from './folder.ts';
import { runCli } from './run-cli.ts';

const folderOf = useFolders();
const oneCluster = savedClusters(savedCluster('aks-shop'));

describe('scan --input', () => {
  it('prints a table of the clusters that the folder holds', async () => {
    const { code, stdout, stderr } = await runCli(['scan', '--input', await folderOf(oneCluster)]);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^CLUSTER +VERDICT +BLOCKERS +READINESS +NODES LEFT/);
    expect(stdout).toContain('aks-shop');
  });

  it('keeps standard output to the data and tells a person the outcome beside it', async () => {
    const { code, stdout, stderr } = await runCli(['scan', '--input', await folderOf(oneCluster), '--format', 'json']);

    const report = parseReport(stdout);
    expect(code).toBe(0);
    expect(report.run).toMatchObject({ id: 'run-1', source: 'input', status: 'complete' });
    expect(report.clusters.map(({ name }) => name)).toEqual(['aks-shop']);
    expect(stderr).toMatch(/^1 of 1 cluster still uses kubenet.*\n$/);
  });

  it('writes the format that the ending of the output file names', async () => {
    const folder = await folderOf(oneCluster);
    const output = join(folder, 'report.html');
    const { code, stdout, stderr } = await runCli(['scan', '--input', folder, '--output', output]);

    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(await readFile(output, 'utf8')).toMatch(/^<!doctype html>/);
    expect(stderr).toContain(`Report: ${output}`);
    expect(await readdir(folder)).toEqual(['aks.json', 'report.html']);
  });

  it('judges for the day it is told, at midnight in UTC', async () => {
    const folder = await folderOf(oneCluster);
    const { stdout } = await runCli(['scan', '--input', folder, '--format', 'json', '--as-of', '2028-03-31']);

    expect(parseReport(stdout)).toMatchObject({ asOf: '2028-03-31T00:00:00Z', deadline: { daysLeft: 0 } });
  });

  it('audits the clusters that are named or tagged', async () => {
    const folder = await folderOf(
      savedClusters(
        savedCluster('aks-shop'),
        savedCluster('aks-bank', { tags: { team: 'a,b' } }),
        savedCluster('aks-data', { tags: {} }),
      ),
    );
    const names = async (...options: string[]) => {
      const { stdout } = await runCli(['scan', '--input', folder, '--format', 'json', ...options]);
      return parseReport(stdout).clusters.map(({ name }) => name);
    };

    expect(await names('--cluster', 'AKS-SHOP', 'aks-data')).toEqual(['aks-data', 'aks-shop']);
    expect(await names('--tag', 'env=prod')).toEqual(['aks-shop']);
    expect(await names('--tag', 'team=a,b')).toEqual(['aks-bank']);
  });

  it.each([
    ['nobody', 1, 'No AKS cluster named nobody was found.', 'check --cluster and the subscriptions'],
    ['aks-moved', 0, 'The cluster that was asked for does not use kubenet.', ''],
  ])('takes no cluster that was not asked for into its answer: --cluster %s', async (name, code, sentence, advice) => {
    const networkProfile = { networkPlugin: 'azure', networkPluginMode: 'overlay' };
    const folder = await folderOf(
      savedClusters(savedCluster('aks-shop'), savedCluster('aks-moved', { networkProfile })),
    );
    const said = await runCli(['scan', '--input', folder, '--cluster', name]);

    expect(said.code).toBe(code);
    expect(said.stdout.split('\n')[0]).toBe(sentence);
    expect(said.stderr).toContain(advice);
  });

  it('names a file that is not JSON and goes on with the others', async () => {
    const folder = await folderOf({ ...oneCluster, 'broken.json': '{"id":' });
    const { code, stdout, stderr } = await runCli(['scan', '--input', folder, '--format', 'json']);

    expect(code).toBe(0);
    expect(parseReport(stdout).run).toMatchObject({ status: 'partial', unusedFiles: [{ file: 'broken.json' }] });
    expect(stderr).toContain('broken.json');
  });

  it('takes every option from the environment, and the option first', async () => {
    const env = {
      KUBENET_AUDIT_INPUT: await folderOf(oneCluster),
      KUBENET_AUDIT_FORMAT: 'csv',
      KUBENET_AUDIT_FAIL_ON: 'any',
      KUBENET_AUDIT_SCHEDULE: '0 0 6 * * *',
    };
    expect((await runCli(['scan'], { env })).stdout).toMatch(/^\uFEFF[a-z_A-Z,]+\r\n/);
    expect((await runCli(['scan'], { env })).code).toBe(3);
    expect((await runCli(['scan', '--format', 'json'], { env })).stdout).toMatch(/^{/);
  });
});

describe('scan exits', () => {
  it('with 1 and a report when the folder holds nothing an audit reads', async () => {
    for (const files of [{}, { 'notes.json': '[]' }, { 'broken.json': '{' }]) {
      const { code, stdout, stderr } = await runCli(['scan', '--input', await folderOf(files), '--format', 'json']);
      expect(code).toBe(1);
      expect(parseReport(stdout).clusters).toEqual([]);
      expect(stderr).toContain('Nothing could be read');
    }
  });

  it('with 1 when a cluster that was named is not there', async () => {
    const { code, stderr } = await runCli(['scan', '--input', await folderOf(oneCluster), '--cluster', 'aks-shpo']);
    expect(code).toBe(1);
    expect(stderr).toBe('kubenet-audit: No cluster that could be read is named aks-shpo: did you mean aks-shop?\n');
    const far = await runCli(['scan', '--input', await folderOf(oneCluster), '--cluster', 'billing']);
    expect(far.stderr).toContain('is named billing: check --cluster and the subscriptions.\n');
  });

  it('with 0 when a cluster that was named has left kubenet', async () => {
    const overlay = savedCluster('aks-new', {
      networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay', podCidr: '10.244.0.0/16' },
    });
    const folder = await folderOf(savedClusters(overlay));
    expect(await runCli(['scan', '--input', folder, '--cluster', 'aks-new'])).toMatchObject({ code: 0 });
  });

  it('with 3 when a check fails at the level or above, and 0 when none does', async () => {
    const stopped = savedClusters(savedCluster('aks-shop', { powerState: { code: 'Stopped' } }));
    const folder = await folderOf(stopped);
    const failing = await runCli(['scan', '--input', folder, '--fail-on', 'blocker']);
    expect(failing.code).toBe(3);
    expect(failing.stderr).toBe('kubenet-audit: 1 check failed at or above --fail-on blocker.\n');
    expect(failing.stdout).toContain('aks-shop');

    const healthy = await folderOf(oneCluster);
    expect(await runCli(['scan', '--input', healthy, '--fail-on', 'blocker'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('with 4 when not everything could be read, unless a check fails as well', async () => {
    const folder = await folderOf({ ...oneCluster, 'broken.json': '{' });
    expect(await runCli(['scan', '--input', folder, '--require-complete'])).toMatchObject({ code: 4 });
    expect(await runCli(['scan', '--input', folder, '--require-complete', '--fail-on', 'any'])).toMatchObject({
      code: 3,
    });
    expect(await runCli(['scan', '--input', await folderOf(oneCluster), '--require-complete'])).toMatchObject({
      code: 0,
    });
  });

  it.each([
    [['--input', 'no-such-folder'], 'The folder of --input does not exist: no-such-folder.'],
    [['--input', '.', '--source', 'arm'], '--input and --source exclude each other'],
    [['--input', '.', '--management-group', 'mg'], '--management-group needs Azure'],
    [['--input', '.', '--output', 'no-such-folder/report.json'], 'does not exist: create it first'],
    [['--input', '.', '--output', '.'], 'is a folder: give --output a file in it'],
    [['--input', '.', '--format', 'pdf'], '--format pdf is not known: expected table, json'],
    [['--as-of', '22 November'], 'Setting --as-of is not valid: expected a date'],
    [['--as-of', '2026-11-22T06:00:00'], 'Setting --as-of is not valid'],
    [['--fail-on', 'info'], 'Setting --fail-on is not valid: expected blocker, high, medium, low or any.'],
    [['--max-rps', '0'], 'Setting --max-rps is not valid'],
    [['--route-limit', 'many'], 'Setting --route-limit is not valid: expected a whole number'],
    [['--subscription', ''], 'Setting --subscription is empty'],
    [['--subscription', 'production'], 'Setting --subscription is not valid: expected subscription ids'],
    [['--tag', 'prod'], 'Setting --tag is not valid: expected name=value'],
    [['--subscripton', 'x'], "unknown option '--subscripton' (Did you mean --subscription?); see kubenet-audit scan"],
    [['--input'], "option '--input <DIR>' argument missing; see kubenet-audit scan --help"],
    [['everything'], 'too many arguments'],
  ])('with 2 and one line for %j', async (options, line) => {
    const { code, stdout, stderr } = await runCli(['scan', ...options]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(line);
    expect(stderr).toMatch(/^kubenet-audit: [^\n]+\n$/);
  });

  it('with 2 for a name in the environment that nobody knows', async () => {
    const { code, stderr } = await runCli(['scan'], { env: { KUBENET_AUDIT_SUBSCRIPTOIN: 'x' } });
    expect(code).toBe(2);
    expect(stderr).toContain('Setting KUBENET_AUDIT_SUBSCRIPTOIN is not known');
  });

  it('with 1 when the output cannot be written, and leaves no half of it', async () => {
    const folder = await folderOf(oneCluster);
    const output = join(folder, `${'r'.repeat(250)}.json`);
    const { code, stderr } = await runCli(['scan', '--input', folder, '--output', output]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^kubenet-audit: .*\n$/);
    expect(await readdir(folder)).toEqual(['aks.json']);
  });

  it('with 130 when a person interrupts, and leaves the file as it was', async () => {
    const folder = await folderOf(oneCluster);
    const output = join(folder, 'report.json');
    await writeFile(output, 'before');
    const person = new AbortController();
    const running = runCli(['scan', '--input', folder, '--output', output], {
      interrupted: person.signal,
      now: () => {
        person.abort();
        return new Date('2026-11-22T06:00:00Z');
      },
    });
    expect(await running).toMatchObject({ code: 130, stdout: '', stderr: '' });
    expect(await readFile(output, 'utf8')).toBe('before');
    expect(await readdir(folder)).toEqual(['aks.json', 'report.json']);
  });
});
