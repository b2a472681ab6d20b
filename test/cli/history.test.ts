import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseReport } from '../../src/report/parse-report.ts';
import { savedCluster, savedClusters, useFolders } from './folder.ts';
import { runCli } from './run-cli.ts';

const folderOf = useFolders();
const names = ['aks-a', 'aks-b', 'aks-c', 'aks-d'];

/** The first so many clusters on kubenet, saved as JSON on that day. */
async function scanned(count: number, day: string, ...options: string[]) {
  const input = await folderOf(savedClusters(...names.slice(0, count).map((name) => savedCluster(name))));
  const answer = await runCli(['scan', '--input', input, '--as-of', day, '--format', 'json', ...options]);
  return { ...answer, input };
}

describe('scan --history', () => {
  it('says the pace from the second audit on, and what each cluster was', async () => {
    const folder = join(await folderOf(), 'audits');
    const first = await scanned(4, '2026-11-08', '--history', folder);
    expect(parseReport(first.stdout)).toMatchObject({ history: [], summary: { forecast: { perWeekLately: null } } });

    const second = await scanned(3, '2026-11-22', '--history', folder);
    const report = parseReport(second.stdout);

    expect(report.summary.forecast).toMatchObject({ perWeekLately: 0.5, projectedFinish: '2027-01-03' });
    expect(report.history).toMatchObject([{ asOf: '2026-11-08T00:00:00Z', kubenet: 4 }]);
    expect(report.clusters[0]?.history).toMatchObject([{ asOf: '2026-11-08T00:00:00Z', verdict: 'needsWork' }]);
    expect(await readdir(folder)).toEqual([
      'kubenet-audit-2026-11-08T000000Z.json',
      'kubenet-audit-2026-11-22T000000Z.json',
    ]);
  });

  it('takes full reports that lie there, and names what is none', async () => {
    const folder = await folderOf();
    const { stdout } = await scanned(4, '2026-11-08');
    await writeFile(join(folder, 'first.json'), stdout);
    await writeFile(join(folder, 'notes.json'), '{"hello": 1}');
    await writeFile(join(folder, 'cut.json'), '{"kind":"kubenet-audit history","asOf":');
    const { stdout: later, stderr } = await scanned(2, '2026-11-22', '--history', folder);

    expect(parseReport(later).summary.forecast.perWeekLately).toBe(1);
    expect(stderr).toContain(`History: ${join(folder, 'notes.json')} is left out: `);
    expect(stderr).toContain(`History: ${join(folder, 'cut.json')} is left out: `);
  });

  it('does not call a subscription that was not asked for progress', async () => {
    const folder = await folderOf();
    await scanned(4, '2026-11-08', '--history', folder);
    const other = '11111111-1111-1111-1111-111111111111';
    const elsewhere = savedCluster('aks-x', {
      id: `/subscriptions/${other}/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/aks-x`,
    });
    const input = await folderOf(savedClusters(elsewhere));
    const { stdout } = await runCli([
      ...['scan', '--input', input, '--as-of', '2026-11-22', '--format', 'json', '--history', folder],
    ]);

    expect(parseReport(stdout)).toMatchObject({ history: [], summary: { forecast: { perWeekLately: null } } });
  });

  it('says since when a problem burns, whatever an audit between could not tell', async () => {
    const folder = await folderOf();
    const detached = 'test/cases/table-detached';
    const all: { readonly value: readonly { readonly id: string }[] } = JSON.parse(
      await readFile(join(detached, 'all.json'), 'utf8'),
    );
    const value = all.value.filter(({ id }) => id.includes('/managedClusters/'));
    const poor = await folderOf({ 'all.json': JSON.stringify({ value }) });
    const sinceOn = async (input: string, day: string) => {
      const given = ['scan', '--input', input, '--as-of', day, '--format', 'json', '--history', folder];
      const [cluster] = parseReport((await runCli(given)).stdout).clusters;
      return { live: cluster?.live, since: cluster?.liveSince };
    };
    const first = { 'RT-001': { asOf: '2026-11-01T00:00:00Z', before: 'noAudit' } };

    expect(await sinceOn(detached, '2026-11-01')).toEqual({ live: ['RT-001'], since: undefined });
    expect(await sinceOn(poor, '2026-11-08')).toEqual({ live: [], since: undefined });
    expect(await sinceOn(detached, '2026-11-15')).toEqual({ live: ['RT-001'], since: first });
    expect(await sinceOn(detached, '2026-11-22')).toEqual({ live: ['RT-001'], since: first });
  });

  it.each([
    ['--cluster', 'aks-a'],
    ['--tag', 'env=prod'],
  ])('refuses %s, which leaves clusters out', async (...options) => {
    const folder = await folderOf();
    const { code, stderr } = await scanned(1, '2026-11-08', '--history', folder, ...options);

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'kubenet-audit: --history counts whole subscriptions: leave out --cluster and --tag, or --history.\n',
    });
  });

  it('refuses a file', async () => {
    const folder = await folderOf({ 'a.txt': '' });
    const { code, stderr } = await scanned(1, '2026-11-08', '--history', join(folder, 'a.txt'));

    expect(code).toBe(2);
    expect(stderr).toContain('of --history is a file: give a folder.');
  });
});

describe('report --from with several reports', () => {
  it('renders the newest, with the others as its history, in whatever order', async () => {
    const folder = await folderOf();
    const files: string[] = [];
    for (const [count, day] of [
      [2, '2026-11-22'],
      [4, '2026-11-08'],
      [3, '2026-11-15'],
    ] as const) {
      const file = join(folder, `${day}.json`);
      await writeFile(file, (await scanned(count, day)).stdout);
      files.push(file);
    }
    const { stdout } = await runCli(['report', '--format', 'json', '--from', ...files]);
    const report = parseReport(stdout);

    expect(report.asOf).toBe('2026-11-22T00:00:00Z');
    expect(report.history?.map(({ kubenet }) => kubenet)).toEqual([4, 3]);
    expect(report.summary.forecast.perWeekLately).toBe(1);
    const { stdout: one } = await runCli(['report', '--format', 'json', '--from', files[0] ?? '']);
    expect(one).toBe(await readFile(files[0] ?? '', 'utf8'));
  });
});
