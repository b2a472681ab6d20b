import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openFolder } from '../../src/audit/sources.ts';
import { FolderError } from '../../src/gather/input/read-folder.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { checkOf, clusterOf } from './audit-azure.ts';
import { auditedFiles, folderOf, name, own, ownUsages, statuses, withStatus } from './one-cluster.ts';
import { armLists } from './saved-shapes.ts';

describe('a folder', () => {
  it('that is not there is named', async () => {
    const folder = join(await folderOf({}), 'missing');

    await expect(openFolder(folder)).rejects.toThrow(FolderError);
    await expect(openFolder(folder)).rejects.toThrow(folder);
  });

  it('that is a file is named', async () => {
    const folder = await folderOf({ 'a.json': [] });

    await expect(openFolder(join(folder, 'a.json'))).rejects.toThrow(FolderError);
  });

  it('that is empty gives a report of nothing, which is no success', async () => {
    const report = await auditedFiles({});

    expect(report.run).toMatchObject({ source: 'input', status: 'failed', scopes: [] });
    expect(report.clusters).toEqual([]);
  });

  it('with broken JSON is audited without that file, which is named', async () => {
    const report = await auditedFiles({ ...armLists(own, ownUsages), 'sub/broken.json': '{"value": [' });

    expect(report.run.status).toBe('partial');
    expect(report.run.unusedFiles).toContainEqual({
      file: 'sub/broken.json',
      reason: expect.stringContaining('not JSON'),
    });
    expect(clusterOf(report, name).verdict).toBeDefined();
  });

  it('with nothing but broken JSON fails', async () => {
    expect((await auditedFiles({ 'broken.json': 'oops' })).run.status).toBe('failed');
  });

  it.each([
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['UTF-16, as Windows PowerShell saves it', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['CRLF and blank lines', (text: string) => `\r\n${text}\r\n\r\n`],
  ])('with %s is read', async (_, encode) => {
    const report = await auditedFiles({ 'all.json': encode(JSON.stringify(own)) });

    expect(report.clusters.map((cluster) => cluster.name)).toEqual([name]);
    expect(report.run.unusedFiles).toEqual([]);
  });

  it('with one resource a line is read; a broken line spoils the file and is named', async () => {
    const lines = own.map((resource) => JSON.stringify(resource));

    expect((await auditedFiles({ 'all.ndjson': lines.join('\n') })).clusters).toHaveLength(1);
    const report = await auditedFiles({ 'all.ndjson': [...lines.slice(0, 2), '{"id":', ...lines.slice(2)].join('\n') });
    expect(report.clusters).toEqual([]);
    expect(report.run.unusedFiles).toMatchObject([{ file: 'all.ndjson', reason: expect.stringContaining('line 3') }]);
  });

  it("with other people's JSON names each such file, however deep it goes", async () => {
    const report = await auditedFiles({
      ...armLists(own, ownUsages),
      'deep.json': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      'number.json': '7',
      'settings.json': { editor: true, value: 3, id: 12 },
      'mixed.json': [{ id: '/subscriptions/s/providers/Contoso.Shop/carts/1', type: 'Contoso.Shop/carts' }, null, 3],
    });

    const named = report.run.unusedFiles.map(({ file }) => file);
    expect(named).toEqual(expect.arrayContaining(['deep.json', 'number.json', 'settings.json', 'mixed.json']));
    expect(report.clusters).toHaveLength(1);
  });

  it('with a file of known and unknown resources uses what it knows', async () => {
    const stranger = { id: '/subscriptions/s/providers/Contoso.Shop/carts/1', type: 'Contoso.Shop/carts' };
    const report = await auditedFiles({ 'all.json': { value: [stranger, null, ...own] } });

    expect(report.clusters).toHaveLength(1);
    expect(report.run.unusedFiles).toEqual([]);
  });

  it('that holds a resource twice counts it once, and names the files only where they differ', async () => {
    const shouting = own.map((resource) => ({ ...resource, id: resource.id.toUpperCase() }));
    const report = await auditedFiles({ 'a.json': own, 'b.json': shouting });

    expect(report.clusters).toHaveLength(1);
    expect(withStatus(report, 'fail')).toEqual(['DL-001']);
    expect(report.run).toMatchObject({ status: 'complete', unusedFiles: [] });
  });

  it.each([
    ['nextLink', { value: own, nextLink: 'https://management.azure.com/next' }],
    ['a skip token', { data: own, skip_token: 'abc', count: own.length }],
    ['more records', { data: own, totalRecords: own.length + 5 }],
    ['a result that was cut', { data: own, resultTruncated: 'true' }],
  ])('with a page that tells of %s is partial, and its nodes are not taken for all', async (_, page) => {
    const report = await auditedFiles({ 'page.json': page });

    expect(report.run.status).toBe('partial');
    expect(report.run.unusedFiles).toMatchObject([{ file: 'page.json' }]);
    expect(checkOf(clusterOf(report, name), 'RT-005')).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('only a page'),
    });
    expect(checkOf(clusterOf(report, name), 'NP-001').status).toBe('pass');
  });
});

describe('a folder that lacks a list', () => {
  const without = (...types: readonly string[]) =>
    armLists(
      own.filter(({ type }) => !types.includes(type)),
      ownUsages,
    );

  it('leaves its checks unknown and names the command that would save it', async () => {
    const report = await auditedFiles(without('Microsoft.Network/routeTables'));

    expect(checkOf(clusterOf(report, name), 'RT-004')).toMatchObject({ status: 'unknown' });
    expect(clusterOf(report, name).verdict).toBe('unverified');
    expect(report.estate.checks[0]).toMatchObject({
      code: 'RT-015',
      status: 'unknown',
      reason: expect.stringContaining('az network route-table list'),
    });
  });

  it('knows the nodes from their interfaces, and suspects where it cannot tell their age', async () => {
    const resources = own.filter(({ type }) => type !== 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines');
    const files = armLists(
      resources.map((resource) =>
        resource.type === 'Microsoft.Network/routeTables'
          ? { ...resource, properties: { ...resource.properties, routes: [] } }
          : resource,
      ),
      ownUsages,
    );

    const check = checkOf(clusterOf(await auditedFiles(files), name), 'RT-004');

    expect(check.status).toBe('fail');
    expect(new Set(check.findings.map(({ confidence }) => confidence))).toEqual(new Set(['suspected']));
  });

  it('calls no route stale for want of nodes', async () => {
    const report = await auditedFiles(
      without(
        'Microsoft.Compute/virtualMachineScaleSets',
        'Microsoft.Compute/virtualMachineScaleSets/virtualMachines',
        'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/networkInterfaces',
      ),
    );

    expect(statuses(report)).toMatchObject({ 'RT-004': 'unknown', 'RT-005': 'unknown', 'RT-011': 'unknown' });
  });

  it('calls no route table left behind for want of clusters', async () => {
    const report = await auditedFiles(without('Microsoft.ContainerService/ManagedClusters'));

    expect(report.clusters).toEqual([]);
    expect(report.estate.checks).toMatchObject([{ code: 'RT-015', status: 'unknown' }, { code: 'MIG-021' }]);
  });
});

describe('a large file', () => {
  it('of 20 MB is read in a heap of 200', async () => {
    const folder = await folderOf(armLists(own, ownUsages));
    await writeLargeFile(join(folder, 'z-large.json'), 20 * 1024 * 1024);
    const bin = join(import.meta.dirname, '../../src/cli/bin.ts');
    // V8 ends a process that needs more; how much it takes of what it may have is its own affair.
    const options = ['--max-old-space-size=200', bin, 'scan', '--input', folder, '--format', 'json'];
    const { stdout } = await promisify(execFile)(process.execPath, options, { maxBuffer: 100 * 1024 * 1024 });
    const report = parseReport(stdout);

    expect(report.clusters.map((cluster) => cluster.name)).toEqual([name]);
    expect(report.run.unusedFiles).not.toContainEqual(expect.objectContaining({ file: 'z-large.json' }));
  });
});

/** A list of mostly other things, with the cluster's resources at its end. */
async function writeLargeFile(file: string, atLeast: number): Promise<void> {
  const stream = createWriteStream(file);
  const filler = JSON.stringify({
    id: '/subscriptions/00000000-0000-0000-0000-000000000009/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a',
    type: 'Microsoft.Storage/storageAccounts',
    properties: { note: 'x'.repeat(400), list: [1, 2, 3], nested: { deep: { deeper: true } } },
  });
  const block = `${filler},`.repeat(1_000);
  let written = 0;
  stream.write('{"value":[');
  while (written < atLeast) {
    if (!stream.write(block)) await once(stream, 'drain');
    written += block.length;
  }
  stream.end(`${own.map((resource) => JSON.stringify(resource)).join(',')}]}`);
  await finished(stream);
}
