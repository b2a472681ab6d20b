import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { connectTo, useSampleAzure } from './azure.ts';
import { useFolders } from './folder.ts';
import { runCli } from './run-cli.ts';

const azure = useSampleAzure();
const folder = useFolders();

/** Saves a subscription, by a part of its name. */
const collect = (out: string, subscription: string, ...options: string[]) =>
  runCli(['collect', '--out', out, '--subscription', azure().subscriptionId(subscription), ...options], {
    connect: connectTo(azure()),
  });

async function audited(out: string): Promise<Report> {
  return parseReport((await runCli(['scan', '--input', out, '--format', 'json'])).stdout);
}

const clustersOf = ({ clusters }: Report) => clusters.map((each) => JSON.stringify(each));

describe('collect into a folder that has files', () => {
  it('of another subscription keeps both, and an audit finds in the two what it found in each', async () => {
    const [one, two, both] = [await folder(), await folder(), await folder()];
    await collect(one, 'retail');
    await collect(two, 'development');
    await collect(both, 'retail');
    const before = await readdir(both);
    const texts = await Promise.all(before.map((name) => readFile(join(both, name), 'utf8')));

    const second = await collect(both, 'development');

    expect(second.code).toBe(0);
    expect(second.stderr).toContain(`${before.length} files of the folder were there before and stay`);
    expect(await Promise.all(before.map((name) => readFile(join(both, name), 'utf8')))).toEqual(texts);
    expect(await readdir(both)).toHaveLength(before.length + (await readdir(two)).length);
    const report = await audited(both);
    const apart = [await audited(one), await audited(two)];
    expect(report.run).toMatchObject({ status: 'complete', unusedFiles: [] });
    expect(clustersOf(report).sort()).toEqual(apart.flatMap(clustersOf).sort());
  });

  it('of the same subscription changes nothing where nothing has changed, and names what has', async () => {
    const out = await folder();
    await collect(out, 'development');
    const once = await audited(out);
    await collect(out, 'development');
    const twice = await audited(out);

    expect(twice.run).toMatchObject({ status: 'complete', unusedFiles: [] });
    expect(clustersOf(twice)).toEqual(clustersOf(once));
  });

  it('numbers after what is there, whatever else is', async () => {
    const out = await folder({ '00041-routeTables.json': '[]', 'notes.json': '{}', '00050.txt': '' });
    await collect(out, 'development');

    const numbers = (await readdir(out)).filter((name) => /^\d+-/.test(name)).map((name) => Number.parseInt(name, 10));
    expect(Math.min(...numbers.filter((number) => number !== 41))).toBe(42);
  });

  it('is refused with --redact, whose masks would stand for two things', async () => {
    const out = await folder();
    expect(await collect(out, 'development', '--redact')).toMatchObject({ code: 0 });
    const before = await readdir(out);
    const again = await collect(out, 'retail', '--redact');

    expect(again).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('a folder of its own') });
    expect(await readdir(out)).toEqual(before);
  });

  it('leaves what kubectl saved of another cluster of the same name', async () => {
    const out = await folder();
    await mkdir(join(out, 'aks-payments-prod'));
    const tie = join(out, 'aks-payments-prod', 'cluster.json');
    const other =
      '/subscriptions/x/resourceGroups/y/providers/Microsoft.ContainerService/managedClusters/aks-payments-prod';
    await writeFile(tie, JSON.stringify({ id: other }));
    const options = ['collect', '--out', out, '--cluster', 'aks-payments-prod'];
    const beside = await runCli(options, { connect: connectTo(azure()) });
    expect(beside.stdout).toContain(`mkdir -p ${out}/aks-payments-prod-2\n`);

    await appendFile(tie, ' broken');
    expect((await runCli(options, { connect: connectTo(azure()) })).stdout).toContain('aks-payments-prod-2');
  });
});

describe('the lines that collect prints', () => {
  it('say for which shell they are, and where those for the other come from', async () => {
    const bash = await collect(await folder(), 'retail');
    const powershell = await collect(await folder(), 'retail', '--shell', 'powershell');

    expect(bash.stdout).toMatch(/^# .*\n# These lines are for bash .*--shell powershell/);
    expect(powershell.stdout).toMatch(/^# .*\n# These lines are for PowerShell only.*\n\$config = /);
    expect(powershell.stdout).not.toContain('mktemp');
  });

  it('are for a shell that is known', async () => {
    const { code, stderr } = await collect(await folder(), 'retail', '--shell', 'fish');

    expect(code).toBe(2);
    expect(stderr).toMatch(/bash, powershell/);
  });
});
