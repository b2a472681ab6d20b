import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { answerSentence } from '../../../src/words/sentences.ts';
import { auditedFolder } from '../../audit/audit-azure.ts';
import { auditedFiles, folderOf } from '../../audit/one-cluster.ts';
import type { Files } from '../../audit/saved-shapes.ts';
import { savedCluster } from '../../cli/folder.ts';

const subscriptionId = '0b1f6471-1bf0-4dda-aec3-111122223333';
const group = `/subscriptions/${subscriptionId}/resourceGroups/rg-aks`;
const overlay = (name: string) =>
  savedCluster(name, { networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay' } });
const routeTable = {
  id: `${group}/providers/Microsoft.Network/routeTables/aks-agentpool-12345678-routetable`,
  name: 'aks-agentpool-12345678-routetable',
  type: 'Microsoft.Network/routeTables',
  routes: [],
};

const namesOf = ({ clusters, overlay: moved }: Report) => [...clusters, ...moved].map(({ name }) => name).sort();
const unusedOf = ({ run }: Report) => Object.fromEntries(run.unusedFiles.map(({ file, reason }) => [file, reason]));

/** The files, each written a day after the one before. */
async function auditedInOrder(files: Files): Promise<Report> {
  const folder = await folderOf(files);
  for (const [day, name] of Object.keys(files).entries()) {
    const written = new Date(Date.UTC(2026, 10, 1 + day));
    await utimes(join(folder, name), written, written);
  }
  return auditedFolder(folder);
}

describe('a subscription without a list of its clusters', () => {
  it('is one of which nothing is known, with the command that saves the list', async () => {
    const report = await auditedFiles({ 'tables.json': [routeTable] });

    expect(report.run.status).toBe('failed');
    expect(report.run.scopes).toMatchObject([
      {
        subscriptionId,
        status: 'unreadable',
        reason: expect.stringContaining(`az aks list --subscription ${subscriptionId}`),
      },
    ]);
    expect(answerSentence(report)).not.toMatch(/No (AKS|kubenet) cluster/);
  });

  it('leaves the run partial where another has one', async () => {
    const other = '99999999-1bf0-4dda-aec3-111122223333';
    const report = await auditedFiles({
      'clusters.json': [overlay('aks-new')],
      'tables.json': [{ ...routeTable, id: routeTable.id.replace(subscriptionId, other) }],
    });

    expect(report.run.status).toBe('partial');
    expect(answerSentence(report)).toBe(
      'No kubenet cluster was found among 1 cluster, but 1 subscription could not be read in full.',
    );
  });

  it('has none where a list of that name is empty', async () => {
    const report = await auditedFiles({ [`aks-${subscriptionId}.json`]: [], 'tables.json': [routeTable] });

    expect(report.run.status).toBe('complete');
    expect(answerSentence(report)).toMatch(/^No AKS cluster was found/);
  });
});

describe('one page of a list', () => {
  it.each([
    [
      'nextLink',
      { value: [overlay('aks-new')], nextLink: 'https://management.azure.com/subscriptions/x?$skiptoken=y' },
    ],
    ['a skip token', { data: [overlay('aks-new')], count: 1, skip_token: 'abc', total_records: 2 }],
    ['the last of two', { data: [overlay('aks-new')], count: 1, skip_token: null, total_records: 2 }],
    ["PowerShell's capitals", { Data: [overlay('aks-new')], Count: 1, SkipToken: 'abc' }],
  ])('never says that no kubenet cluster is left (%s)', async (_, page) => {
    const report = await auditedFiles({ 'page.json': page });

    expect(report.run.status).toBe('partial');
    expect(Object.keys(unusedOf(report))).toEqual(['page.json']);
    expect(answerSentence(report)).toBe(
      'No kubenet cluster was found among 1 cluster, but 1 file could not be read in full.',
    );
  });

  it('is seen in a line of a file of lines', async () => {
    const lines = [{ value: [overlay('aks-a')] }, { value: [overlay('aks-b')], nextLink: 'https://x' }];
    const report = await auditedFiles({ 'pages.ndjson': lines.map((each) => JSON.stringify(each)).join('\n') });

    expect(report.run.status).toBe('partial');
    expect(unusedOf(report)['pages.ndjson']).toContain('nextLink');
  });
});

describe('all pages of one saved query', () => {
  const page = (names: readonly string[], total: number, token: string | null) => ({
    count: names.length,
    data: names.map((name) => overlay(name)),
    skip_token: token,
    total_records: total,
  });

  it.each<[string, Files]>([
    ['in files', { 'p1.json': page(['a', 'b'], 3, 'x'), 'p2.json': page(['c'], 3, null) }],
    [
      'in lines',
      { 'all.ndjson': [page(['a', 'b'], 3, 'x'), page(['c'], 3, null)].map((each) => JSON.stringify(each)).join('\n') },
    ],
    [
      'in files that repeat one',
      { '1.json': page(['a', 'b'], 3, 'x'), '2.json': page(['a', 'b'], 3, 'x'), '3.json': page(['c'], 3, null) },
    ],
  ])('together are whole (%s)', async (_, files) => {
    const report = await auditedFiles(files);

    expect(report.run).toMatchObject({ status: 'complete', unusedFiles: [] });
    expect(namesOf(report)).toEqual(['a', 'b', 'c']);
  });

  it.each<[string, Files]>([
    ['one is missing', { 'p1.json': page(['a', 'b'], 4, 'x'), 'p2.json': page(['c'], 4, null) }],
    ['one is there twice', { 'p1.json': page(['a', 'b'], 4, 'x'), 'p2.json': page(['a', 'b'], 4, 'y') }],
    ['their totals differ', { 'p1.json': page(['a', 'b'], 3, 'x'), 'p2.json': page(['c'], 4, null) }],
  ])('are not where %s', async (_, files) => {
    const report = await auditedFiles(files);

    expect(report.run.status).toBe('partial');
    expect(Object.keys(unusedOf(report))).toEqual(['p1.json', 'p2.json']);
  });
});

describe('rows of "az graph query --query data"', () => {
  const named = (count: number) => Array.from({ length: count }, (_, n) => overlay(`aks-${n}`));
  type Row = Readonly<Record<string, unknown>>;
  const lowerCase = (row: Row): Row => ({ ...row, type: String(row['type']).toLowerCase() });
  const projected = ({ id, name, networkProfile }: Row): Row => ({
    ...{ id, name },
    properties: { networkProfile },
  });

  it.each([
    [100, lowerCase],
    [1000, lowerCase],
    [100, projected],
  ])('of which there are exactly %i may have been cut', async (count, row) => {
    const report = await auditedFiles({ 'rows.json': named(count).map(row) });

    expect(report.run.status).toBe('partial');
    expect(unusedOf(report)['rows.json']).toMatch(new RegExp(`exactly ${count} rows.*without "--query data"`));
  });

  it('may have been cut in a file of lines, too', async () => {
    const rows = named(100).map((row) => JSON.stringify(lowerCase(row)));

    expect((await auditedFiles({ 'rows.ndjson': rows.join('\n') })).run.status).toBe('partial');
    expect((await auditedFiles({ 'rows.ndjson': rows.slice(1).join('\n') })).run.status).toBe('complete');
  });

  it.each<[string, readonly unknown[]]>([
    ['99 rows', named(99).map(lowerCase)],
    ['101 rows', named(101).map(lowerCase)],
    ['100 clusters as "az aks list" prints them', named(100)],
    [
      '100 interfaces as "az vmss nic list" prints them, without a type',
      Array.from({ length: 100 }, (_, n) => ({
        id: `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/vmss/virtualMachines/${n}/networkInterfaces/nic`,
        name: 'nic',
      })),
    ],
  ])('are whole where there are %s', async (_, rows) => {
    const report = await auditedFiles({ 'rows.json': rows, [`aks-${subscriptionId}.json`]: [] });

    expect(Object.values(unusedOf(report)).join()).not.toContain('exactly');
  });
});

describe('two files that disagree about one cluster', () => {
  it('are both named with the difference, and the newer is used', async () => {
    const report = await auditedInOrder({
      'z-before.json': [savedCluster('aks-shop')],
      'a-after.json': [overlay('aks-shop')],
    });

    expect(report.run.status).toBe('partial');
    expect(unusedOf(report)).toEqual({
      'z-before.json': expect.stringMatching(
        /aks-shop: networkProfile\.networkPlugin is kubenet in z-before\.json and azure in a-after\.json, which is used since it is newer/,
      ),
    });
    expect(answerSentence(report)).toContain('but 1 file could not be read in full');
  });

  it('are used as far as they go: the fuller before the newer', async () => {
    const { id, name, type } = savedCluster('aks-shop');
    const report = await auditedInOrder({
      'full.json': [savedCluster('aks-shop')],
      'sparse.json': [{ id, name, type, networkProfile: { networkPlugin: 'azure' } }],
    });

    expect(report.clusters.map((cluster) => cluster.name)).toEqual(['aks-shop']);
    expect(unusedOf(report)['sparse.json']).toMatch(/kubenet in full\.json, which is used since it says more/);
  });

  it('are one where they say the same in other letters', async () => {
    const { id, ...rest } = savedCluster('aks-shop');
    const report = await auditedFiles({
      'a.json': [{ id, ...rest }],
      'b.json': [{ ...rest, id: String(id).toUpperCase() }],
    });

    expect(report.run).toMatchObject({ status: 'complete', unusedFiles: [] });
    expect(report.clusters).toHaveLength(1);
  });
});

describe('an empty list beside a full one', () => {
  const clusters = [savedCluster('aks-shop')];

  it.each<[string, string, unknown]>([
    ['that names its subscription', `aks-${subscriptionId}.json`, []],
    [
      'as collect saves it',
      '1.json',
      { read: 'managedClusters', parent: `/subscriptions/${subscriptionId}`, value: [] },
    ],
  ])('contradicts it (%s): both are named', async (_, file, content) => {
    const report = await auditedFiles({ [file]: content, 'full.json': clusters });

    expect(namesOf(report)).toEqual(['aks-shop']);
    expect(report.run.status).toBe('partial');
    expect(unusedOf(report)[file]).toMatch(
      new RegExp(`lists nothing, but full\\.json holds aks-shop.*${file}: both are used`),
    );
  });

  it('tells nothing without a name, and is asked for one', async () => {
    const report = await auditedFiles({ 'aks.json': [], 'full.json': clusters });

    expect(namesOf(report)).toEqual(['aks-shop']);
    expect(unusedOf(report)).toEqual({ 'aks.json': expect.stringContaining('name it aks-<subscription id>.json') });
  });
});
